import { hash } from 'node:crypto';
import type { FileMapping } from '../file-mapping.ts';
import type { BrokenRowCode, RecordSink } from '../record-reader.ts';
import type { AcesAsset, AcesDigitalFile, AcesHeader } from './aces-feed.ts';
import { type AcesFeedAsset, assetIdentity, itemOfAsset, itemOfDigitalFile } from './asset-rows.ts';
import { type AcesBatch, type AcesFault, readAces } from './read-aces.ts';
import { beyondColumns, feedName, releaseName, rowOfApp } from './row-of-app.ts';

/** Constants of a mapping whose names are typed ids: `{"autocare.brand:ZZZZ": "Acme"}`. */
const TYPED_ID = /^(?:vcdb|pcdb|qdb|autocare)\.[A-Za-z]+:\w+$/;

export interface AcesRowsOptions {
  sink: RecordSink;
  /** Constants whose names are typed ids stand in their place; the others for what a row doesn't say. */
  mapping?: FileMapping | undefined;
  /** Records of assets and files are rows, too, without values and with an `AcesFeedAsset` as their item; otherwise they aren't kept. */
  takesAssets?: boolean;
}

const ASSETS = new Set(['Asset', 'DigitalFileInformation']);
/** Most characters of what an asset or a file says: a few hundred countries and descriptions have room in it. */
const ITEM_LENGTH = 64 * 1024;
/** Records of assets that are remembered, to tell of those that come again. */
const MOST_REMEMBERED = 200_000;

/**
 * Reads a feed as rows of fitments, one for each app in the file's order, and perhaps one for each asset and file. What refers to a licensed table stays a typed id; what
 * rows have no column for is told in notes at the end, each kind with how often it came.
 * @throws UnreadableFile as readAces
 */
export async function* acesRows(
  source: AsyncIterable<Uint8Array>,
  { sink, mapping, takesAssets = false }: AcesRowsOptions,
): AsyncGenerator<number> {
  const constants = Object.entries(mapping?.constants ?? {});
  const replacements = new Map(constants.filter(([name]) => TYPED_ID.test(name)));
  const hasBrand = mapping?.constants.brand !== undefined;
  const beyond = new Map<string, number>();
  const said = new Set<string>();
  let notRemembered = 0;
  let header: AcesHeader | undefined;
  let sawApp = false;
  let failure: unknown;
  let bytes = 0;
  try {
    for await (const batch of readAces(source)) {
      bytes = batch.bytesRead;
      for (const { code, value, line } of batch.notes)
        sink.note(
          code === 'encoding' ? { code, value } : { code: 'feed', value: `${code} (line ${line}): ${value}` },
        );
      takeBatch(batch);
      yield bytes;
    }
  } catch (error) {
    failure = error;
  }
  for (const [what, times] of beyond) sink.note({ code: 'feed', value: `not kept: ${what} (${times})` });
  if (notRemembered > 0)
    sink.note({
      code: 'feed',
      value: `assets and files: whether any of the last ${notRemembered} comes twice was not looked at`,
    });
  yield bytes;
  if (failure !== undefined) throw failure;

  function takeBatch({ records, faults }: AcesBatch): void {
    let next = 0;
    const takeFaults = (before: number) => {
      while (next < faults.length && (faults[next]?.place ?? 0) <= before) next = takeRecord(faults, next);
    };
    for (const [at, record] of records.entries()) {
      takeFaults(at);
      if (record.kind === 'header') {
        header = record;
        const { version, submission = '' } = record;
        // What came before it has been taken as something else.
        if (!sawApp) sink.submission(submission);
        else
          sink.note({
            code: 'feed',
            value: `line ${record.line}: <Header> after apps, ${submission} not looked at`,
          });
        sink.note({
          code: 'feed',
          value: `ACES ${version} ${submission} ${feedName(record)} ${releaseName(record)}`,
        });
      } else if (record.kind === 'app') {
        sawApp = true;
        for (const kind of beyondColumns(record)) countBeyond(kind);
        sink.record(sink.wants() ? rowOfApp(record, { header, replacements, hasBrand }) : {}, record.line);
      } else if (record.kind === 'asset' || record.kind === 'digital-file') {
        if (takesAssets) takeAsset(record);
        else countBeyond(record.kind === 'asset' ? 'Asset' : 'DigitalFileInformation');
      }
    }
    takeFaults(records.length);
  }

  function countBeyond(kind: string): void {
    beyond.set(kind, (beyond.get(kind) ?? 0) + 1);
  }

  function takeAsset(record: AcesAsset | AcesDigitalFile): void {
    if (record.kind === 'asset') for (const kind of beyondColumns(record)) countBeyond(kind);
    const { assetName: name, action, line } = record;
    const what = `${record.kind === 'asset' ? 'Asset' : 'DigitalFileInformation'} ${name.slice(0, 60)}`;
    const refuse = (code: BrokenRowCode, value: string, why: string) =>
      sink.broken(line, code, value, `${what}: ${why}`);
    if (name === '') refuse('asset-name-missing', '', 'it names no asset.');
    else if (!['A', 'D', ''].includes(action))
      refuse('action-invalid', action, 'the action is A (add) or D (delete).');
    else if (action === 'D' && record.kind === 'digital-file' && record.fields.length === 0)
      refuse('action-invalid', action, 'it doesn’t say which file is taken away; its FileName does.');
    else {
      const item = record.kind === 'asset' ? itemOfAsset(record, header) : itemOfDigitalFile(record, header);
      const { length } = JSON.stringify(item);
      if (length <= ITEM_LENGTH) {
        countRepeated(item);
        sink.beside(item, line);
      } else refuse('field-too-large', name, `it has ${length} characters; ${ITEM_LENGTH} are allowed.`);
    }
  }

  /** Of those that nothing tells apart the last counts: that is said. */
  function countRepeated(item: AcesFeedAsset): void {
    const key = hash('sha256', JSON.stringify([item.name, assetIdentity(item)]), 'base64').slice(0, 20);
    if (item.action === 'delete') said.delete(key);
    else if (said.has(key))
      countBeyond(`${item.kind === 'asset' ? 'Asset' : 'DigitalFileInformation'}, as another came after it`);
    else if (said.size < MOST_REMEMBERED) said.add(key);
    else notRemembered += 1;
  }

  /** All faults of one record are one broken row, where it would be a row. @returns the place of the next record's */
  function takeRecord(faults: readonly AcesFault[], from: number): number {
    let to = from;
    while (to < faults.length && faults[to]?.ordinal === faults[from]?.ordinal) to += 1;
    const first = faults[from] as AcesFault;
    const name = `${first.recordElement}${first.record === '' ? '' : ` ${first.record}`}`;
    const what = faults.slice(from, to).map(({ element, message }) => `<${element}>: ${message}`);
    const message = `${name}, ${what.join(' ')}`;
    const isApp = first.recordElement === 'App';
    if (isApp || (takesAssets && ASSETS.has(first.recordElement))) {
      sawApp ||= isApp;
      sink.broken(first.line, first.code, first.value, message);
    } else sink.note({ code: 'feed', value: `line ${first.line}: ${message}` });
    return to;
  }
}

/** The mapping without what only a feed understands. */
export function withoutTypedIds(mapping: FileMapping | undefined): FileMapping | undefined {
  if (mapping === undefined) return undefined;
  const constants = Object.fromEntries(
    Object.entries(mapping.constants).filter(([name]) => !TYPED_ID.test(name)),
  );
  return { ...mapping, constants };
}
