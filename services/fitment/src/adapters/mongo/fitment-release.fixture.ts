import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, newId, systemClock } from '@qipei/kernel';
import { databaseName, openMongo } from '@qipei/mongo';
import { startMongo } from '@qipei/testing/mongo-server';
import { benchVehicles, fitmentBenchOf } from '../../fitment-release.fixture.ts';
import { openMongoFitments } from './open-mongo-fitments.ts';

/** The fitments of a database. */
export async function mongoFitmentBench(
  url: string,
  options: { releasePage?: number; leaseMs?: number; clock?: Clock } = {},
) {
  const known = benchVehicles();
  const store = await openMongoFitments(url, {
    ...{ clock: systemClock, upload: {}, onCommit: () => {}, expanderOf: known.expanderOf },
    ...options,
  });
  const beside = await openMongo({ url, database: databaseName(url, 'fitment') });
  const count = (name: string) => beside.collection(name).countDocuments();
  const idsOf = async (name: string, field: string) =>
    (await beside.collection(name).find().toArray()).map((each) => String(each[field]));
  const bench = fitmentBenchOf(
    {
      ...{ unresolved: store.unresolved, reader: store.reader, writer: store.writer },
      ...{ visibility: store.visibility, outbox: store.outbox },
      releases: store.releases.store,
      content: store.releases.content,
      staging: store.releases.staging,
      atomically: (work) => work(),
      partIds: async () => (await idsOf('part_fitments', '_id')).sort(),
      held: async () => ({
        staged: await count('staged_fitments'),
        prepared: (await count('part_fitments_next')) + (await count('unresolved_next')),
        changes: (await count('fitment_release_change')) + (await count('fitment_release_compared')),
        moved: await count('moved_rows'),
      }),
    },
    known,
  );
  return {
    ...bench,
    store,
    /** How many documents are locked, or places of nothing. */
    async leftLocked(): Promise<number> {
      const locked = { $or: [{ lock: { $exists: true } }, { version: 0 }, { count: 0 }] };
      const found = await Promise.all(
        ['part_fitments', 'unresolved_of_part'].map((name) => beside.collection(name).countDocuments(locked)),
      );
      return found.reduce((sum, each) => sum + each, 0);
    },
    async [Symbol.asyncDispose]() {
      bench[Symbol.dispose]();
      await beside.close();
      await store[Symbol.asyncDispose]();
    },
  };
}

/** A server on a folder of its own. */
export async function startFitmentMongo() {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-fitments-mongo-'));
  const server = await startMongo({ folder });
  return {
    newUrl: () => `${server.url}/${newId('fitments')}`,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
