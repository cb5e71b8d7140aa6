import { TOPICS } from '@qipei/contracts';
import { type ImportMarker, rowOutcome, withRow } from '@qipei/import-job/mongo';
import { newId } from '@qipei/kernel';
import type { OutboxEvent } from '@qipei/mongo';
import { indexEntries, scopeOf } from '../../domain/number-index.ts';
import type { PartContent } from '../../domain/part.ts';
import {
  type ChangeContext,
  type ChangeCounts,
  type ChangeOutcome,
  noChanges,
  sourceOf,
} from '../../domain/part-change.ts';
import { partEvent } from '../events/part-event.ts';
import { encodePart } from '../protobuf/part-message.ts';
import { numberToken, type PartDocument } from './part-document.ts';

/** A change whose content is encoded, once for every attempt; no content withdraws the part. */
export interface EncodedChange {
  row: number;
  content?: { said: PartContent; bytes: Uint8Array; hash: Buffer };
}

/** What a change is decided by. */
export type KnownPart = Pick<PartDocument, '_id' | 'version' | 'contentHash' | 'feed' | 'import' | 'lock'>;

/** The next state of a part, and all that it takes to get there from `before`. */
export interface PartWrite {
  partId: string;
  /** The version that is replaced; 0 of a part that is new. */
  before: number;
  version: number;
  marker: ImportMarker;
  /** Undefined where the part is withdrawn. */
  state: Required<Pick<PartDocument, 'scope' | 'brand' | 'contentHash' | 'body' | 'numbers'>> | undefined;
  events: OutboxEvent[];
}

export interface PartPlan {
  counts: ChangeCounts;
  /** Undefined where nothing changes. */
  write: PartWrite | undefined;
  /** What is said stays as it was, and another data set says it now. */
  moved: boolean;
}

/** All that a batch does to one part, as one write. Rows that the part has taken count as they did then. */
export function planPart(
  known: KnownPart | undefined,
  changes: readonly EncodedChange[],
  context: ChangeContext,
): PartPlan {
  const counts = noChanges();
  let marker = known?.import;
  let hash = known?.contentHash;
  let write: PartWrite | undefined;
  let moved = false;
  const partId = known?._id ?? newId('part');
  const earlierBatch = lastOfEarlierBatch(known?.import, context);
  for (const { row, content } of changes) {
    const earlier = rowOutcome(marker, { jobId: context.jobId, row });
    const outcome = earlier ?? outcomeOf(hash, content?.hash);
    counts[outcome] += 1;
    if (earlierBatch.length > 0 && outcome !== 'unchanged') context.onRepeated?.(row);
    if (outcome === 'unchanged' && content !== undefined) moved = (known?.feed ?? '') !== context.feed;
    if (earlier !== undefined || outcome === 'unchanged') continue;
    hash = content?.hash;
    marker = withRow(marker, context, row, outcome);
    const version = (write?.version ?? known?.version ?? 0) + 1;
    const state = content && stateOf(content, { partId, version, row }, context);
    const told = { topic: TOPICS.catalogPart, ...partEvent({ partId, version }, state?.body, context) };
    const events = [...(write?.events ?? []), told];
    const kept = { ...marker, rows: [...earlierBatch, ...marker.rows] };
    write = { partId, before: known?.version ?? 0, version, marker: kept, state, events };
  }
  return { counts, write, moved: moved && write === undefined };
}

/**
 * The row of the same import that is recorded for good and was the last to change the part, if any. It is kept in the marker, so that a
 * batch which comes again finds the part repeated as it did then.
 */
function lastOfEarlierBatch(
  marker: ImportMarker | null | undefined,
  { jobId, rowsBefore }: ChangeContext,
): ImportMarker['rows'] {
  return marker?.job === jobId ? marker.rows.filter(([row]) => row <= rowsBefore).slice(-1) : [];
}

/** By the hashes of the content; none of what is withdrawn or was never there. */
function outcomeOf(before: Buffer | undefined, after: Buffer | undefined): ChangeOutcome {
  if (after === undefined) return before === undefined ? 'unchanged' : 'deleted';
  if (before === undefined) return 'created';
  return before.equals(after) ? 'unchanged' : 'updated';
}

function stateOf(
  { said, bytes, hash }: NonNullable<EncodedChange['content']>,
  { partId, version, row }: { partId: string; version: number; row: number },
  context: ChangeContext,
): NonNullable<PartWrite['state']> {
  const { publisher, now } = context;
  const head = { partId, publisher, version, source: sourceOf(context, row), updatedAt: now };
  return {
    scope: scopeOf(said, publisher),
    brand: said.brand,
    contentHash: hash,
    body: Buffer.from(encodePart(bytes, head)),
    numbers: indexEntries(said, publisher).map(numberToken),
  };
}
