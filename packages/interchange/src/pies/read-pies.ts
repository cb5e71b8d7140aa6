import { UnreadableFile } from '../unreadable-file.ts';
import { xmlRecords } from '../xml-records.ts';
import type { PiesBatch, PiesRecord } from './pies-feed.ts';
import { newReading, type PiesReading, recordsOf, spoken } from './pies-reading.ts';

const RECORDS = new Set(['TestFile', 'Header', 'PriceSheet', 'MarketCopy', 'Item', 'Trailer']);
const CONTAINERS = new Set(['PIES', 'PriceSheets', 'MarketingCopy', 'Items']);
/** Most elements and characters of an item: what is stored of it has to fit into one message of an event log. */
const ITEM_ELEMENTS = 20_000;
const ITEM_CHARACTERS = 256 * 1024;

/**
 * Reads a PIES file of any version from 6.5 to 8.0 in constant memory. A broken item is reported with all that is wrong with it and
 * the rest is read on. Elements that no version here has are kept with what they stand in.
 * @throws UnreadableFile `not-pies`, `pies-version-unknown`, `xml-doctype`, `xml-malformed`, `several-feeds`, `file-truncated`; what was
 * read before has been given.
 */
export async function* readPies(source: AsyncIterable<Uint8Array>): AsyncGenerator<PiesBatch> {
  const encoding = { declared: '', used: '', strayBytes: 0 };
  const state = newReading();
  const pieces = xmlRecords({
    source,
    records: RECORDS,
    containers: CONTAINERS,
    root(name, attributes) {
      state.versionOfRoot = (attributes.PIESVersion ?? attributes.version ?? '').trim();
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

function endOf(
  { declared, used, strayBytes }: { declared: string; used: string; strayBytes: number },
  { trailer, itemsRead }: PiesReading,
): PiesRecord[] {
  const notes: PiesRecord[] = [];
  const lied = declared !== '' && declared !== used && !(declared === 'utf8' && used === 'utf-8');
  const isSilent = declared === '' && used === 'gb18030';
  const said = isSilent ? ', which no prolog says' : lied ? `, which the prolog calls ${declared}` : '';
  const stray = strayBytes > 0 ? `; ${strayBytes} single bytes were read as windows-1252` : '';
  notes.push({ kind: 'note', code: 'encoding', value: `${used}${said}${stray}` });
  const counted = trailer?.itemCount ?? '';
  if (counted !== '' && Number(counted) !== itemsRead) {
    const value = `The trailer says ${counted.slice(0, 20)} items; ${itemsRead} were read.`;
    notes.push({ kind: 'note', code: 'item-count', value });
  }
  return notes;
}
