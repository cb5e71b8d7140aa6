import { findPartType, findPosition, partType } from '@qipei/part-type';
import { readAttributes } from './attribute-entry.ts';
import { isForeignId } from './foreign-id.ts';
import { readGtin } from './gtin.ts';
import { readLinks, readSupersessions } from './link-entry.ts';
import { MAX_BRAND_LENGTH, readNumber, readNumbers } from './number-entry.ts';
import { brandKey } from './number-space.ts';
import type { Lifecycle, PartContent, PartIdentity, PartNumber } from './part.ts';
import { itemAttributes, itemOf, type PartItem, readItemNumbers } from './part-item.ts';
import { type CellFault, type RowFaults, rowFaults } from './row-faults.ts';

/** Cells by column name: texts, lists, attributes. What is blank is null or absent. */
export type PartCells = Readonly<Record<string, unknown>>;

export type PartRow =
  /** `leftOut`: what of the row couldn't be read and isn't in the content; absent for nothing. */
  | { action: 'upsert'; identity: PartIdentity; content: PartContent; leftOut?: CellFault[] }
  | { action: 'delete'; identity: PartIdentity }
  | { action: 'refuse'; faults: CellFault[] };

const MAX_NAME = 200;
const MAX_DESCRIPTION = 2_000;
const MAX_PIECES = 1_000_000;
const LIST_LIMITS = {
  oeNumbers: 500,
  crossReferences: 500,
  comparables: 500,
  supersededBy: 20,
  supersedes: 50,
  accessories: 200,
  kitComponents: 200,
  partOf: 200,
  positions: 20,
} as const;

/** What ids of foreign tables mean to who sends the rows: part types' ids and brands' names. */
export interface ForeignMeanings {
  partTypes: ReadonlyMap<string, string>;
  brands: ReadonlyMap<string, string>;
}

const NO_MEANINGS: ForeignMeanings = { partTypes: new Map(), brands: new Map() };

/** The typed id by which a row names its part type; empty where it is named otherwise. */
export function partTypeRefOf(cells: PartCells): string {
  const text = textOf('partType', cells);
  return isForeignId(text) ? text : text === '' ? (itemOf(cells)?.partTypeRef ?? '') : '';
}

/** The typed id by which a row names its brand, where it does. */
export function brandRefOf(cells: PartCells): string {
  const text = textOf('brand', cells);
  return isForeignId(text) ? text : '';
}

const NOTHING_LEFT_OUT: ReadonlySet<string> = new Set();

/**
 * Reads a row of an import. All that is wrong with it is reported at once. What can't be read of the columns in `mayLeaveOut`
 * refuses no row: of a list or of attributes the others are taken, of any other cell nothing.
 */
export function readPartRow(
  cells: PartCells,
  meanings: ForeignMeanings = NO_MEANINGS,
  mayLeaveOut: ReadonlySet<string> = NOTHING_LEFT_OUT,
): PartRow {
  const faults = rowFaults();
  const brand = readBrand(cells, meanings, faults);
  const own = readOwnNumber(cells, brand, faults);
  const action = readChoice('action', cells, ['upsert', 'delete'], ACTION_WORDS, faults);
  // A deletion needs to say which part, and no more.
  if (action === 'delete') {
    if (own === undefined || faults.found.length > 0) return { action: 'refuse', faults: faults.found };
    return { action, identity: { brandKey: brandKey(brand), partNumberKey: own.key } };
  }
  const content = readContent(cells, { brand, own, meanings }, faults);
  const isRefused = faults.found.some(({ column }) => !mayLeaveOut.has(column));
  if (content === undefined || isRefused) return { action: 'refuse', faults: faults.found };
  return {
    action: 'upsert',
    identity: { brandKey: brandKey(brand), partNumberKey: content.partNumberKey },
    content,
    ...(faults.found.length > 0 && { leftOut: faults.found }),
  };
}

function readContent(
  cells: PartCells,
  { brand, own, meanings }: { brand: string; own: PartNumber | undefined; meanings: ForeignMeanings },
  faults: RowFaults,
): PartContent | undefined {
  const item = itemOf(cells);
  const partTypeRef = partTypeRefOf(cells);
  const type =
    partTypeRef === ''
      ? readPartType(cells, item, faults)
      : (partType(meanings.partTypes.get(partTypeRef) ?? '') ?? UNRESOLVED);
  const nameZh = readText('nameZh', cells, MAX_NAME, faults);
  const nameEn = readText('nameEn', cells, MAX_NAME, faults);
  const numbers = [
    ...readNumbers('oeNumbers', readList('oeNumbers', cells, faults), 'oe', faults),
    ...readNumbers('crossReferences', readList('crossReferences', cells, faults), 'cross-reference', faults),
    ...readNumbers('comparables', readList('comparables', cells, faults), 'comparable', faults),
    ...(item === undefined ? [] : readItemNumbers(item, faults)),
  ];
  const rest = {
    visibility: readChoice('visibility', cells, ['private', 'public'], VISIBILITY_WORDS, faults),
    description: readText('description', cells, MAX_DESCRIPTION, faults),
    attributes: item === undefined ? readAttributeCell(cells, faults) : itemAttributes(item),
    partTypeRef,
    details: item?.details,
    private: item?.private,
    supersededBy: readSupersessions('supersededBy', readList('supersededBy', cells, faults), brand, faults),
    links: [
      ...readLinks('supersedes', 'supersedes', readList('supersedes', cells, faults), brand, faults),
      ...readLinks('accessories', 'accessory', readList('accessories', cells, faults), brand, faults),
      ...readLinks('kitComponents', 'component', readList('kitComponents', cells, faults), brand, faults),
      ...readLinks('partOf', 'part-of', readList('partOf', cells, faults), brand, faults),
    ],
    lifecycle: readLifecycle(cells, faults),
    positions: readPositions(cells, faults),
    packQuantity: readPieces(cells, faults),
    gtin: readGtinCell(cells, faults),
  };
  if (own === undefined || type === undefined) return undefined;
  return {
    ...rest,
    brand,
    partNumber: own.raw,
    partNumberKey: own.key,
    partTypeId: type.id,
    nameZh: nameZh === '' ? type.nameZh : nameZh,
    nameEn: nameEn === '' ? type.nameEn : nameEn,
    numbers: [own, ...numbers],
  };
}

function textOf(column: string, cells: PartCells): string {
  const cell = cells[column];
  return typeof cell === 'string' ? cell : typeof cell === 'number' ? String(cell) : '';
}

function readText(column: string, cells: PartCells, max: number, faults: RowFaults): string {
  const text = textOf(column, cells);
  if (text.length <= max) return text;
  faults.add(column, 'too-long', text, `The value has ${text.length} characters; ${max} are allowed.`);
  return '';
}

function readBrand(cells: PartCells, { brands }: ForeignMeanings, faults: RowFaults): string {
  const text = readText('brand', cells, MAX_BRAND_LENGTH, faults);
  const brand = brands.get(text) ?? text;
  if (brand === '') {
    if (textOf('brand', cells) === '') faults.add('brand', 'required', '', 'A value is required.');
  } else if (brandKey(brand) === '')
    faults.add('brand', 'malformed', brand, 'A brand needs a letter or a digit.');
  return brand;
}

function readOwnNumber(cells: PartCells, brand: string, faults: RowFaults): PartNumber | undefined {
  const number = textOf('partNumber', cells);
  if (number !== '') return readNumber('partNumber', number, brand, 'own', faults);
  faults.add('partNumber', 'required', '', 'A value is required.');
  return undefined;
}

interface TypeNames {
  id: string;
  nameZh: string;
  nameEn: string;
}
const UNRESOLVED: TypeNames = { id: '', nameZh: '', nameEn: '' };
const MAX_CACHED_TYPES = 5_000;
const typeCache = new Map<string, TypeNames | undefined>();

function readPartType(
  cells: PartCells,
  item: PartItem | undefined,
  faults: RowFaults,
): TypeNames | undefined {
  const text = textOf('partType', cells);
  // Its type is an id of a licensed table, which the part keeps until somebody says what it is here.
  if (text === '' && item !== undefined) return UNRESOLVED;
  if (text === '') {
    faults.add('partType', 'required', '', 'A value is required.');
    return undefined;
  }
  const type = typeNamed(text);
  if (type === undefined)
    faults.add(
      'partType',
      'unknown-part-type',
      text,
      'There is no part type of this id, name or alias, or the word names several.',
    );
  return type;
}

/** By an id, a name or an alias; undefined where none is of that name, or several are. */
export function typeNamed(text: string): TypeNames | undefined {
  const known = typeCache.get(text);
  if (known !== undefined || typeCache.has(text)) return known;
  const type = text.length > MAX_NAME ? undefined : (partType(text) ?? findPartType(text));
  if (typeCache.size >= MAX_CACHED_TYPES) typeCache.clear();
  typeCache.set(text, type);
  return type;
}

const ACTION_WORDS = {
  set: 'upsert',
  add: 'upsert',
  update: 'upsert',
  新增: 'upsert',
  更新: 'upsert',
  remove: 'delete',
  删除: 'delete',
  刪除: 'delete',
} as const;
const LIFECYCLE_WORDS: Readonly<Record<string, Lifecycle>> = {
  '': '',
  current: 'current',
  active: 'current',
  在售: 'current',
  discontinued: 'discontinued',
  停产: 'discontinued',
  停產: 'discontinued',
  停售: 'discontinued',
};

function readLifecycle(cells: PartCells, faults: RowFaults): Lifecycle {
  const text = textOf('lifecycle', cells);
  const plain = text.normalize('NFKC').toLowerCase();
  if (Object.hasOwn(LIFECYCLE_WORDS, plain)) return LIFECYCLE_WORDS[plain] ?? '';
  faults.add('lifecycle', 'not-allowed', text, 'Allowed are: current, discontinued.');
  return '';
}

const VISIBILITY_WORDS = { 私有: 'private', 公开: 'public', 公開: 'public' } as const;

function readChoice<const C extends readonly [string, ...string[]]>(
  column: string,
  cells: PartCells,
  choices: C,
  words: Readonly<Record<string, C[number]>>,
  faults: RowFaults,
): C[number] {
  const text = textOf(column, cells);
  if (text === '') return choices[0];
  const plain = text.normalize('NFKC').toLowerCase();
  const choice =
    choices.find((each) => each === plain) ?? (Object.hasOwn(words, plain) ? words[plain] : undefined);
  if (choice === undefined) faults.add(column, 'not-allowed', text, `Allowed are: ${choices.join(', ')}.`);
  return choice ?? choices[0];
}

function readList(column: keyof typeof LIST_LIMITS, cells: PartCells, faults: RowFaults): readonly string[] {
  const cell = cells[column];
  if (!Array.isArray(cell)) return [];
  const list: string[] = cell;
  if (list.length <= LIST_LIMITS[column]) return list;
  faults.add(
    column,
    'out-of-range',
    String(list.length),
    `The list has ${list.length} items; ${LIST_LIMITS[column]} are allowed.`,
  );
  return [];
}

function readPositions(cells: PartCells, faults: RowFaults): string[] {
  const ids = new Set<string>();
  for (const text of readList('positions', cells, faults)) {
    const id = findPosition(text);
    if (id === undefined) faults.add('positions', 'not-allowed', text, 'There is no such position.');
    else ids.add(id);
  }
  return [...ids];
}

function readPieces(cells: PartCells, faults: RowFaults): number {
  const text = textOf('packQuantity', cells).normalize('NFKC');
  if (text === '') return 1;
  if (!/^[+-]?\d+$/.test(text)) {
    faults.add('packQuantity', 'not-a-whole-number', text, 'A whole number is wanted, in digits only.');
    return 1;
  }
  const pieces = Number(text);
  if (pieces >= 1 && pieces <= MAX_PIECES) return pieces;
  faults.add('packQuantity', 'out-of-range', text, `The number is from 1 to ${MAX_PIECES}.`);
  return 1;
}

function readGtinCell(cells: PartCells, faults: RowFaults): string {
  const text = textOf('gtin', cells);
  if (text === '') return '';
  const gtin = readGtin(text);
  if (gtin === undefined)
    faults.add(
      'gtin',
      'gtin-check-digit',
      text,
      'A GTIN has 8, 12, 13 or 14 digits, the last of which checks the others.',
    );
  return gtin ?? '';
}

function readAttributeCell(cells: PartCells, faults: RowFaults) {
  const cell = cells.attributes;
  if (typeof cell !== 'object' || cell === null || Array.isArray(cell)) return [];
  return readAttributes('attributes', cell as Record<string, string>, faults);
}
