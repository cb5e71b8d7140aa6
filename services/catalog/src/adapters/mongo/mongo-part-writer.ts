import { setTimeout as pause } from 'node:timers/promises';
import { newOutbox, pushEvents, TooManyConflicts, withDatabaseErrors } from '@qipei/mongo';
import { type AnyBulkWriteOperation, type Model, mongo } from 'mongoose';
import {
  type ChangeContext,
  type ChangeCounts,
  noChanges,
  type PartChange,
} from '../../domain/part-change.ts';
import type { PartWriter } from '../../domain/part-repository.ts';
import { contentHashOf, encodeContent } from '../protobuf/part-message.ts';
import { waitingForCheck } from './mongo-graph-checks.ts';
import { identityKey, type PartDocument, UNLOCKED } from './part-document.ts';
import type { PartLocks } from './part-locks.ts';
import { type EncodedChange, type KnownPart, type PartWrite, planPart } from './part-plan.ts';

export interface MongoPartWriter extends PartWriter {
  apply(changes: readonly PartChange[], context: ChangeContext): Promise<ChangeCounts>;
}

/** One bulk write is no more than this: well below what a server takes, and done in a fraction of its time. */
const CHUNK_PARTS = 250;
const CHUNK_BYTES = 8 * 1024 * 1024;
/** What one write adds to a document, whose greatest size is 16 MB. */
const PART_BYTES = 4 * 1024 * 1024;
const ATTEMPTS = 12;
const FIRST_PAUSE_MS = 2;

interface IdentityChanges {
  identity: string;
  changes: EncodedChange[];
  bytes: number;
}

/**
 * Writes parts of a database that has `CATALOG_MONGO_MIGRATIONS`. A release that hasn't gone live yet gives way; one that has and isn't
 * carried out yet is waited for.
 */
export function mongoPartWriter(parts: Model<PartDocument>, locks: PartLocks): MongoPartWriter {
  return withDatabaseErrors<MongoPartWriter>({
    async apply(changes, context) {
      const counts = noChanges();
      for (const chunk of chunksOf(changes)) addTo(counts, await applyChunk(parts, locks, chunk, context));
      return counts;
    },
  });
}

/** A part is in a chunk once. */
function* chunksOf(changes: readonly PartChange[]): Generator<IdentityChanges[]> {
  let chunk: IdentityChanges[] = [];
  let bytes = 0;
  for (const each of ofIdentities(changes)) {
    const full = chunk.length === CHUNK_PARTS || bytes + each.bytes > CHUNK_BYTES;
    if (chunk.length > 0 && (full || chunk.at(-1)?.identity === each.identity)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(each);
    bytes += each.bytes;
  }
  if (chunk.length > 0) yield chunk;
}

/** The changes of each identity in their order, as a rule as one. */
function* ofIdentities(changes: readonly PartChange[]): Generator<IdentityChanges> {
  for (const [identity, ofIdentity] of Map.groupBy(changes, ({ identity }) => identityKey(identity))) {
    let together: IdentityChanges = { identity, changes: [], bytes: 0 };
    for (const change of ofIdentity) {
      const encoded = encode(change);
      // The last content is kept, and each is told of.
      const size = 2 * (encoded.content?.bytes.length ?? 0);
      if (together.bytes + size > PART_BYTES && together.changes.length > 0) {
        yield together;
        together = { identity, changes: [], bytes: 0 };
      }
      together.changes.push(encoded);
      together.bytes += size;
    }
    yield together;
  }
}

function encode(change: PartChange): EncodedChange {
  if (change.action === 'delete') return { row: change.row };
  const bytes = encodeContent(change.content);
  return { row: change.row, content: { said: change.content, bytes, hash: contentHashOf(bytes) } };
}

/** Where a part couldn't be written all are read again: those that were know the rows that they took. */
async function applyChunk(
  parts: Model<PartDocument>,
  locks: PartLocks,
  chunk: readonly IdentityChanges[],
  context: ChangeContext,
): Promise<ChangeCounts> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await pause(FIRST_PAUSE_MS * 2 ** attempt * Math.random());
    const known = await readKnown(parts, context.publisher, chunk);
    const locked = [...known.values()].filter(({ lock }) => lock !== undefined);
    if (locked.length > 0) {
      await locks.free(locked);
      continue;
    }
    const counts = noChanges();
    const writes: AnyBulkWriteOperation<PartDocument>[] = [];
    for (const { identity, changes } of chunk) {
      const plan = planPart(known.get(identity), changes, context);
      addTo(counts, plan.counts);
      if (plan.write !== undefined) writes.push(toOperation(plan.write, identity, context));
      const part = known.get(identity);
      if (plan.moved && part !== undefined) writes.push(toMove(part, context));
    }
    if (writes.length === 0 || (await writeAll(parts, writes))) return counts;
  }
  throw new TooManyConflicts(parts.collection.collectionName);
}

async function readKnown(
  parts: Model<PartDocument>,
  publisher: string,
  chunk: readonly IdentityChanges[],
): Promise<Map<string, KnownPart>> {
  const found = await parts
    .find({ publisher, identity: { $in: chunk.map(({ identity }) => identity) } })
    .select('identity version contentHash feed import lock')
    .lean<(KnownPart & { identity: string })[]>();
  return new Map(found.map((each) => [each.identity, each]));
}

function toMove({ _id, version }: KnownPart, { feed }: ChangeContext): AnyBulkWriteOperation<PartDocument> {
  return { updateOne: { filter: { _id, version, ...UNLOCKED }, update: feedUpdate(feed) } };
}

function feedUpdate(feed: string) {
  return feed === '' ? { $unset: { feed: 1 as const } } : { $set: { feed } };
}

function toOperation(
  { partId, before, version, marker, state, events }: PartWrite,
  identity: string,
  { publisher, feed }: ChangeContext,
): AnyBulkWriteOperation<PartDocument> {
  // What is withdrawn stays the data set's that said it last.
  const said = state !== undefined && feed !== '' ? { feed } : {};
  const changing = { version, import: marker, numbers: [], ...state, ...said, ...waitingForCheck() };
  if (before === 0)
    return {
      insertOne: { document: { _id: partId, publisher, identity, ...changing, outbox: newOutbox(events) } },
    };
  const main = feed === '' ? { $unset: { feed: 1 } } : {};
  const gone = state === undefined ? { $unset: { scope: 1, brand: 1, contentHash: 1, body: 1 } } : main;
  const update = { $set: changing, ...gone, ...pushEvents(events) };
  return {
    updateOne: { filter: { _id: partId, version: before, ...UNLOCKED }, update },
  } as AnyBulkWriteOperation<PartDocument>;
}

/**
 * False where a part that was to be new is there already, or has another version than the one that was read, or has too
 * many events that wait for the log.
 */
async function writeAll(
  parts: Model<PartDocument>,
  writes: AnyBulkWriteOperation<PartDocument>[],
): Promise<boolean> {
  try {
    // Every element of every array would be looked at, which takes longer than all the rest.
    const options = { ordered: false, skipValidation: true };
    const { insertedCount, matchedCount } = await parts.bulkWrite(writes, options);
    return insertedCount + matchedCount === writes.length;
  } catch (error) {
    if (error instanceof mongo.MongoBulkWriteError && isPassing(error)) return false;
    throw error;
  }
}

const DUPLICATE_KEY = 11_000;
const TOO_LARGE = [10_334, 17_419, 17_420];

function isPassing({ writeErrors }: mongo.MongoBulkWriteError): boolean {
  const codes = [writeErrors].flat().map(({ code }) => code);
  return codes.length > 0 && codes.every((code) => code === DUPLICATE_KEY || TOO_LARGE.includes(code));
}

function addTo(sum: ChangeCounts, counts: ChangeCounts): void {
  for (const outcome of Object.keys(sum) as (keyof ChangeCounts)[]) sum[outcome] += counts[outcome];
}
