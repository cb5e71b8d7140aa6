import { datesFit, splitDates } from './edge-dates.ts';
import { MAX_BRAND_LENGTH, readNumber, splitMake } from './number-entry.ts';
import { brandKey } from './number-space.ts';
import type { LinkKind, PartLink, Supersession } from './part.ts';
import type { RowFaults } from './row-faults.ts';

const MAX_QUANTITY = 1_000_000;
/** Blanks around it: numbers have these signs too. */
const TOGETHER = /\s+[+＋]\s+/;
const OR = /\s+(?:or|或|或者)\s+/i;
const QUANTITY = /^(.*\S)\s*[*＊×]\s*(\d{1,9})$/s;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** A part as an entry of a list names it. */
interface NamedPart {
  brand: string;
  /** By which the part is known to be named twice. */
  identity: string;
  partNumber: string;
  quantity: number;
  validFrom: string;
  validUntil: string;
  together: string;
  alternative: boolean;
}

/**
 * What replaces the part: `number`, `Brand:number`, either with `*pieces` and `@from..until`. `A + B` replace it together;
 * `A or B` is a choice. Without a brand the newer part is of the same brand.
 */
export function readSupersessions(
  column: string,
  entries: readonly string[],
  ownBrand: string,
  faults: RowFaults,
): Supersession[] {
  const read: Supersession[] = [];
  const seen = new Set<string>();
  let groups = 0;
  for (const entry of entries) {
    const choices = entry.startsWith('{') ? [entry] : entry.split(OR);
    for (const choice of choices) {
      const parts = entry.startsWith('{') ? [choice] : choice.split(TOGETHER);
      if (parts.length > 1) groups += 1;
      const group = parts.length > 1 ? `${groups}` : '';
      const named = parts.flatMap((part) => readNamed(column, part, ownBrand, faults) ?? []);
      // Of several that belong together none stands without the others; the fault is told.
      if (named.length < parts.length) continue;
      const lastDates = named.at(-1);
      for (const each of named) {
        const dated = each.validFrom !== '' || each.validUntil !== '' ? each : (lastDates ?? each);
        const together = group === '' ? each.together : group;
        const identity = `${together}:${each.identity}`;
        if (seen.has(identity)) continue;
        seen.add(identity);
        read.push({
          brand: each.brand,
          partNumber: each.partNumber,
          effectiveDate: dated.validFrom,
          validUntil: dated.validUntil,
          quantity: each.quantity,
          together,
          alternative: each.alternative || choices.length > 1,
        });
      }
    }
  }
  return read;
}

/** `number`, `Brand:number`, either with `*pieces` and `@from..until`, each part once. */
export function readLinks(
  column: string,
  kind: LinkKind,
  entries: readonly string[],
  ownBrand: string,
  faults: RowFaults,
): PartLink[] {
  const links: PartLink[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const named = readNamed(column, entry, ownBrand, faults);
    if (named === undefined) continue;
    if (seen.has(named.identity)) continue;
    seen.add(named.identity);
    const { brand, partNumber, quantity, validFrom, validUntil } = named;
    links.push({ kind, brand, partNumber, quantity, validFrom, validUntil });
  }
  return links;
}

function readNamed(
  column: string,
  entry: string,
  ownBrand: string,
  faults: RowFaults,
): NamedPart | undefined {
  const said = entry.startsWith('{') ? readObject(column, entry, faults) : readText(entry);
  if (said === undefined) return undefined;
  const brand = said.brand === '' ? ownBrand : said.brand;
  if (said.brand !== '' && (brandKey(said.brand) === '' || said.brand.length > MAX_BRAND_LENGTH)) {
    faults.add(column, 'malformed', entry, 'The brand before the colon is no brand.');
    return undefined;
  }
  if (!entry.startsWith('{') && said.partNumber.includes('@')) {
    faults.add(
      column,
      'malformed',
      entry,
      'Behind @ stand dates: from, from..until or ..until, as YYYY-MM-DD.',
    );
    return undefined;
  }
  if (!datesFit(column, entry, said, faults)) return undefined;
  if (!Number.isInteger(said.quantity) || said.quantity < 1 || said.quantity > MAX_QUANTITY) {
    faults.add(column, 'out-of-range', entry, `A quantity is a whole number from 1 to ${MAX_QUANTITY}.`);
    return undefined;
  }
  if (CONTROL.test(said.partNumber + said.together) || said.together.length > 20) {
    faults.add(
      column,
      'malformed',
      entry,
      'The entry has a control character, or too long a name for a group.',
    );
    return undefined;
  }
  const number = readNumber(column, said.partNumber, brand, 'own', faults);
  return number && { ...said, brand, partNumber: number.raw, identity: `${brandKey(brand)}:${number.key}` };
}

type SaidPart = Omit<NamedPart, 'identity'>;

function readText(entry: string): SaidPart {
  const { text, validFrom, validUntil } = splitDates(entry);
  const pieces = QUANTITY.exec(text);
  const { make, number } = splitMake(pieces?.[1] ?? text);
  const quantity = pieces === null ? 1 : Number(pieces[2]);
  return {
    brand: make,
    partNumber: number,
    quantity,
    validFrom,
    validUntil,
    together: '',
    alternative: false,
  };
}

const OBJECT_FIELDS = ['brand', 'partNumber', 'quantity', 'from', 'until', 'together', 'alternative'];

/** An entry of an NDJSON list as an object, which says the same without any sign of its own. */
function readObject(column: string, entry: string, faults: RowFaults): SaidPart | undefined {
  let object: Record<string, unknown>;
  try {
    object = JSON.parse(entry) as Record<string, unknown>;
  } catch {
    faults.add(column, 'malformed', entry, 'The entry begins like a JSON object and is none.');
    return undefined;
  }
  const unknown = Object.keys(object).find((name) => !OBJECT_FIELDS.includes(name));
  const text = (name: string): string | undefined => {
    const value = object[name] ?? '';
    return typeof value === 'string' ? value.trim() : undefined;
  };
  const [brand, partNumber, validFrom, validUntil, together] = [
    text('brand'),
    text('partNumber'),
    text('from'),
    text('until'),
    text('together'),
  ];
  const { quantity = 1, alternative = false } = object;
  if (
    unknown !== undefined ||
    brand === undefined ||
    partNumber === undefined ||
    validFrom === undefined ||
    validUntil === undefined ||
    together === undefined ||
    typeof quantity !== 'number' ||
    typeof alternative !== 'boolean'
  ) {
    const allowed = OBJECT_FIELDS.join(', ');
    faults.add(
      column,
      'malformed',
      entry,
      `An entry is an object of ${allowed}: texts, a number, a boolean.`,
    );
    return undefined;
  }
  return { brand, partNumber, quantity, validFrom, validUntil, together, alternative };
}
