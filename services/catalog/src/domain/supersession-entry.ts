import { MAX_BRAND_LENGTH, readNumber, splitMake } from './number-entry.ts';
import { brandKey } from './number-space.ts';
import type { Supersession } from './part.ts';
import type { RowFaults } from './row-faults.ts';

/** `number`, `Brand:number`, either with `@YYYY-MM-DD`. Without a brand the newer part is of the same brand. */
export function readSupersessions(
  column: string,
  entries: readonly string[],
  ownBrand: string,
  faults: RowFaults,
): Supersession[] {
  const read: Supersession[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const at = entry.lastIndexOf('@');
    const effectiveDate = at === -1 ? '' : entry.slice(at + 1).trim();
    const { make, number } = splitMake(at === -1 ? entry : entry.slice(0, at));
    const brand = make === '' ? ownBrand : make;
    if (make !== '' && (brandKey(make) === '' || make.length > MAX_BRAND_LENGTH)) {
      faults.add(column, 'malformed', entry, 'The brand before the colon is no brand.');
      continue;
    }
    if (effectiveDate !== '' && !isDate(effectiveDate)) {
      faults.add(column, 'malformed', entry, 'The date after @ is written YYYY-MM-DD.');
      continue;
    }
    const target = readNumber(column, number, brand, 'own', faults);
    if (target === undefined) continue;
    const identity = `${brandKey(brand)}:${target.key}`;
    if (seen.has(identity)) continue;
    seen.add(identity);
    read.push({ brand, partNumber: target.raw, effectiveDate });
  }
  return read;
}

/** A day that the calendar has, as YYYY-MM-DD. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
