import { UnreadableFile } from '../unreadable-file.ts';
import { type XmlFault, type XmlRecord, xmlRecords } from '../xml-records.ts';
import { HEADER_FIELDS, MARKET_COPY_FIELDS, PRICE_SHEET_FIELDS, TRAILER_FIELDS } from './feed-fields.ts';
import type { FieldSpec } from './field-spec.ts';
import { ITEM_FIELDS } from './item-fields.ts';
import {
  PIES_VERSIONS,
  type PiesBatch,
  type PiesFault,
  type PiesHeader,
  type PiesMarketCopy,
  type PiesPriceSheet,
  type PiesRecord,
  type PiesTrailer,
} from './pies-feed.ts';
import type { PiesInterchange, PiesItem } from './pies-item.ts';
import { faultOf, readRecord } from './read-record.ts';

const RECORDS = new Set(['Header', 'PriceSheet', 'MarketCopy', 'Item', 'Trailer']);
const CONTAINERS = new Set(['PIES', 'PriceSheets', 'MarketingCopy', 'Items']);
/** Most elements and characters of an item: what is stored of it has to fit into one message of an event log. */
const ITEM_ELEMENTS = 20_000;
export const ITEM_CHARACTERS = 256 * 1024;
const KNOWN_MAJORS = new Set(['6', '7', '8']);

/**
 * Reads a PIES file of any version from 6.5 to 8.0 in constant memory. A broken item is reported with all that is wrong with it and
 * the rest is read on. Elements that no version here has are kept with what they stand in.
 * @throws UnreadableFile `not-pies`, `pies-version-unknown`, `xml-doctype`, `xml-malformed`, `file-truncated`; what was read before
 * has been given.
 */
export async function* readPies(source: AsyncIterable<Uint8Array>): AsyncGenerator<PiesBatch> {
  const encoding = { declared: '', used: '', strayBytes: 0 };
  const state: State = { itemsRead: 0, trailer: undefined };
  const pieces = xmlRecords({
    source,
    records: RECORDS,
    containers: CONTAINERS,
    root(name) {
      if (name === 'PIES') return;
      const message = `The file’s outermost element is <${name.slice(0, 60)}>; that of a PIES file is <PIES>.`;
      throw new UnreadableFile('not-pies', 1, message);
    },
    encoding,
    recordElements: ITEM_ELEMENTS,
    recordCharacters: ITEM_CHARACTERS,
  });
  let bytesRead = 0;
  for await (const { records, faults, unknown, bytes } of pieces) {
    bytesRead = bytes;
    const found: PiesRecord[] = [];
    for (const name of unknown) found.push({ kind: 'note', code: 'unknown-element', value: name });
    for (const record of records) found.push(...recordsOf(record, state));
    // Between items there is nothing that could be lost but tags: as long as items follow, they are read.
    for (const fault of faults) found.push({ kind: 'note', code: 'malformed', value: spoken(fault) });
    if (found.length > 0) yield { records: found, bytesRead };
  }
  yield { records: endOf(encoding, state), bytesRead };
}

function spoken({ line, message }: XmlFault): string {
  return `line ${line}: ${message}`;
}

interface State {
  itemsRead: number;
  trailer: PiesTrailer | undefined;
}

function* recordsOf(record: XmlRecord, state: State): Generator<PiesRecord> {
  const { element } = record;
  if (element.name === 'Item') {
    yield itemOf(record, state);
    return;
  }
  const faults = record.faults.map(spoken);
  const read = <T>(fields: readonly FieldSpec[]) =>
    readRecord(fields, element, ({ line, message }) => faults.push(`line ${line}: ${message}`), '') as T;
  if (element.name === 'Header') {
    const header = read<PiesHeader>(HEADER_FIELDS);
    yield* versionNote(header, element.line);
    yield { kind: 'header', header };
  } else if (element.name === 'PriceSheet')
    yield { kind: 'price-sheet', sheet: read<PiesPriceSheet>(PRICE_SHEET_FIELDS) };
  else if (element.name === 'MarketCopy')
    yield { kind: 'market-copy', copy: read<PiesMarketCopy>(MARKET_COPY_FIELDS) };
  else {
    state.trailer = read<PiesTrailer>(TRAILER_FIELDS);
    yield { kind: 'trailer', trailer: state.trailer, itemsRead: state.itemsRead };
  }
  for (const fault of faults)
    yield { kind: 'note', code: 'malformed', value: `${element.name}: ${fault}`.slice(0, 200) };
}

/** @throws UnreadableFile */
function* versionNote({ version }: PiesHeader, line: number): Generator<PiesRecord> {
  if ((PIES_VERSIONS as readonly string[]).includes(version)) return;
  if (version !== '' && !KNOWN_MAJORS.has(version.split('.')[0] ?? '')) {
    const message = `The header says PIES ${version.slice(0, 20)}; read are ${PIES_VERSIONS.join(', ')}.`;
    throw new UnreadableFile('pies-version-unknown', line, message);
  }
  // The elements of all versions are told apart by their names; a version between two known ones has no others.
  yield { kind: 'note', code: 'unknown-version', value: version };
}

function itemOf({ element, faults: malformed }: XmlRecord, state: State): PiesRecord {
  state.itemsRead += 1;
  const number = state.itemsRead;
  const faults: PiesFault[] = malformed.map(({ line, element: name, message }) =>
    faultOf(
      message.startsWith('it is too large') ? 'field-too-large' : 'malformed',
      line,
      name === 'Item' ? '' : name,
      '',
      `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`,
    ),
  );
  const item = readRecord(ITEM_FIELDS, element, (fault) => faults.push(fault), '') as unknown as PiesItem;
  item.line = element.line;
  if (item.partNumber === '')
    faults.push(faultOf('required', element.line, 'PartNumber', '', 'An item needs a part number.'));
  if (faults.length > 0)
    return { kind: 'broken-item', number, line: element.line, partNumber: item.partNumber, faults };
  for (const each of item.interchange) settleInterchange(each);
  return { kind: 'item', number, item };
}

/** Before 6.6 an interchange was of one number, and its notes stood beside it. */
function settleInterchange(interchange: PiesInterchange): void {
  const [only, second] = interchange.numbers;
  const { others } = interchange;
  if (only === undefined || second !== undefined || others === undefined || only.notes !== '') return;
  const at = others.elements.findIndex(
    ({ name, attributes, elements }) =>
      name === 'InterchangeNotes' && attributes.length === 0 && elements.length === 0,
  );
  if (at < 0) return;
  only.notes = others.elements[at]?.text ?? '';
  others.elements.splice(at, 1);
  if (others.elements.length === 0 && others.attributes.length === 0) interchange.others = undefined;
}

function endOf(
  { declared, used, strayBytes }: { declared: string; used: string; strayBytes: number },
  { trailer, itemsRead }: State,
): PiesRecord[] {
  const notes: PiesRecord[] = [];
  const lied = declared !== '' && declared !== used && !(declared === 'utf8' && used === 'utf-8');
  const said = lied ? `, which the prolog calls ${declared}` : '';
  const stray = strayBytes > 0 ? `; ${strayBytes} single bytes were read as windows-1252` : '';
  notes.push({ kind: 'note', code: 'encoding', value: `${used}${said}${stray}` });
  const counted = trailer?.itemCount ?? '';
  if (counted !== '' && Number(counted) !== itemsRead) {
    const value = `The trailer says ${counted.slice(0, 20)} items; ${itemsRead} were read.`;
    notes.push({ kind: 'note', code: 'item-count', value });
  }
  return notes;
}
