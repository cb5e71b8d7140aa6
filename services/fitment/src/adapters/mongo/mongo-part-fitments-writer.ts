import { setTimeout as pause } from 'node:timers/promises';
import { rowOutcome, withRow } from '@qipei/import-job/mongo';
import { type Clock, DomainError } from '@qipei/kernel';
import { isDuplicateKey, newOutbox, pushEvents, TooManyConflicts, withDatabaseErrors } from '@qipei/mongo';
import { UNLOCKED } from '@qipei/release/mongo';
import type { AnyBulkWriteOperation, Model } from 'mongoose';
import type {
  DecideChange,
  FitmentsChange,
  ImportedBatch,
  PartFitmentsWriter,
  StoredPart,
} from '../../domain/part-fitments-repository.ts';
import { fitmentRecord } from '../events/fitment-event.ts';
import { packFitments } from '../json/packed-fitments.ts';
import { moversOf, withArriving } from './arriving-rows.ts';
import type { FitmentLocks } from './fitment-locks.ts';
import type { FoundFitments } from './fitment-views.ts';
import { toPartFitments } from './mongo-part-fitments.ts';
import type { PartFitmentsDocument } from './part-fitments-schema.ts';
import { replacedOf, withReplaced } from './replaced-fitments.ts';
import { plainText } from './stored-text.ts';

const ATTEMPTS = 12;
const FIRST_PAUSE_MS = 2;
/** Parts that are read and written together. */
const PARTS_AT_ONCE = 500;
/** An event has up to 900 KiB, a document 16 MiB. */
const MOST_WAITING = 8;

/** The log doesn't take the events: who changes fitments has to wait for it. */
class EventsWait extends DomainError {
  constructor() {
    super({
      kind: 'unavailable',
      code: 'outbox-full',
      message: 'Too many events of a part wait for the event log.',
    });
  }
}

type Found = FoundFitments & { outbox: { pending: { eventId: string }[] } };

/**
 * `onCommit` is told of every write. Each part is written where nobody else has written since it was read; those that lose
 * are read again, and the marker in the document tells what of the batch it has. A release that hasn't gone live yet gives way; one
 * that has and isn't carried out yet is waited for.
 */
export function mongoPartFitmentsWriter(
  { fitments, locks }: { fitments: Model<PartFitmentsDocument>; locks: FitmentLocks },
  clock: Clock,
  onCommit: () => void,
): PartFitmentsWriter {
  async function read(partIds: readonly string[], publisher: string): Promise<Map<string, Found>> {
    const found = await fitments
      .find({ _id: { $in: partIds } })
      .select(
        'publisher public partVersion version body import lock replaced arriving outbox.pending.eventId',
      )
      .lean<Found[]>();
    const foreign = found.find((each) => each.publisher !== publisher);
    if (foreign !== undefined) throw new Error(`The fitments of '${foreign._id}' are another publisher's.`);
    return new Map(found.map((each) => [each._id, each]));
  }

  /** Whether all were written. */
  async function write(writes: AnyBulkWriteOperation<PartFitmentsDocument>[]): Promise<boolean> {
    if (writes.length === 0) return true;
    try {
      const { insertedCount, matchedCount } = await fitments.bulkWrite(writes, {
        ordered: false,
        throwOnValidationError: true,
      });
      return insertedCount + matchedCount === writes.length;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    } finally {
      onCommit();
    }
  }

  async function changeSome(
    batch: ImportedBatch,
    partIds: readonly string[],
    decide: DecideChange,
  ): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await pause(FIRST_PAUSE_MS * 2 ** attempt * Math.random());
      const current = await read(partIds, batch.publisher);
      const locked = [...current.values()].filter(({ lock }) => lock !== undefined);
      if (locked.length > 0) {
        await locks.freeFitments(locked);
        continue;
      }
      const writes = partIds.flatMap((partId) => {
        const found = current.get(partId);
        const known = (row: number) => rowOutcome(found?.import, { jobId: batch.jobId, row });
        const change = decide(partId, found && toStored(found), known);
        if (change === undefined) return [];
        if (found !== undefined && found.outbox.pending.length >= MOST_WAITING) throw new EventsWait();
        return [found === undefined ? insertion(batch, change) : replacement(batch, change, found)];
      });
      if (await write(writes)) return;
    }
    throw new TooManyConflicts(fitments.collection.collectionName);
  }

  function insertion(batch: ImportedBatch, change: FitmentsChange) {
    const { saved } = change;
    const { partId: _id, publisher } = saved;
    const outbox = newOutbox([fitmentRecord(change, clock.now())]);
    return { insertOne: { document: { _id, publisher, ...changing(batch, change), outbox } } };
  }

  function replacement(batch: ImportedBatch, change: FitmentsChange, found: Found) {
    const { _id, publisher, version, partVersion } = found;
    const $set = changing(batch, change, found);
    const update = {
      $set,
      ...leftOut($set, found),
      ...pushEvents([fitmentRecord(change, clock.now())]),
    };
    // A visibility that is told of meanwhile isn't overwritten with the one before.
    const filter = { _id, publisher, version, partVersion, ...UNLOCKED };
    return { updateOne: { filter: { ...filter, ...asManyAs(found) }, update } };
  }

  return withDatabaseErrors({
    async change(batch: ImportedBatch, partIds: readonly string[], decide: DecideChange) {
      for (let at = 0; at < partIds.length; at += PARTS_AT_ONCE)
        await changeSome(batch, partIds.slice(at, at + PARTS_AT_ONCE), decide);
    },
  });
}

const BESIDE = ['replaced', 'arriving'] as const;

/** What goes when there is nothing of it any more. */
function leftOut($set: Pick<PartFitmentsDocument, (typeof BESIDE)[number]>, found: Found) {
  const gone = BESIDE.filter((name) => $set[name] === undefined && found[name] !== undefined);
  return gone.length > 0 && { $unset: Object.fromEntries(gone.map((name) => [name, 1])) };
}

/** What is settled, or that a release is forgotten with, is taken from there without a version. */
function asManyAs(found: Found): object {
  const there = BESIDE.filter((name) => found[name] !== undefined);
  return Object.fromEntries(there.map((name) => [name, { $size: found[name]?.length }]));
}

function toStored(found: Found): StoredPart {
  const { replaced, arriving } = found;
  return { ...toPartFitments(found), replaced: replacedOf(replaced), arriving: moversOf(arriving) };
}

function changing(batch: ImportedBatch, { saved, rows, ...late }: FitmentsChange, found?: Found) {
  let marker = found?.import;
  for (const [row, result] of rows) marker = withRow(marker, batch, row, result);
  const replaced = withReplaced(found?.replaced, saved, late.replaced);
  const arriving = withArriving(found?.arriving, saved, late.arriving);
  return {
    public: saved.public,
    partVersion: saved.partVersion,
    version: saved.version,
    body: plainText(saved.partId, packFitments(saved.fitments)),
    ...(marker !== undefined && { import: marker }),
    ...(replaced.length > 0 && { replaced }),
    ...(arriving.length > 0 && { arriving }),
  };
}
