import {
  ELEMENTS_OF_6,
  interchangeKind,
  PIES_ELEMENTS,
  type PiesElement,
  type PiesItem,
  type PiesNoteCode,
  type PiesOthers,
  readPies,
  readPiesWorkbook,
} from '../pies/index.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import type { CheckedFile } from './check-aces.ts';
import { type CheckedItem, createPartsCheck, type PartsCheck } from './parts-check.ts';

/** A file may make up names without end. */
const MAX_UNKNOWN = 50;

/** Checks a file of PIES of any version: its items' numbers, GTINs and units, and what the reader finds. */
export async function checkPies(
  source: AsyncIterable<Uint8Array>,
  options: {
    maxFindings?: number | undefined;
    progress?: ((bytes: number, items: number) => void) | undefined;
    isWorkbook?: boolean;
  } = {},
): Promise<CheckedFile> {
  using check = createPartsCheck(options);
  const { isWorkbook = false } = options;
  let broken: UnreadableFile | undefined;
  let items = 0;
  let sawHeader = false;
  let sawTrailer = false;
  const unknown = new Set<string>();
  try {
    for await (const { records, bytesRead } of isWorkbook ? readPiesWorkbook(source) : readPies(source)) {
      for (const record of records) {
        sawHeader ||= record.kind === 'header';
        sawTrailer ||= record.kind === 'trailer';
        if (record.kind === 'item') {
          check.add(checkedItemOf(record.item));
          for (const name of unknownIn(record.item)) unknown.add(name);
        }
        if (record.kind === 'header') for (const name of unknownIn(record.header)) unknown.add(name);
        if (record.kind === 'price-sheet') for (const name of unknownIn(record.sheet)) unknown.add(name);
        if (record.kind === 'market-copy') for (const name of unknownIn(record.copy)) unknown.add(name);
        if (record.kind === 'note') noteToCheck(record, check);
        if (record.kind === 'item' || record.kind === 'broken-item') items = record.number;
        if (record.kind === 'broken-item')
          for (const { line, element, message } of record.faults)
            check.fault('record-unreadable', { record: record.partNumber, line }, `${element}: ${message}`);
        if (record.kind === 'trailer' && Number(record.trailer.itemCount) !== record.itemsRead) {
          const message = `The trailer says '${record.trailer.itemCount.slice(0, 40)}' items; the file has ${record.itemsRead}.`;
          check.fault('footer-count', { record: '', line: 0 }, message);
        }
        if (record.kind === 'note' && record.code === 'unknown-element') unknown.add(record.value);
      }
      options.progress?.(bytesRead, items);
    }
    if (items === 0) check.fault('feed-empty', { record: '', line: 0 }, 'The file has no items.');
    // Sheets have no trailer, and need no header.
    if (!isWorkbook && !sawHeader)
      check.fault('header-missing', { record: '', line: 1 }, 'The file has no header.');
    if (!isWorkbook && !sawTrailer)
      check.fault('footer-count', { record: '', line: 0 }, 'The file has no trailer.');
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    broken = error;
    check.fault('file-broken', { record: '', line: error.line }, error.message);
  }
  for (const name of [...unknown].slice(0, MAX_UNKNOWN))
    check.fault('element-unknown', { record: '', line: 0 }, `No version has '${name.slice(0, 80)}'.`);
  return { report: check.finish(), broken };
}

/** What is worth knowing of the file as a whole; unknown elements are told once all are known. */
function noteToCheck({ code, value }: { code: PiesNoteCode; value: string }, check: PartsCheck): void {
  const at = { record: '', line: 0 };
  if (code === 'malformed') {
    const [, what = '', line = '0', message = value] = /^(?:(\w+): )?line (\d+): (.*)$/s.exec(value) ?? [];
    const where = what === '' ? '' : `${what}: `;
    check.fault('record-unreadable', { ...at, line: Number(line) }, `${where}${message}`);
  } else if (code === 'test-file')
    check.fault('test-file', at, `The file says '${value.slice(0, 20)}' of itself.`);
  else if (code === 'encoding' && isContradicted(value))
    check.fault('encoding-contradicts', { ...at, line: 1 }, `The file is ${value}.`);
  else if (code === 'unknown-version') {
    const message = `Version '${value.slice(0, 20)}' isn’t known; the elements of all versions were read.`;
    check.fault('version-unknown', at, message);
  }
}

/** Letters that are in all encodings of the West tell nothing of which it is. */
function isContradicted(note: string): boolean {
  if (/single bytes|no prolog says/.test(note)) return true;
  return note.includes('the prolog calls') && !/^(?:windows-1252|utf-16)/.test(note);
}

/** What is kept of an item though no version has it, by the nearest element that some version has. */
function* unknownIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (key !== 'others' || member === undefined) yield* unknownIn(member);
    else {
      const { attributes, elements } = member as PiesOthers;
      for (const element of elements) yield* unknownOf(element);
      for (const { name } of attributes) yield `@${name}`;
    }
  }
}

/** Of an element that there is, what is in it is unknown. */
function* unknownOf({ name, attributes, elements }: PiesElement): Generator<string> {
  if (ELEMENTS_OF_6.has(name)) return;
  if (!PIES_ELEMENTS.has(name)) yield name;
  else {
    for (const each of attributes) yield `${name}/@${each.name}`;
    for (const each of elements) yield `${name}/${each.name}`;
    if (attributes.length + elements.length === 0) yield name;
  }
}

function checkedItemOf(item: PiesItem): CheckedItem {
  const measures: { where: string; value: string; unit: string }[] = [];
  const add = (where: string, measure: { value: string; unit: string } | undefined) => {
    if (measure !== undefined) measures.push({ where, value: measure.value, unit: measure.unit });
  };
  add('Quantity size', item.quantitySize);
  const perApplication = item.quantityPerApplication;
  // Words are allowed in its place.
  if (perApplication === undefined || Number.isFinite(Number(perApplication.value)))
    add('Quantity per application', perApplication);
  add('Minimum order', item.minimumOrder);
  for (const { price } of item.prices) add('Price', price);
  const gtins = [{ where: 'GTIN of the item', value: item.gtin }];
  for (const { gtin, weights, dimensions, innerQuantity } of item.packages) {
    gtins.push({ where: 'GTIN of a package', value: gtin });
    add('Inner quantity', innerQuantity);
    if (weights !== undefined) add('Weight', { value: weights.weight, unit: weights.unit });
    if (dimensions === undefined) continue;
    const { unit, height, merchandisingHeight, shippingHeight } = dimensions;
    add('Height', { value: shippingHeight || merchandisingHeight || height, unit });
  }
  return {
    line: item.line,
    brand: item.subBrandId === '' ? item.brandId : `${item.brandId}/${item.subBrandId}`,
    number: item.partNumber,
    // Ids with leading zeros are the same ids.
    partType: item.partTerminologyId.replace(/^0+(?=\d)/, ''),
    gtins: gtins.filter(({ value }) => value !== ''),
    measures,
    replacedBy: successorsOf(item),
    isWithdrawn: item.maintenance === 'D',
  };
}

/** PIES has no element for what replaces a part: notes of interchange say so, of a number of the same brand. */
function successorsOf({ brandId, interchange }: PiesItem): string[] {
  return interchange
    .filter((each) => each.maintenance !== 'D' && (each.brandId === '' || each.brandId === brandId))
    .flatMap(({ numbers }) =>
      numbers
        .filter(({ notes }) => interchangeKind(notes) === 'supersededBy')
        .map(({ partNumber }) => partNumber),
    );
}
