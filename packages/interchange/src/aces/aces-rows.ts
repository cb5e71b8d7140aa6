import type { FileMapping } from '../file-mapping.ts';
import type { RecordSink } from '../record-reader.ts';
import type { AcesHeader } from './aces-feed.ts';
import { type AcesBatch, type AcesFault, readAces } from './read-aces.ts';
import { beyondColumns, feedName, releaseName, rowOfApp } from './row-of-app.ts';

/** Constants of a mapping whose names are typed ids: `{"autocare.brand:ZZZZ": "Acme"}`. */
const TYPED_ID = /^(?:vcdb|pcdb|qdb|autocare)\.[A-Za-z]+:\w+$/;

export interface AcesRowsOptions {
  sink: RecordSink;
  /** Constants whose names are typed ids stand in their place; the others for what a row doesn't say. */
  mapping?: FileMapping | undefined;
}

/**
 * Reads a feed as rows of fitments, one for each app in the file's order. What refers to a licensed table stays a typed id; what
 * rows have no column for is told in notes at the end, each kind with how often it came.
 * @throws UnreadableFile as readAces
 */
export async function* acesRows(
  source: AsyncIterable<Uint8Array>,
  { sink, mapping }: AcesRowsOptions,
): AsyncGenerator<number> {
  const constants = Object.entries(mapping?.constants ?? {});
  const replacements = new Map(constants.filter(([name]) => TYPED_ID.test(name)));
  const hasBrand = mapping?.constants.brand !== undefined;
  const beyond = new Map<string, number>();
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
        for (const kind of beyondColumns(record)) beyond.set(kind, (beyond.get(kind) ?? 0) + 1);
        sink.record(sink.wants() ? rowOfApp(record, { header, replacements, hasBrand }) : {}, record.line);
      } else if (record.kind === 'asset' || record.kind === 'digital-file') {
        const kind = record.kind === 'asset' ? 'Asset' : 'DigitalFileInformation';
        beyond.set(kind, (beyond.get(kind) ?? 0) + 1);
      }
    }
    takeFaults(records.length);
  }

  /** All faults of one record are one broken row, where it is an app. @returns the place of the next record's */
  function takeRecord(faults: readonly AcesFault[], from: number): number {
    let to = from;
    while (to < faults.length && faults[to]?.ordinal === faults[from]?.ordinal) to += 1;
    const first = faults[from] as AcesFault;
    const name = `${first.recordElement}${first.record === '' ? '' : ` ${first.record}`}`;
    const what = faults.slice(from, to).map(({ element, message }) => `<${element}>: ${message}`);
    const message = `${name}, ${what.join(' ')}`;
    if (first.recordElement === 'App') {
      sawApp = true;
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
