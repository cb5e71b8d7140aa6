import { databaseName, openMongo } from '@qipei/mongo';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startFitmentMongo } from './fitment-release.fixture.ts';
import { MOVED_ROWS_MONGO_MIGRATION } from './moved-rows.ts';

vi.setConfig({ testTimeout: 180_000 });

let mongo: Awaited<ReturnType<typeof startFitmentMongo>>;
beforeAll(async () => {
  mongo = await startFitmentMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

it('where rows went before it was kept of each release is known of those that can be rolled back', async () => {
  const url = mongo.newUrl();
  const connection = await openMongo({ url, database: databaseName(url, 'fitment') });
  try {
    const { db } = connection;
    if (db === undefined) throw new Error('it isn’t open');
    const moved = db.collection<{ _id: string; to?: string[]; partId?: string }>('moved_rows');
    await moved.insertMany([
      { _id: 'acme/unknown', to: ['part_W5', 'part_W6'] },
      { _id: 'acme/part_W5', to: ['part_W6'] },
    ]);
    await db.collection<{ _id: string; tenant: string; content: string }>('data_release').insertMany([
      { _id: 'rel-fitments_1', tenant: 'acme', content: 'kept' },
      { _id: 'rel-fitments_2', tenant: 'acme', content: 'gone' },
      { _id: 'rel-fitments_3', tenant: 'globex', content: 'kept' },
    ]);
    // It may be run again.
    for (let time = 0; time < 2; time += 1) await MOVED_ROWS_MONGO_MIGRATION.up(db);
    expect(await moved.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'rel-fitments_1 part_W5', partId: 'part_W5' },
      { _id: 'rel-fitments_1 part_W6', partId: 'part_W6' },
    ]);
  } finally {
    await connection.close();
  }
});
