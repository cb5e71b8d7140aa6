import { standsForNone } from '@qipei/part-number';
import { MAX_BRAND_LENGTH, readNumber } from './number-entry.ts';
import { brandKey, numberSpace } from './number-space.ts';
import type { Attribute, PartNumber } from './part.ts';
import type { PartDetails, PartPrivate } from './part-details.ts';
import type { RowFaults } from './row-faults.ts';

/** What a file of a structured format says of a part beyond the columns of a row. */
export interface PartItem {
  /** Typed id of the part type; empty where the file names none. */
  partTypeRef: string;
  details: PartDetails;
  private: PartPrivate | undefined;
  /** Numbers of other brands for the same job, unless `kind` says what they are. */
  crossReferences: readonly { brand: string; partNumber: string; kind?: 'oe' | 'comparable' }[];
  attributes: readonly Attribute[];
}

const MAX_NUMBERS = 500;
const MAX_ATTRIBUTES = 200;
const MAX_VALUE = 500;

/** The item of a row; undefined of a row that is of columns alone. */
export function itemOf(cells: Readonly<Record<string, unknown>>): PartItem | undefined {
  const cell = cells.item;
  // No text of a file can be one: only a reader of a structured format gives it.
  return typeof cell === 'object' && cell !== null && !Array.isArray(cell) ? (cell as PartItem) : undefined;
}

export function readItemNumbers({ crossReferences }: PartItem, faults: RowFaults): PartNumber[] {
  const column = 'crossReferences';
  if (crossReferences.length > MAX_NUMBERS) {
    const message = `The item has ${crossReferences.length} interchange numbers; ${MAX_NUMBERS} are allowed.`;
    faults.add(column, 'out-of-range', String(crossReferences.length), message);
    return [];
  }
  const numbers: PartNumber[] = [];
  const seen = new Set<string>();
  for (const { brand, partNumber, kind = 'cross-reference' } of crossReferences) {
    // Of an OE number the make may be unknown, as in a table. Another number without a brand can't be looked up: the details keep it.
    if ((brand === '' && kind !== 'oe') || standsForNone(partNumber)) continue;
    if ((brand !== '' && brandKey(brand) === '') || brand.length > MAX_BRAND_LENGTH) {
      faults.add(column, 'malformed', `${brand}: ${partNumber}`, 'An interchange number needs a brand.');
      continue;
    }
    const number = readNumber(column, partNumber, brand, kind, faults);
    if (number === undefined) continue;
    const identity = `${kind}:${numberSpace(brand)}:${number.key}`;
    if (seen.has(identity)) continue;
    seen.add(identity);
    numbers.push(number);
  }
  return numbers;
}

/** Longer ones, and what is beyond two hundred, are found in the details alone. */
export function itemAttributes({ attributes }: PartItem): Attribute[] {
  return attributes.filter(({ value }) => value.length <= MAX_VALUE).slice(0, MAX_ATTRIBUTES);
}
