import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@qipei/kernel';
import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import { type HasOutbox, type OutboxEvent, pushEvents } from './outbox-schema.ts';

export interface Versioned {
  /** Counts the writes, from 1. The relay's removals are none. */
  version: number;
}

export interface VersionedWrite<T> {
  /** Fields by path; not `version` and nothing of `outbox`. */
  set: Partial<Record<keyof T & string, unknown>>;
  events: readonly OutboxEvent[];
}

/** Others were quicker every time. */
export class TooManyConflicts extends DomainError {
  constructor(collection: string) {
    super({
      kind: 'unavailable',
      code: 'too-many-conflicts',
      message: `A document of '${collection}' is written by too many at once; try again.`,
    });
  }
}

/**
 * Sets fields and adds events where the document is still at `version`, which becomes the next one. False, and nothing
 * is written, where it isn't. Never goes by way of `save()`: mongoose sends an array that was assigned or changed as a
 * whole without looking at the version (Automattic/mongoose#6112, #15888), which brings back what the relay has removed
 * and drops what another has added.
 */
export async function writeVersioned<T extends HasOutbox & Versioned>(
  model: Model<T>,
  filter: QueryFilter<T>,
  version: number,
  { set, events }: VersionedWrite<T>,
): Promise<boolean> {
  for (const path of Object.keys(set)) {
    if (/^(_id|version|outbox)(\.|$)/.test(path))
      throw new TypeError(`'${path}' isn’t set by a versioned write.`);
  }
  const update = { $set: { ...set, version: version + 1 }, ...pushEvents(events) };
  const at: QueryFilter<T> = { ...filter, version };
  const before = await model
    .findOneAndUpdate(at, update as UpdateQuery<T>, { projection: { _id: 1 } })
    .lean();
  return before !== null;
}

const ATTEMPTS = 12;
const FIRST_PAUSE_MS = 2;

/**
 * Reads, lets `decide` say what changes, and writes; again from the start where another wrote in between. Returns what
 * `decide` was last given, undefined where there is no such document. Nothing is written where it decides on nothing.
 * @throws TooManyConflicts
 */
export async function changeVersioned<T extends HasOutbox & Versioned>(
  model: Model<T>,
  filter: QueryFilter<T>,
  decide: (current: T) => VersionedWrite<T> | undefined,
): Promise<T | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await pause(FIRST_PAUSE_MS * 2 ** Math.min(attempt, 6) * Math.random());
    // What the outbox holds is no concern of a decision.
    const current = (await model.findOne(filter).select('-outbox').lean()) as T | null;
    if (current === null) return undefined;
    const write = decide(current);
    if (write === undefined || (await writeVersioned(model, filter, current.version, write))) return current;
  }
  throw new TooManyConflicts(model.collection.collectionName);
}
