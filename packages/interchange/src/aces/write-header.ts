import { xmlAttribute, xmlText } from '../xml-out.ts';
import { type AcesDialect, DIGITAL_FILE_ORDER, HEADER_ORDER, REQUIRED_HEADER } from './aces-dialect.ts';
import type { AcesDigitalFile, AcesHeader, AcesHeaderText, AcesUnknown } from './aces-feed.ts';
import { digits, token } from './read-element.ts';
import { code, END, type Hold, line, type TellLoss } from './write-app.ts';

interface Writing {
  dialect: AcesDialect;
  tell: TellLoss;
  hold: Hold;
}

const ELEMENTS: Readonly<Record<string, string>> = {
  company: 'Company',
  senderName: 'SenderName',
  senderPhone: 'SenderPhone',
  senderPhoneExt: 'SenderPhoneExt',
  transferDate: 'TransferDate',
  mfrCode: 'MfrCode',
  documentTitle: 'DocumentTitle',
  docFormNumber: 'DocFormNumber',
  effectiveDate: 'EffectiveDate',
  submission: 'SubmissionType',
  mapperCompany: 'MapperCompany',
  mapperContact: 'MapperContact',
  mapperPhone: 'MapperPhone',
  mapperPhoneExt: 'MapperPhoneExt',
  mapperEmail: 'MapperEmail',
};

export function writeHeader(header: AcesHeader, writing: Writing): string {
  const { tell } = writing;
  let xml = `\t<Header>${END}`;
  for (const name of HEADER_ORDER) {
    if (name === 'approvedFor') xml += approvedFor(header, writing);
    else if (name === 'partsApprovedFor') xml += partsApprovedFor(header, writing);
    else if (name === 'regionFor') xml += regionFor(header, writing);
    else xml += headerText(name, header, writing);
  }
  for (const { tag } of header.unknown) tell(tag, 'dropped');
  return `${xml}\t</Header>${END}`;
}

function headerText(name: AcesHeaderText, header: AcesHeader, { dialect, tell, hold }: Writing): string {
  const tag = ELEMENTS[name] ?? dialect.names[name as keyof AcesDialect['names']];
  const text = header[name];
  if (text === undefined) {
    if (REQUIRED_HEADER.has(name)) tell(`${tag}: missing`, 'not-standard');
    return '';
  }
  if (name === 'subBrand' && !dialect.regions) {
    tell(tag, 'dropped');
    return '';
  }
  const said = token(hold(text));
  return line(tag, '', xmlText(name === 'submission' ? said.toUpperCase() : said));
}

function approvedFor({ approvedFor: given }: AcesHeader, { dialect, tell, hold }: Writing): string {
  const countries = given.map((country) => token(hold(country)));
  if (countries.length === 0) return '';
  if (dialect.approvedFor === 'text') return line('ApprovedFor', '', xmlText(countries.join(';')));
  if (dialect.approvedFor === 'none') {
    tell('ApprovedFor', 'dropped');
    return '';
  }
  return countryList('ApprovedFor', countries, tell);
}

function partsApprovedFor({ partsApprovedFor: given }: AcesHeader, { dialect, tell, hold }: Writing): string {
  if (given.length === 0) return '';
  const countries = given.map((country) => token(hold(country)));
  if (dialect.regions) return countryList('PartsApprovedFor', countries, tell);
  tell('PartsApprovedFor', 'dropped');
  return '';
}

function countryList(tag: string, given: readonly string[], tell: TellLoss): string {
  const countries = given.filter((country) => country.length === 2);
  for (let at = countries.length; at < given.length; at += 1)
    tell(`${tag}: a text, not a country`, 'dropped');
  if (countries.length === 0) return '';
  const each = countries.map((country) => `\t\t\t<Country>${xmlText(country)}</Country>${END}`);
  return `\t\t<${tag}>${END}${each.join('')}\t\t</${tag}>${END}`;
}

function regionFor({ regionFor: given }: AcesHeader, { dialect, tell }: Writing): string {
  if (given.length === 0) return '';
  if (!dialect.regions) {
    tell('RegionFor', 'dropped');
    return '';
  }
  const regions = given.filter((region) => digits(region) !== undefined);
  if (regions.length < given.length) tell('RegionFor: a text, not a region', 'dropped');
  if (regions.length === 0) return '';
  const each = regions.map((region) => `\t\t\t<Region id="${region}"/>${END}`);
  return `\t\t<RegionFor>${END}${each.join('')}\t\t</RegionFor>${END}`;
}

/** Empty where the version describes no files. */
export function writeDigitalFile(file: AcesDigitalFile, writing: Writing): string {
  const { dialect, tell, hold } = writing;
  if (!dialect.digitalFiles) {
    tell('DigitalFileInformation', 'left-out');
    return '';
  }
  const attributes =
    code('AssetName', file.assetName, hold) +
    code('action', file.action.toUpperCase(), hold) +
    code('LanguageCode', file.language, hold);
  let xml = `\t\t<DigitalFileInformation${attributes}>${END}`;
  for (const name of DIGITAL_FILE_ORDER) {
    for (const field of file.fields) {
      if (field.tag !== name) continue;
      if (name === (dialect.assets ? 'AssetDescription' : 'AssetDescriptions')) tell(name, 'dropped');
      else xml += writeTree(field, 3, hold);
    }
  }
  for (const { tag } of file.fields) if (!DIGITAL_FILE_ORDER.includes(tag)) tell(tag, 'dropped');
  return `${xml}\t\t</DigitalFileInformation>${END}`;
}

function writeTree({ tag, attributes, text, children }: AcesUnknown, depth: number, hold: Hold): string {
  const indent = '\t'.repeat(depth);
  let start = `${indent}<${tag}`;
  for (const name in attributes)
    if (!name.includes(':') && name !== 'xmlns')
      start += ` ${name}="${xmlAttribute(hold(attributes[name] ?? ''))}"`;
  const said = token(hold(text));
  if (children.length > 0)
    return `${start}>${END}${children.map((child) => writeTree(child, depth + 1, hold)).join('')}${indent}</${tag}>${END}`;
  return said === '' ? `${start}/>${END}` : `${start}>${xmlText(said)}</${tag}>${END}`;
}
