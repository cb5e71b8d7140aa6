import type { XmlElement } from '../xml-records.ts';
import type { AcesApp, AcesDiagram, AcesParam, AcesVehicle } from './aces-feed.ts';
import { attributeOf, type RecordFault, token } from './read-element.ts';

export function yearsOf(child: XmlElement, fault: RecordFault): AcesVehicle['years'] {
  const [from, to] = ['from', 'to'].map((name) => yearOf(attributeOf(child, name) ?? ''));
  if (from !== undefined && to !== undefined && from <= to) return { from, to };
  const given = `${attributeOf(child, 'from') ?? ''}-${attributeOf(child, 'to') ?? ''}`;
  fault('years-invalid', child, given, 'The years are four digits each, the first not after the last.');
  return undefined;
}

export function productionOf(child: XmlElement, fault: RecordFault): AcesVehicle['production'] {
  const [start, end] = ['ProductionStart', 'ProductionEnd'].map((name) => attributeOf(child, name));
  const [from, to] = [start, end].map((given) => (given === undefined ? undefined : yearOf(given)));
  if ((start !== undefined && from === undefined) || (end !== undefined && to === undefined))
    fault(
      'years-invalid',
      child,
      `${start ?? ''}-${end ?? ''}`,
      'The years of production are four digits each.',
    );
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

function yearOf(given: string): number | undefined {
  const plain = given.trim();
  return /^(?:1[89]|2[01])\d\d$/.test(plain) ? Number(plain) : undefined;
}

export function paramOf(element: XmlElement): AcesParam {
  const [uom, altValue, altUom] = ['uom', 'altvalue', 'altuom'].map((name) => attributeOf(element, name));
  const text = element.text.trim();
  return {
    value: attributeOf(element, 'value') ?? '',
    ...(uom !== undefined && { uom: uom.trim() }),
    ...(altValue !== undefined && { altValue }),
    ...(altUom !== undefined && { altUom: altUom.trim() }),
    ...(text !== '' && { text }),
  };
}

/** ISO 639-1; ACES calls Spanish `sp` up to 3.2. */
export function langOf(child: XmlElement): string | undefined {
  const lang = attributeOf(child, 'lang')?.trim().toLowerCase();
  if (lang === '') return undefined;
  return lang === 'sp' ? 'es' : lang;
}

/** Up to 3.2 a text by the schema, which has to be read as a number all the same. */
export function quantityOf(child: XmlElement, fault: RecordFault): number | undefined {
  const text = child.text.trim();
  const found = /^\+?0*([1-9]\d{0,5})(?:\.0+)?$/.exec(text);
  if (found !== null) return Number(found[1]);
  fault('quantity-invalid', child, text, 'The quantity is a whole number, 1 or more.');
  return undefined;
}

export function partOf(child: XmlElement, fault: RecordFault): AcesApp['part'] | undefined {
  const number = token(child.text);
  const brand = brandOf(child, 'BrandAAIAID', 'BrandID');
  const subBrand = brandOf(child, 'SubBrandAAIAID', 'SubBrandID');
  if (number === '') {
    fault('part-missing', child, '', 'The number of the part is empty.');
    return undefined;
  }
  return { number, ...(brand !== undefined && { brand }), ...(subBrand !== undefined && { subBrand }) };
}

function brandOf(child: XmlElement, old: string, name: string): string | undefined {
  const code = token(attributeOf(child, old) ?? attributeOf(child, name) ?? '');
  return code === '' ? undefined : code;
}

export function diagramOf(child: XmlElement): AcesDiagram {
  const itemOrder = token(attributeOf(child, 'AssetItemOrder') ?? '');
  const itemRef = token(attributeOf(child, 'AssetItemRef') ?? '');
  const text = token(child.text);
  return {
    name: token(attributeOf(child, 'AssetName') ?? ''),
    ...(itemOrder !== '' && { itemOrder }),
    ...(itemRef !== '' && { itemRef }),
    ...(text !== '' && { text }),
  };
}
