import { randomUUID } from 'node:crypto';
import { newId } from '@qipei/kernel';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batch, importJobsContract, newJob } from '../import-jobs.contract.ts';
import { chunks, importSpoolContract } from '../import-spool.contract.ts';
import { gridFsImportSpool, mongoImportJobs } from './index.ts';
import { startTestMongo, type TestMongo } from './mongo-imports.fixture.ts';

let running: TestMongo;
beforeAll(async () => {
  running = await startTestMongo();
});
afterAll(() => running[Symbol.asyncDispose]());

importJobsContract('MongoDB', async (storage, limits) => {
  const connection = await running.connect(storage);
  return {
    jobs: mongoImportJobs(connection, limits),
    [Symbol.asyncDispose]: () => connection.close(),
  };
});

importSpoolContract('GridFS', async (options) => {
  const connection = await running.connect(randomUUID());
  const db = connection.db;
  return {
    spool: gridFsImportSpool(connection, options),
    async names() {
      const files = await db?.collection('import_upload.files').distinct('_id');
      const parts = await db?.collection('import_upload.chunks').distinct('files_id');
      return [...new Set([...(files ?? []), ...(parts ?? [])].map(String))];
    },
    [Symbol.asyncDispose]: () => connection.close(),
  };
});

async function replicas(count: number, leaseMs = 60_000) {
  const storage = randomUUID();
  const connections = await Promise.all(Array.from({ length: count }, () => running.connect(storage)));
  return connections.map((connection) => mongoImportJobs(connection, { leaseMs }));
}

test('several runners never have two jobs of one tenant, nor one job twice', async () => {
  const runners = await replicas(4);
  const [first] = runners;
  for (const tenant of ['a', 'a', 'a', 'b', 'b', 'c']) await first?.create(newJob(tenant));
  const taken: string[][] = [];
  while (taken.flat().length < 6) {
    const found = await Promise.all(runners.map((each) => each.takeNext()));
    const round = found.flatMap((job) => job ?? []);
    expect(new Set(round.map(({ tenant }) => tenant)).size).toBe(round.length);
    taken.push(round.map(({ id }) => id));
    for (const [at, job] of found.entries())
      if (job) await runners[at]?.finish(job.id, 'done', '', new Date());
    expect(round.length).toBeGreaterThan(0);
  }
  expect(new Set(taken.flat()).size).toBe(6);
});

test('a runner that is silent loses its job, and what it does afterwards changes nothing', async () => {
  const [dead, next] = await replicas(2, 300);
  const { id } = (await dead?.create(newJob('a'))) ?? { id: '' };
  expect((await dead?.takeNext())?.id).toBe(id);
  expect(await dead?.commitBatch(id, batch(0, 4))).toMatchObject({ kind: 'taken' });
  expect(await next?.takeNext()).toBeUndefined();
  await expect.poll(async () => (await next?.takeNext())?.rows).toBe(4);
  let applied = false;
  const late = batch(4, 8, () => {
    applied = true;
    return { created: 4, updated: 0, unchanged: 0, deleted: 0, errors: [] };
  });
  expect(await dead?.commitBatch(id, late)).toEqual({ kind: 'lost' });
  expect(applied).toBe(false);
  expect(await dead?.finish(id, 'done', '', new Date())).toBeUndefined();
  const runs: number[] = [];
  const counting = batch(4, 6, (takeovers) => {
    runs.push(takeovers);
    return { created: 2, updated: 0, unchanged: 0, deleted: 0, errors: [] };
  });
  expect(await next?.commitBatch(id, counting)).toMatchObject({
    kind: 'taken',
    job: { rows: 6, created: 6 },
  });
  expect(runs).toEqual([1]);
});

test('a runner that loses its job while it applies a batch does not record it', async () => {
  const [slow, next] = await replicas(2, 200);
  const { id } = (await slow?.create(newJob('a'))) ?? { id: '' };
  await slow?.takeNext();
  const fault = { row: 2, line: 3, column: 'c', code: 'slow', value: '', message: '' };
  const applied = batch(0, 4, async () => {
    await expect.poll(() => next?.takeNext()).toMatchObject({ id });
    await next?.commitBatch(id, { ...batch(0, 2), faults: [{ ...fault, code: 'next' }] });
    return { created: 4, updated: 0, unchanged: 0, deleted: 0, errors: [] };
  });
  expect(await slow?.commitBatch(id, { ...applied, faults: [fault] })).toEqual({ kind: 'lost' });
  expect(await next?.get('a', id)).toMatchObject({ rows: 2, created: 2, failed: 1 });
  const { items } = (await next?.errors('a', id, { pageSize: 0, pageToken: '' })) ?? { items: [] };
  expect(items.map(({ code }) => code)).toEqual(['next']);
});

test('a job stays its runner’s while that holds it, and is told of when it no longer is', async () => {
  const [holder, other] = await replicas(2, 200);
  const { id } = (await holder?.create(newJob('a'))) ?? { id: '' };
  await holder?.takeNext();
  let lost = 0;
  await using _ = holder?.hold(id, () => {
    lost += 1;
  }) as AsyncDisposable;
  const until = Date.now() + 700;
  while (Date.now() < until) {
    expect(await other?.takeNext()).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(lost).toBe(0);
  await holder?.finish(id, 'done', '', new Date());
  await expect.poll(() => lost).toBeGreaterThan(0);
});

test('a batch whose record was acknowledged to nobody is not counted twice', async () => {
  const [jobs] = await replicas(1);
  const { id } = (await jobs?.create(newJob('a'))) ?? { id: '' };
  await jobs?.takeNext();
  await jobs?.commitBatch(id, batch(0, 4));
  expect(await jobs?.commitBatch(id, batch(0, 4))).toMatchObject({
    kind: 'taken',
    job: { rows: 4, created: 4 },
  });
});

test('a batch that may have been applied in part is recorded, though the job was cancelled meanwhile', async () => {
  const [jobs] = await replicas(1);
  const { id } = (await jobs?.create(newJob('a'))) ?? { id: '' };
  await jobs?.takeNext();
  const broken = batch(0, 4, async () => {
    throw new Error('killed');
  });
  await expect(jobs?.commitBatch(id, broken)).rejects.toThrow('killed');
  await jobs?.cancel('a', id, new Date());
  expect(await jobs?.cancelRequested(id)).toBe(false);
  expect(await jobs?.commitBatch(id, batch(0, 4))).toMatchObject({ kind: 'taken', job: { created: 4 } });
  expect(await jobs?.cancelRequested(id)).toBe(true);
  expect(await jobs?.commitBatch(id, batch(4, 8))).toEqual({ kind: 'cancelled' });
});

test('errors of a batch that is applied twice are listed once, as the last time tells them', async () => {
  const connection = await running.connect(randomUUID());
  const jobs = mongoImportJobs(connection);
  const { id } = await jobs.create(newJob('a'));
  await jobs.takeNext();
  const fault = (row: number, code: string) => ({ row, line: row, column: '', code, value: '', message: '' });
  // As a process leaves them that was killed before it recorded its batch.
  const collection = connection.db?.collection<{ _id: string }>('import_row_error');
  for (const position of [1, 2, 3]) {
    const { code, ...rest } = fault(position, 'before');
    await collection?.insertOne({
      _id: `${id}.${position}`,
      ...{ ...rest, code, position, job: id, tenant: 'a' },
    } as never);
  }
  const page = { pageSize: 0, pageToken: '' };
  expect((await jobs.errors('a', id, page)).items).toEqual([]);
  await jobs.commitBatch(id, { ...batch(0, 4), faults: [fault(1, 'now'), fault(3, 'now')] });
  expect((await jobs.errors('a', id, page)).items).toEqual([fault(1, 'now'), fault(3, 'now')]);
  await jobs.commitBatch(id, { ...batch(4, 8), faults: [fault(5, 'now')] });
  expect((await jobs.errors('a', id, page)).items.map(({ row }) => row)).toEqual([1, 3, 5]);
});

test('ids of a tenant’s jobs grow in the order of their making, also behind one of a clock that is ahead', async () => {
  const [one, two] = await replicas(2);
  const ahead = { ...newJob('a'), createdAt: new Date(Date.now() + 3_600_000) };
  const ids: string[] = [(await one?.create(ahead))?.id ?? ''];
  const both = [one, two];
  ids.push(
    ...(await Promise.all(Array.from({ length: 8 }, (_, i) => both[i % 2]?.create(newJob('a'))))).map(
      (job) => job?.id ?? '',
    ),
  );
  const { items } = (await one?.list('a', { pageSize: 0, pageToken: '' })) ?? { items: [] };
  const listed = items.map(({ id }) => id).reverse();
  expect(listed).toEqual([...listed].sort());
  expect(listed[0]).toBe(ids[0]);
  expect(new Set(listed)).toEqual(new Set(ids));
});

test('uploads without a job go when they are old enough, those under way and those of open jobs do not', async () => {
  const connection = await running.connect(randomUUID());
  const spool = gridFsImportSpool(connection, { orphanMs: 3_600_000 });
  const [orphan, open, fresh, broken, under] = Array.from({ length: 5 }, () => newId('items')) as [
    string,
    ...string[],
  ] as [string, string, string, string, string];
  for (const id of [orphan, open, fresh]) await spool.store(id, chunks('x'));
  const db = connection.db;
  const files = db?.collection<{ _id: string }>('import_upload.files');
  const parts = db?.collection('import_upload.chunks');
  const old = new Date(Date.now() - 7_200_000);
  const oldId = () => mongo.ObjectId.createFromTime(old.getTime() / 1000);
  for (const id of [orphan, open]) {
    await files?.updateOne({ _id: id }, { $set: { uploadDate: old } });
    await parts?.deleteMany({ files_id: id });
  }
  const data = new mongo.Binary(Buffer.from('x'));
  await parts?.insertMany([
    { _id: oldId(), files_id: open, n: 0, data },
    {
      _id: mongo.ObjectId.createFromHexString(`${oldId().toHexString().slice(0, 8)}${'0'.repeat(15)}1`),
      files_id: broken,
      n: 0,
      data,
    },
    {
      _id: mongo.ObjectId.createFromHexString(`${oldId().toHexString().slice(0, 8)}${'0'.repeat(15)}2`),
      files_id: under,
      n: 0,
      data,
    },
    { files_id: under, n: 1, data },
  ]);
  expect(await spool.removeOrphans(new Set([open]))).toBe(2);
  const left = [...((await files?.distinct('_id')) ?? []), ...((await parts?.distinct('files_id')) ?? [])];
  expect(new Set(left.map(String))).toEqual(new Set([open, fresh, under]));
});

test('has the declared indexes', async () => {
  const connection = await running.connect(randomUUID());
  const named = async (collection: string) =>
    ((await connection.db?.collection(collection).indexes()) ?? []).map(({ name }) => name).sort();
  expect(await named('import_job')).toEqual([
    ...['_id_', 'ended', 'newest', 'outbox-since', 'request', 'running', 'waiting'],
  ]);
  expect(await named('import_parts_upload')).toEqual(['_id_', 'touched', 'waiting']);
  expect(await named('mapping_profile')).toEqual(['_id_', 'by-name', 'made-for']);
  expect(await named('import_row_error')).toEqual(['_id_', 'in-order']);
  expect(await named('import_upload.chunks')).toEqual(['_id_', 'files_id_1_n_1']);
});

test('a job of a version that knew no traces has none', async () => {
  const storage = randomUUID();
  const connection = await running.connect(storage);
  const jobs = mongoImportJobs(connection);
  const { id } = await jobs.create(newJob('a'));
  await connection.db
    ?.collection<{ _id: string }>('import_job')
    .updateOne({ _id: id }, { $unset: { traceparent: 1 } });
  expect(await jobs.get('a', id)).toMatchObject({ id, traceparent: '' });
  expect(await jobs.takeNext()).toMatchObject({ id, traceparent: '' });
});
