import { UnreadableFile } from '../unreadable-file.ts';
import type { XmlFault, XmlRecord } from '../xml-records.ts';
import { HEADER_FIELDS, MARKET_COPY_FIELDS, PRICE_SHEET_FIELDS, TRAILER_FIELDS } from './feed-fields.ts';
import type { FieldSpec } from './field-spec.ts';
import { ITEM_FIELDS } from './item-fields.ts';
import {
  PIES_VERSIONS,
  type PiesFault,
  type PiesHeader,
  type PiesMarketCopy,
  type PiesPriceSheet,
  type PiesRecord,
  type PiesTrailer,
} from './pies-feed.ts';
import type { PiesInterchange, PiesItem } from './pies-item.ts';
import { faultOf, readRecord } from './read-record.ts';

const KNOWN_MAJORS = new Set(['6', '7', '8']);

export function spoken({ line, message }: XmlFault): string {
  return `line ${line}: ${message}`;
}

/** What is known of a file while it is read. */
export interface PiesReading {
  itemsRead: number;
  trailer: PiesTrailer | undefined;
  /** Some senders give the version to the document's element, where no version has it. */
  versionOfRoot: string;
  /** A workbook needn't say a version. */
  needsVersion: boolean;
}

export function newReading(): PiesReading {
  return { itemsRead: 0, trailer: undefined, versionOfRoot: '', needsVersion: true };
}

/** An element as it stands in a file, as records. @throws UnreadableFile */
export function* recordsOf(record: XmlRecord, state: PiesReading): Generator<PiesRecord> {
  const { element } = record;
  if (element.name === 'Item') {
    yield itemOf(record, state);
    return;
  }
  if (element.name === 'TestFile') {
    const said = element.text.trim().toLowerCase();
    if (said === 'true' || said === '1') yield { kind: 'note', code: 'test-file', value: said };
    return;
  }
  const faults = record.faults.map(spoken);
  const read = <T>(fields: readonly FieldSpec[]) =>
    readRecord(fields, element, ({ line, message }) => faults.push(`line ${line}: ${message}`), '') as T;
  if (element.name === 'Header') {
    const header = read<PiesHeader>(HEADER_FIELDS);
    header.version ||= state.versionOfRoot;
    if (header.submission.toUpperCase() === 'TEST')
      yield { kind: 'note', code: 'test-file', value: header.submission };
    if (header.version !== '' || state.needsVersion) yield* versionNote(header, element.line);
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
  if (version !== '' && !KNOWN_MAJORS.has(/^[^\d]{0,10}(\d+)/.exec(version)?.[1] ?? '')) {
    const message = `The header says PIES ${version.slice(0, 20)}; read are ${PIES_VERSIONS.join(', ')}.`;
    throw new UnreadableFile('pies-version-unknown', line, message);
  }
  // The elements of all versions are told apart by their names; a version between two known ones has no others.
  yield { kind: 'note', code: 'unknown-version', value: version === '' ? '(none)' : version };
}

function itemOf({ element, faults: malformed }: XmlRecord, state: PiesReading): PiesRecord {
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
