import { TOPICS } from '@qipei/contracts';
import { databaseName, openMongo } from '@qipei/mongo';
import { mongoReleases, releaseModels } from '@qipei/release/mongo';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  meaningsOfAnImportContract,
  means,
  readRows,
  settleAll,
  TYPE,
  typeOf,
} from '../imports/part-import-meanings.contract.ts';
import { foreignIdSchema, mongoForeignIds } from './mongo-foreign-ids.ts';
import { startTestMongo, type TestMongo } from './mongo-parts.fixture.ts';
import { type PartDocument, partSchema } from './part-document.ts';
import { partLocks } from './part-locks.ts';
import { partReleaseModels } from './part-release-documents.ts';

let mongo: TestMongo;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

it('an import that was read before a part type got another meaning is told of that one', async () => {
  await using catalog = await mongo.openWith('meanings');
  await meaningsOfAnImportContract(catalog);
});

it('a part that comes while its type is being told to others, which it was read before, is told of it as well', async () => {
  await using catalog = await mongo.openWith('told');
  const { foreignIds } = catalog;
  const numbers = Array.from({ length: 450 }, (_, at) => `N${at}`);
  await means(foreignIds, 'oil-filter');
  await (await readRows(catalog, ...numbers))();
  await settleAll(foreignIds);
  const late = await readRows(catalog, ...numbers);
  await means(foreignIds, 'brake-disc');

  const url = `${mongo.server.url}/told`;
  const connection = await openMongo({ url, database: databaseName(url, 'catalog') });
  const parts = connection.model('Part', partSchema) as unknown as Model<PartDocument>;
  const store = mongoReleases(releaseModels(connection), {
    ...{ kind: 'parts', topic: TOPICS.catalogRelease, storage: `mongodb:${connection.name}` },
  });
  const { bulkWrite } = parts;
  let pages = 0;
  // Behind the second page: what is written of the first isn't looked at again.
  parts.bulkWrite = (async (...of: Parameters<typeof bulkWrite>) => {
    const done = await bulkWrite.apply(parts, of);
    pages += 1;
    if (pages === 2) await late();
    return done;
  }) as unknown as typeof bulkWrite;
  const locks = partLocks(partReleaseModels(connection, parts), store);
  const telling = mongoForeignIds(connection.model('ForeignId', foreignIdSchema), parts, locks);
  const [unsettled] = await telling.unsettled(1);
  expect(unsettled).toMatchObject({ foreignId: TYPE, value: 'brake-disc' });
  if (unsettled !== undefined) await telling.settle(unsettled, { now: new Date(), traceparent: '' });
  expect(pages).toBeGreaterThan(1);
  await connection.close();

  await settleAll(foreignIds);
  const types = await Promise.all(numbers.map((number) => typeOf(catalog, number)));
  expect(new Set(types)).toEqual(new Set(['brake-disc']));
});
