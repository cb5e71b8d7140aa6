import { randomUUID } from 'node:crypto';
import { createIndexes, type MongoMigration, withDatabaseErrors } from '@qipei/mongo';
import type { AnyBulkWriteOperation, Model } from 'mongoose';
import type { GraphChecks, SettledCheck, WaitingCheck } from '../../domain/graph-checks.ts';
import type { GraphFault } from '../../domain/graph-fault.ts';
import { EVERYBODY, KIND_RANKS } from '../../domain/number-index.ts';
import { numberSpace } from '../../domain/number-space.ts';
import { type GraphCheckFields, numberToken, type PartDocument } from './part-document.ts';

export function waitingForCheck(): Required<Pick<GraphCheckFields, 'graphTicket' | 'graphChanged'>> {
  return { graphTicket: randomUUID(), graphChanged: true };
}

export const GRAPH_MONGO_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: 'graph-checks-1',
    async up(db) {
      await createIndexes('part', [
        { name: 'graph-waiting', key: { graphTicket: 1 }, sparse: true },
        { name: 'graph-faulty', key: { graphFaulty: 1, _id: 1 }, sparse: true },
      ])(db);
      // Parts from before there were checks.
      const unchecked = { body: { $exists: true }, graphTicket: { $exists: false } };
      await db.collection('part').updateMany(unchecked, { $set: waitingForCheck() });
    },
  },
];

/** Kinds by which a part names another one, and by which that one's faults may change. */
const NAMING = ['replaced-by', 'supersedes', 'component', 'part-of'] as const;

/** Of a database that has `CATALOG_MONGO_MIGRATIONS` and `GRAPH_MONGO_MIGRATIONS`. */
export function mongoGraphChecks(parts: Model<PartDocument>): GraphChecks {
  return withDatabaseErrors<GraphChecks>({
    async waiting(limit) {
      const found = await parts
        .find({ graphTicket: { $exists: true } })
        .select('publisher identity graphTicket graphChanged')
        .limit(limit)
        .lean<Waiting[]>();
      return found.map(toCheck);
    },
    countWaiting: async (most) =>
      await parts.countDocuments({ graphTicket: { $exists: true } }, { limit: most }),
    async list(publisher, { after, limit }) {
      const found = await parts
        .find({ graphFaulty: publisher, _id: { $gt: after } })
        .select('graphFaults')
        .sort({ _id: 1 })
        .limit(limit)
        .lean<Faulty[]>();
      return found.map(readFaults);
    },
    async faultsOf(publisher, partIds) {
      const found = await parts
        .find({ _id: { $in: [...partIds] }, graphFaulty: publisher })
        .select('graphFaults')
        .lean<Faulty[]>();
      return new Map(found.map((each) => [each._id, readFaults(each)]));
    },
    async settle(checks) {
      // In their order: what a later one wants checked again must not be taken for settled by an earlier one.
      const writes = checks.flatMap(writesOf);
      if (writes.length > 0) await parts.bulkWrite(writes, { ordered: true, skipValidation: true });
    },
  });
}

type Waiting = Pick<PartDocument, '_id' | 'publisher' | 'identity' | 'graphTicket' | 'graphChanged'>;
type Faulty = Pick<PartDocument, '_id' | 'graphFaults'>;

function toCheck({
  _id,
  publisher,
  identity,
  graphTicket = '',
  graphChanged = false,
}: Waiting): WaitingCheck {
  const [brandKey = '', partNumberKey = ''] = identity.split(':');
  return {
    publisher,
    partId: _id,
    identity: { brandKey, partNumberKey },
    changed: graphChanged,
    // To be sure would take a look-up a part, as much as the check itself.
    mayBeNamed: true,
    ticket: graphTicket,
  };
}

function readFaults({ graphFaults }: Faulty): GraphFault[] {
  return graphFaults === undefined ? [] : (JSON.parse(graphFaults) as GraphFault[]);
}

/**
 * First what is to be checked again, then the part itself: broken off in between, the part waits still and all of it comes
 * once more.
 */
function writesOf(check: SettledCheck): AnyBulkWriteOperation<PartDocument>[] {
  const { publisher, partId, identity, changed, ticket, faults, recheck } = check;
  const again = { $set: { graphTicket: randomUUID() } };
  const writes: AnyBulkWriteOperation<PartDocument>[] = [];
  if (recheck.length > 0)
    writes.push({
      updateMany: {
        filter: { _id: { $in: [...recheck] }, publisher, body: { $exists: true } },
        update: again,
      },
    });
  if (changed) {
    const space = numberSpace(identity.brandKey);
    const tokens = NAMING.map((kind) =>
      numberToken({ key: identity.partNumberKey, kind: KIND_RANKS[kind], space }),
    );
    const scope = { $in: [publisher, EVERYBODY] };
    writes.push({
      updateMany: {
        filter: { scope, numbers: { $in: tokens }, publisher, _id: { $ne: partId } },
        update: again,
      },
    });
  }
  const found =
    faults.length === 0
      ? { $unset: { graphFaulty: 1 as const, graphFaults: 1 as const } }
      : { $set: { graphFaulty: publisher, graphFaults: JSON.stringify(faults) } };
  writes.push({ updateOne: { filter: { _id: partId }, update: found } });
  writes.push({
    updateOne: {
      filter: { _id: partId, graphTicket: ticket },
      update: { $unset: { graphTicket: 1 as const, graphChanged: 1 as const } },
    },
  });
  return writes;
}
