import { partTypes } from '@qipei/part-type';
import { attributeValues } from './demo-catalogue/attribute-values.ts';
import { brandNumber, DEMO_BRANDS } from './demo-catalogue/brands.ts';
import { gtinCheckDigit } from './demo-catalogue/describe-part.ts';
import { oeNumber } from './demo-catalogue/oe-number.ts';
import { Chance, mix, scramble } from './demo-catalogue/random.ts';
import { PART_COLUMNS, type PartRow } from './demo-catalogue/rows.ts';
import { type Cell, csvLine } from './demo-catalogue/write-rows.ts';

/** What an import is to say of one broken row. */
export interface ExpectedFault {
  /** From 1: the first row after the header. */
  row: number;
  /** Empty where the row as a whole is at fault. */
  column: string;
  code: string;
}

export interface BrokenCatalogue {
  /** The file in chunks; can be walked any number of times. */
  csv: Iterable<string>;
  /** By row; each broken row has exactly one fault. */
  expected: readonly ExpectedFault[];
}

type Cells = Record<(typeof PART_COLUMNS)[number], Cell>;

interface Breakage {
  column: keyof Cells | '';
  code: string;
  /** The broken cell; for the row as a whole, a cell too many. */
  cell: (row: PartRow) => Cell;
}

function wrongGtin(row: PartRow): string {
  const digits = row.gtin ?? '';
  return digits.slice(0, -1) + ((Number(digits.at(-1)) + 1) % 10);
}

/** Ways in which a row can be wrong, one fault each. */
const BREAKAGES: readonly Breakage[] = [
  { column: 'partType', code: 'unknown-part-type', cell: () => 'flux-capacitor' },
  { column: 'brand', code: 'required', cell: () => '' },
  { column: 'partNumber', code: 'required', cell: () => '  ' },
  { column: 'gtin', code: 'gtin-check-digit', cell: wrongGtin },
  { column: '', code: 'column-count', cell: () => 'one cell too many' },
  { column: 'packQuantity', code: 'out-of-range', cell: () => '-2' },
  { column: 'packQuantity', code: 'not-a-whole-number', cell: () => '1.5' },
  { column: 'visibility', code: 'not-allowed', cell: () => 'secret' },
  { column: 'nameZh', code: 'too-long', cell: ({ nameZh }) => nameZh.repeat(2_000) },
  { column: 'oeNumbers', code: 'malformed', cell: () => 'Toyota:---' },
  { column: 'attributes', code: 'malformed', cell: () => 'height 85 mm' },
];

const MAKERS = [
  ['Toyota', 'toyota'],
  ['Honda', 'honda'],
  ['Volkswagen', 'vw'],
  ['BMW', 'bmw'],
  ['Ford', 'ford'],
] as const;

function soundRow(at: number, seed: number): PartRow {
  const chance = new Chance(seed, 1, at);
  const type = chance.pick(partTypes());
  const brand = chance.pick(DEMO_BRANDS);
  const running = scramble(at, seed);
  const [make, maker] = chance.pick(MAKERS);
  const gtin = `29${String(at).padStart(10, '0')}`;
  return {
    brand: brand.name,
    partNumber: brandNumber(brand, 'BRK', running),
    partType: type.id,
    nameZh: type.nameZh,
    nameEn: type.nameEn,
    description: `${brand.nameZh}${type.nameZh}, "${brand.name}"`,
    oeNumbers: [`${make}:${oeNumber(maker, mix(seed, 3), running)}`],
    crossReferences: [],
    attributes: attributeValues(type, chance),
    positions: type.positions.slice(0, 1),
    packQuantity: 1,
    gtin: gtin + gtinCheckDigit(gtin),
    visibility: 'public',
  };
}

/**
 * A parts file of `rows` rows of which `broken`, evenly spread, are broken in turn in each of eleven ways.
 * @throws RangeError where more rows are to be broken than there are.
 */
export function brokenPartsCsv(options: { rows: number; broken: number; seed?: number }): BrokenCatalogue {
  const { rows, broken, seed = 1 } = options;
  if (broken > rows) throw new RangeError(`${broken} of ${rows} rows can't be broken`);
  const byRow = new Map<number, Breakage>();
  const expected: ExpectedFault[] = [];
  for (let at = 0; at < broken; at += 1) {
    const row = Math.floor(((at + 0.5) * rows) / broken) + 1;
    const breakage = BREAKAGES[at % BREAKAGES.length] as Breakage;
    byRow.set(row, breakage);
    expected.push({ row, column: breakage.column, code: breakage.code });
  }
  function* csv(): Generator<string> {
    let chunk = `${PART_COLUMNS.join(',')}\r\n`;
    for (let row = 1; row <= rows; row += 1) {
      const sound = soundRow(row, seed);
      const cells: Cell[] = PART_COLUMNS.map((column) => sound[column]);
      const breakage = byRow.get(row);
      if (breakage?.column === '') cells.push(breakage.cell(sound));
      else if (breakage !== undefined) cells[PART_COLUMNS.indexOf(breakage.column)] = breakage.cell(sound);
      chunk += `${csvLine(cells)}\r\n`;
      if (chunk.length > 64 * 1024) {
        yield chunk;
        chunk = '';
      }
    }
    yield chunk;
  }
  return { csv: { [Symbol.iterator]: csv }, expected };
}
