import type { Outbox, OutboxRow } from '@qipei/event-log';
import type { Model, QueryFilter } from 'mongoose';
import { withDatabaseErrors } from './errors.ts';
import type { HasOutbox } from './outbox-schema.ts';

export interface MongoOutbox extends Outbox {
  read(limit: number): Promise<OutboxRow[]>;
  remove(sequences: readonly number[]): Promise<void>;
  /** How many events wait, for a metric. */
  length(): Promise<number>;
  /** Of the documents that wait, the first event of the one that has waited longest, for a metric. */
  oldest(): Promise<{ value: Uint8Array } | undefined>;
}

interface Found<T> {
  model: Model<T>;
  _id: unknown;
  /** The document's own count of pushes when it was read. */
  sequence: number;
  since: Date;
  eventIds: string[];
}

/**
 * The outboxes inside the documents of some collections. Events of one document come in the order in which they were
 * committed, and a later one never before an earlier one; documents come by when they began to wait. So a key must be
 * one document's own. Only what a majority has is read: an event that is told of can't be rolled back.
 *
 * The numbers that `read` gives out hold until the next `read`. Another relay, or this one after a crash, reads again
 * what wasn't removed.
 */
export function mongoOutbox<T extends HasOutbox>(...models: readonly Model<T>[]): MongoOutbox {
  let next = 1;
  let handed = new Map<number, { from: Found<T>; eventId: string }>();

  async function readFrom(model: Model<T>, limit: number): Promise<(Found<T> & HasOutbox)[]> {
    const waiting = { 'outbox.since': { $exists: true } } as QueryFilter<T>;
    const found = await model
      .find(waiting)
      .select('outbox')
      .sort({ 'outbox.since': 1, _id: 1 })
      .limit(limit)
      .read('primary')
      .readConcern('majority')
      .lean<(HasOutbox & { _id: unknown })[]>();
    return found.map(({ _id, outbox }) => ({
      model,
      _id,
      outbox,
      sequence: outbox.sequence,
      since: outbox.since ?? new Date(0),
      eventIds: outbox.pending.map(({ eventId }) => eventId),
    }));
  }

  return withDatabaseErrors<MongoOutbox>({
    async read(limit) {
      const found = (await Promise.all(models.map((model) => readFrom(model, limit)))).flat();
      found.sort((a, b) => a.since.getTime() - b.since.getTime());
      handed = new Map();
      const rows: OutboxRow[] = [];
      for (const { outbox, ...from } of found) {
        if (rows.length === limit) break;
        // Two relays over one outbox can leave the mark behind.
        if (outbox.pending.length === 0) await removeFrom(from.model, [{ from, eventIds: [] }]);
        for (const { eventId, topic, key, type, value } of outbox.pending.slice(0, limit - rows.length)) {
          handed.set(next, { from, eventId });
          rows.push({ sequence: next, topic, key, id: eventId, type, value });
          next += 1;
        }
      }
      return rows;
    },
    async remove(sequences) {
      const known = sequences.flatMap((sequence) => handed.get(sequence) ?? []);
      const byDocument = Map.groupBy(known, ({ from }) => from);
      for (const sequence of sequences) handed.delete(sequence);
      const removals = [...byDocument].map(([from, events]) => ({
        from,
        eventIds: events.map(({ eventId }) => eventId),
      }));
      for (const [model, ofModel] of Map.groupBy(removals, ({ from }) => from.model))
        for (let at = 0; at < ofModel.length; at += AT_ONCE)
          await removeFrom(model, ofModel.slice(at, at + AT_ONCE));
    },
    async length() {
      const counts = await Promise.all(
        models.map((model) =>
          model.aggregate<{ waiting: number }>([
            { $match: { 'outbox.since': { $exists: true } } },
            { $group: { _id: null, waiting: { $sum: { $size: '$outbox.pending' } } } },
          ]),
        ),
      );
      return counts.flat().reduce((sum, { waiting }) => sum + waiting, 0);
    },
    async oldest() {
      const [first] = (await Promise.all(models.map((model) => readFrom(model, 1))))
        .flat()
        .sort((a, b) => a.since.getTime() - b.since.getTime());
      return first?.outbox.pending[0];
    },
  });
}

/** Documents of one bulk write. */
const AT_ONCE = 250;

interface Removal<T> {
  from: Found<T>;
  eventIds: readonly string[];
}

/** Takes a mark away only where all that was read goes and nothing has been pushed since; both in one write. */
async function removeFrom<T extends HasOutbox>(
  model: Model<T>,
  removals: readonly Removal<T>[],
): Promise<void> {
  const [whole, partly] = [true, false].map((all) =>
    removals.filter(({ from, eventIds }) => (eventIds.length === from.eventIds.length) === all),
  ) as [Removal<T>[], Removal<T>[]];
  const last = whole.map((each) =>
    pulling(each, { 'outbox.sequence': each.from.sequence }, { $unset: { 'outbox.since': 1 } }),
  );
  const { matchedCount } =
    last.length === 0 ? { matchedCount: 0 } : await model.bulkWrite(last, { ordered: false });
  // Which of them were not matched isn't told; to the others the next write does nothing.
  const left = matchedCount === whole.length ? partly : removals;
  // What is left goes to the end of the queue, so that a document that is always written to holds up no other.
  const some = left
    .filter(({ eventIds }) => eventIds.length > 0)
    .map((each) =>
      pulling(each, { 'outbox.since': { $exists: true } }, { $set: { 'outbox.since': new Date() } }),
    );
  if (some.length > 0) await model.bulkWrite(some, { ordered: false });
}

function pulling<T>({ from, eventIds }: Removal<T>, filter: object, update: object) {
  const $pull = { 'outbox.pending': { eventId: { $in: eventIds } } };
  return {
    updateOne: { filter: { _id: from._id, ...filter }, update: { $pull, ...update } },
  } as unknown as Parameters<Model<T>['bulkWrite']>[0][number];
}
