import type { Part, PartLink, PartNumber, Supersession } from './part.ts';
import { type ForeignMeanings, type PartCells, readPartRow } from './part-row.ts';

/** A part as the row of an import that says the same. */
export function cellsOfPart(part: Part): Record<string, string | string[] | Record<string, string>> {
  const { numbers, links, supersededBy } = part;
  const numbersOf = (kind: PartNumber['kind']) =>
    numbers.filter((each) => each.kind === kind).map(numberEntry);
  const linksOf = (kind: PartLink['kind']) =>
    links.filter((each) => each.kind === kind).map((each) => namedEntry(each, part.brand));
  const attributes = part.attributes.map(
    ({ name, value, unit }) => [name, unit === '' ? value : `${value} ${unit}`] as const,
  );
  return withoutBlanks({
    ...{ brand: part.brand, partNumber: part.partNumber },
    partType: part.partTypeRef === '' ? part.partTypeId : part.partTypeRef,
    ...{ nameZh: part.nameZh, nameEn: part.nameEn, description: part.description },
    oeNumbers: numbersOf('oe'),
    crossReferences: numbersOf('cross-reference'),
    comparables: numbersOf('comparable'),
    attributes: Object.fromEntries(attributes),
    positions: part.positions,
    packQuantity: String(part.packQuantity),
    gtin: part.gtin,
    supersededBy: supersededBy.map((each) =>
      namedEntry({ ...each, validFrom: each.effectiveDate }, part.brand),
    ),
    supersedes: linksOf('supersedes'),
    accessories: linksOf('accessory'),
    kitComponents: linksOf('component'),
    partOf: linksOf('part-of'),
    lifecycle: part.lifecycle,
    visibility: part.visibility,
  });
}

function withoutBlanks<T extends Record<string, string | string[] | Record<string, string>>>(cells: T): T {
  return Object.fromEntries(
    Object.entries(cells).filter(
      ([, cell]) => (typeof cell === 'string' ? cell : Object.keys(cell)).length > 0,
    ),
  ) as T;
}

function numberEntry({ make, raw, validFrom, validUntil }: PartNumber): string {
  const number = make === '' && !/[:：]/.test(raw) ? raw : `${make}:${raw}`;
  return number + datesText(validFrom, validUntil);
}

function datesText(from: string, until: string): string {
  if (until !== '') return `@${from}..${until}`;
  return from === '' ? '' : `@${from}`;
}

/** Signs that mean something in an entry. */
const SPECIAL = /[:：*＊×@+＋]|\sor\s|或|^[[{]/i;

type Named = Pick<PartLink, 'brand' | 'partNumber' | 'quantity' | 'validFrom' | 'validUntil'> &
  Partial<Pick<Supersession, 'together' | 'alternative'>>;

function namedEntry(named: Named, ownBrand: string): string {
  const { brand, partNumber, quantity, validFrom, validUntil, together = '', alternative = false } = named;
  const needsObject =
    together !== '' || alternative || SPECIAL.test(partNumber) || (brand !== ownBrand && SPECIAL.test(brand));
  if (needsObject)
    return JSON.stringify({
      ...{ brand, partNumber },
      ...(quantity !== 1 && { quantity }),
      ...(validFrom !== '' && { from: validFrom }),
      ...(validUntil !== '' && { until: validUntil }),
      ...(together !== '' && { together }),
      ...(alternative && { alternative }),
    });
  const number = brand === ownBrand ? partNumber : `${brand}:${partNumber}`;
  return number + (quantity === 1 ? '' : `*${quantity}`) + datesText(validFrom, validUntil);
}

const COMPARED = [
  ...['visibility', 'brand', 'partNumber', 'partTypeId', 'nameZh', 'nameEn', 'description', 'numbers'],
  ...['attributes', 'supersededBy', 'links', 'lifecycle', 'positions', 'packQuantity', 'gtin', 'partTypeRef'],
  ...['details', 'private'],
] as const;

/**
 * What a part wouldn't be as it is, were it read from these cells: found by reading them. A row that would be refused gives the
 * column and why.
 */
export function fieldsLost(part: Part, cells: PartCells): string[] {
  const meanings: ForeignMeanings = {
    partTypes: new Map(
      part.partTypeRef === '' || part.partTypeId === '' ? [] : [[part.partTypeRef, part.partTypeId]],
    ),
    brands: new Map(),
  };
  const read = readPartRow(cells, meanings);
  if (read.action !== 'upsert')
    return read.action === 'refuse'
      ? read.faults.map(({ column, code }) => `${column}: ${code}`)
      : ['action'];
  const content = read.content as unknown as Record<string, unknown>;
  const before = part as unknown as Record<string, unknown>;
  return COMPARED.filter((field) =>
    field === 'numbers'
      ? !same(inOrder(part.numbers), inOrder(read.content.numbers))
      : !same(before[field], content[field]),
  );
}

/** An item has numbers of all kinds as they came, a table by their kinds: nothing is lost by that. */
function inOrder(numbers: readonly PartNumber[]): PartNumber[] {
  const placeOf = ({ kind, make, key }: PartNumber) => `${kind} ${make} ${key}`;
  return numbers.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
