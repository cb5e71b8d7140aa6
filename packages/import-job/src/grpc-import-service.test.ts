import { readdirSync } from 'node:fs';
import {
  ImportFormat,
  ImportServiceService,
  ImportState,
  type StartImportRequest,
} from '@qipei/contracts/imports/v1/imports';
import {
  createGrpcClient,
  createLogger,
  type GrpcClient,
  grpcService,
  startBackgroundThread,
  startGrpcServer,
  systemContext,
} from '@qipei/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileImportSpool, importServiceHandlers } from './index.ts';
import { itemsFile, type Workbench, workbench } from './item-import.fixture.ts';

let bench: Workbench;
let stack: AsyncDisposableStack;
let client: GrpcClient<typeof ImportServiceService>;
const MAX_BYTES = 5_000_000;
const ANY = { pageSize: 0, pageToken: '', kind: '', state: ImportState.UNSPECIFIED };

beforeAll(async () => {
  stack = new AsyncDisposableStack();
  bench = stack.use(workbench());
  stack.use(
    await startBackgroundThread(new URL('./import-thread.fixture.ts', import.meta.url), bench.folder),
  );
  const { store } = bench;
  const spool = fileImportSpool({ directory: bench.spoolDir, maxBytes: MAX_BYTES });
  const handlers = importServiceHandlers({ store, spool, kinds: ['items'] });
  const server = await startGrpcServer({
    address: '127.0.0.1:0',
    services: [grpcService(ImportServiceService, handlers)],
    logger: createLogger({ service: 'test', level: 'silent' }),
  });
  stack.use(server);
  client = stack.use(createGrpcClient(ImportServiceService, { address: server.address }));
});
afterAll(() => stack.disposeAsync());

const as = (tenant: string, traceparent?: string) => systemContext(tenant, 'test', traceparent);

async function* upload(file: string, start = {}, chunk = 16_384): AsyncGenerator<StartImportRequest> {
  const value = { kind: 'items', format: ImportFormat.CSV, filename: 'C:\\data\\stock\u0000.csv' };
  yield {
    part: {
      $case: 'start',
      value: { ...value, mapping: '', settings: {}, profile: '', idempotencyKey: '', ...start },
    },
  };
  const bytes = Buffer.from(file);
  for (let at = 0; at < bytes.length; at += chunk) {
    yield { part: { $case: 'chunk', value: bytes.subarray(at, at + chunk) } };
  }
  yield { part: { $case: 'finish', value: { bytes: bytes.length } } };
}

async function finished(tenant: string, jobId: string) {
  for (;;) {
    const { job } = await client.getImport({ jobId }, as(tenant));
    if (job?.finishedAt !== undefined) return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('an upload over gRPC is taken in by a runner in another thread', async () => {
  const file = itemsFile(20_000, (i) => (i % 5000 === 0 ? '-1' : '2'));
  const { job } = await client.startImport(upload(file), as('t1'));
  expect(job).toMatchObject({
    kind: 'items',
    filename: 'stock.csv',
    bytesTotal: file.length,
    format: ImportFormat.CSV,
  });
  const jobId = job?.jobId ?? '';
  expect(jobId).toMatch(/^items_/);
  expect(await finished('t1', jobId)).toMatchObject({
    ...{
      state: ImportState.DONE,
      rows: 20_000,
      created: 19_996,
      failed: 4,
      bytesDone: file.length,
      failure: '',
      notes: [{ code: 'encoding', value: 'utf-8' }],
    },
  });
  const first = await client.listImportErrors({ jobId, pageSize: 3, pageToken: '', code: '' }, as('t1'));
  const rest = await client.listImportErrors(
    { jobId, pageSize: 3, pageToken: first.nextPageToken, code: 'out-of-range' },
    as('t1'),
  );
  expect([...first.errors, ...rest.errors].map(({ row, line, code }) => [row, line, code])).toEqual([
    [1, 2, 'out-of-range'],
    [5001, 5002, 'out-of-range'],
    [10_001, 10_002, 'out-of-range'],
    [15_001, 15_002, 'out-of-range'],
  ]);
  expect(rest.nextPageToken).toBe('');
  expect(await client.countImportErrors({ jobId }, as('t1'))).toEqual({
    counts: [{ code: 'out-of-range', errors: 4 }],
  });
  expect((await client.listImports({ ...ANY, state: ImportState.FAILED }, as('t1'))).jobs).toEqual([]);
  await expect(client.listImports({ ...ANY, state: 99 as ImportState }, as('t1'))).rejects.toMatchObject({
    code: 'import-state-unknown',
  });
  expect((await client.listImports(ANY, as('t1'))).jobs.map((each) => each.jobId)).toContain(jobId);
});

test('a job keeps the trace of its upload, which nobody is told', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const { job } = await client.startImport(upload(itemsFile(10)), as('t6', traceparent));
  expect(await bench.store.get('t6', job?.jobId ?? '')).toMatchObject({ traceparent });
  expect(JSON.stringify(job)).not.toContain(traceparent.slice(3, 35));
});

test('another tenant sees nothing of it', async () => {
  const { job } = await client.startImport(upload(itemsFile(10)), as('t1'));
  const jobId = job?.jobId ?? '';
  for (const call of [
    () => client.getImport({ jobId }, as('t2')),
    () => client.cancelImport({ jobId }, as('t2')),
    () => client.listImportErrors({ jobId, pageSize: 0, pageToken: '', code: '' }, as('t2')),
    () => client.countImportErrors({ jobId }, as('t2')),
  ]) {
    await expect(call()).rejects.toMatchObject({ kind: 'not-found', code: 'import-not-found' });
  }
  expect((await client.listImports(ANY, as('t2'))).jobs).toEqual([]);
  expect(await finished('t1', jobId)).toMatchObject({ state: ImportState.DONE });
});

test('what is no import is refused, and leaves nothing', async () => {
  async function* only(...messages: StartImportRequest[]) {
    yield* messages;
  }
  const chunk: StartImportRequest = { part: { $case: 'chunk', value: Buffer.from('x') } };
  const refused = async (requests: AsyncIterable<StartImportRequest>, code: string) =>
    expect(client.startImport(requests, as('t3'))).rejects.toMatchObject({ code });
  await refused(only(), 'import-start-missing');
  await refused(only(chunk), 'import-start-missing');
  await refused(upload('x', { kind: 'wheels' }), 'import-kind-unknown');
  await refused(upload('x', { format: ImportFormat.UNSPECIFIED }), 'import-format-unknown');
  const again: StartImportRequest = {
    part: {
      $case: 'start',
      value: {
        kind: 'items',
        format: 1,
        filename: '',
        mapping: '',
        settings: {},
        profile: '',
        idempotencyKey: '',
      },
    },
  };
  await refused(only(again, chunk, again), 'import-chunk-missing');
  await refused(only(again, chunk), 'import-incomplete');
  const finish: StartImportRequest = { part: { $case: 'finish', value: { bytes: 2 } } };
  await refused(only(again, chunk, finish), 'import-incomplete');
  await refused(upload('x'.repeat(MAX_BYTES + 1)), 'upload-too-large');
  expect((await client.listImports(ANY, as('t3'))).jobs).toEqual([]);
  await expect.poll(() => readdirSync(bench.spoolDir)).toEqual([]);
});

test('a caller that goes away in the middle of its upload leaves nothing', { repeats: 30 }, async () => {
  const gone = new AbortController();
  async function* breaking() {
    let sent = 0;
    for await (const message of upload(itemsFile(1000), {}, 100)) {
      yield message;
      sent += 1;
      const isThere = () => readdirSync(bench.spoolDir).length > 0;
      // Half of it is sent by then, and the rest isn't before the service has begun.
      if (sent === 40) await expect.poll(isThere, { interval: 1 }).toBe(true);
      if (isThere()) gone.abort();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  await expect(client.startImport(breaking(), { ...as('t4'), signal: gone.signal })).rejects.toThrow();
  await expect.poll(() => readdirSync(bench.spoolDir)).toEqual([]);
  expect((await client.listImports(ANY, as('t4'))).jobs).toEqual([]);
});

test('a job is cancelled', async () => {
  const { job } = await client.startImport(upload(itemsFile(200_000)), as('t5'));
  const jobId = job?.jobId ?? '';
  await client.cancelImport({ jobId }, as('t5'));
  const ended = await finished('t5', jobId);
  expect(ended.state).toBe(ImportState.CANCELLED);
  expect(ended.rows).toBeLessThan(200_000);
  await expect.poll(() => readdirSync(bench.spoolDir)).toEqual([]);
});
