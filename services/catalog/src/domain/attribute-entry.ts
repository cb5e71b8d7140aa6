import type { Attribute } from './part.ts';
import type { RowFaults } from './row-faults.ts';

const MAX_ATTRIBUTES = 200;
const MAX_VALUE = 500;
/** A plain number, then what can only be its unit: `93 mm`, `12V`, `0.5 A.h`; not `5W-30`. */
const MEASURE = /^([+-]?\d+(?:\.\d+)?)(?:([\p{L}%°µ.]{1,20})| ([\p{L}%°µ][\p{L}\p{N}%°µ./*]{0,19}))$/u;

/** Attributes in the order given, `height` -> `93 mm`. A value that is a number and a unit is taken apart. */
export function readAttributes(
  column: string,
  cell: Readonly<Record<string, string>>,
  faults: RowFaults,
): Attribute[] {
  const attributes: Attribute[] = [];
  const given = Object.entries(cell);
  if (given.length > MAX_ATTRIBUTES) {
    faults.add(column, 'out-of-range', String(given.length), `No more than ${MAX_ATTRIBUTES} attributes.`);
    return [];
  }
  for (const [name, text] of given) {
    if (text.length > MAX_VALUE) {
      faults.add(column, 'too-long', `${name}=${text}`, `A value has no more than ${MAX_VALUE} characters.`);
      continue;
    }
    const measure = MEASURE.exec(text);
    attributes.push({ name, value: measure?.[1] ?? text, unit: measure?.[2] ?? measure?.[3] ?? '' });
  }
  return attributes;
}
