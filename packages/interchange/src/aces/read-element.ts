import type { XmlElement } from '../xml-records.ts';
import type { AcesRef, AcesUnknown } from './aces-feed.ts';

/** Why a record of a feed can't be taken. */
export type AcesFaultCode =
  /** The XML of the record isn't well-formed, or it is too large. */
  | 'malformed'
  | 'id-invalid'
  | 'action-invalid'
  | 'vehicle-missing'
  | 'years-invalid'
  | 'quantity-invalid'
  | 'part-missing'
  | 'asset-name-missing'
  /** What a record has once is given twice, and differs. */
  | 'element-repeated';

/** Receives what is wrong with a record; it is refused where there is anything. */
export type RecordFault = (code: AcesFaultCode, element: XmlElement, value: string, message: string) => void;

/** An attribute by its name, in any case. */
export function attributeOf({ attributes }: XmlElement, name: string): string | undefined {
  const value = attributes[name];
  if (value !== undefined) return value;
  for (const each in attributes) {
    if (each.length === name.length && each.toLowerCase() === name.toLowerCase()) return attributes[each];
  }
  return undefined;
}

/** A text with its runs of blanks as one, as `xs:token` has it. */
export function token(text: string): string {
  const plain = text.trim();
  return /\s\s|[\t\n\r]/.test(plain) ? plain.replace(/\s+/g, ' ') : plain;
}

/** The `id` of an element as a number's digits: blanks around it and leading zeros don't count. */
export function refOf(element: XmlElement, fault: RecordFault): AcesRef {
  const given = attributeOf(element, 'id') ?? '';
  const id = digits(given);
  if (id === undefined) {
    const message =
      given.trim() === ''
        ? `<${element.name}> has no id.`
        : `The id of <${element.name}> is a whole number; this is none.`;
    fault('id-invalid', element, given, message);
  }
  const text = token(element.text);
  return text === '' ? { id: id ?? '' } : { id: id ?? '', text };
}

export function digits(given: string): string | undefined {
  if (/^[1-9]\d{0,9}$/.test(given)) return given;
  const found = /^\s*\+?0*(\d{1,10})\s*$/.exec(given);
  return found?.[1];
}

export function unknownOf({ name, attributes, text, children }: XmlElement): AcesUnknown {
  return { tag: name, attributes, text: token(text), children: children.map(unknownOf) };
}
