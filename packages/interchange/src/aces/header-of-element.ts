import type { XmlElement } from '../xml-records.ts';
import type { AcesDigitalFile, AcesFooter, AcesHeader, AcesVersion } from './aces-feed.ts';
import { HEADER_ELEMENTS } from './aces-names.ts';
import { attributeOf, digits, token, unknownOf } from './read-element.ts';

export function headerOfElement(element: XmlElement, version: AcesVersion): AcesHeader {
  const texts: Partial<Record<string, string>> = {};
  const countries: Record<string, readonly string[]> = {};
  const unknown = [];
  for (const child of element.children) {
    const name = HEADER_ELEMENTS[child.name];
    if (name !== undefined) {
      const text = name === 'submission' ? submissionOf(child) : token(child.text);
      texts[name] ??= text;
      // Given twice, and differs: the first counts.
      if (texts[name] !== text) unknown.push(unknownOf(child));
    } else if (child.name === 'ApprovedFor' || child.name === 'PartsApprovedFor')
      countries[child.name] = countriesOf(child);
    else if (child.name === 'RegionFor') countries[child.name] = child.children.map(regionOf);
    else unknown.push(unknownOf(child));
  }
  return {
    kind: 'header',
    version,
    ...texts,
    approvedFor: countries.ApprovedFor ?? [],
    partsApprovedFor: countries.PartsApprovedFor ?? [],
    regionFor: countries.RegionFor ?? [],
    unknown,
    line: element.line,
  };
}

/** Which version a header is of by its elements: those of 5.0 have other names. Undefined where it has none of either. */
export function versionOfHeader(element: XmlElement): AcesVersion | undefined {
  const names = new Set(element.children.map(({ name }) => name));
  if (['VCdbPublicationDate', 'QdbPublicationDate', 'PCdbPublicationDate'].some((name) => names.has(name)))
    return '5.0';
  return ['VcdbVersionDate', 'QdbVersionDate', 'PcdbVersionDate'].some((name) => names.has(name))
    ? '4.2'
    : undefined;
}

export function digitalFileOfElement(element: XmlElement): AcesDigitalFile {
  const language = token(attributeOf(element, 'LanguageCode') ?? '');
  return {
    kind: 'digital-file',
    assetName: token(attributeOf(element, 'AssetName') ?? ''),
    action: token(attributeOf(element, 'action') ?? '').toUpperCase(),
    ...(language !== '' && { language }),
    fields: element.children.map(unknownOf),
    line: element.line,
  };
}

export function footerOfElement(element: XmlElement): AcesFooter {
  const text = element.children.find(({ name }) => name === 'RecordCount')?.text ?? '';
  const count = digits(text.replaceAll(',', ''));
  return { kind: 'footer', ...(count !== undefined && { recordCount: Number(count) }), line: element.line };
}

/** `Full`, `full ` and `UPD` are seen. */
function submissionOf({ text }: XmlElement): string {
  const word = token(text).toUpperCase();
  return word === 'UPD' ? 'UPDATE' : word;
}

/** Elements of two letters; up to 3.1 one text that lists them. */
function countriesOf({ text, children }: XmlElement): readonly string[] {
  if (children.length > 0) return children.map((child) => token(child.text)).filter((code) => code !== '');
  const parts = text
    .split(/[;,|\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const free = token(text);
  if (parts.every((part) => /^[A-Za-z]{2}$/.test(part))) return parts.map((part) => part.toUpperCase());
  return free === '' ? [] : [free];
}

function regionOf(child: XmlElement): string {
  const given = attributeOf(child, 'id') ?? child.text;
  return digits(given) ?? token(given);
}
