import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type AppendUploadRequest,
  CreateUploadRequest,
  ImportFormat,
} from '@qipei/contracts/imports/v1/imports';
import { DomainError } from '@qipei/kernel';
import { systemContext } from '@qipei/service-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileImportSpool, importServiceHandlers } from './index.ts';
import { itemKind, type Workbench, workbench } from './item-import.fixture.ts';

let bench: Workbench;
beforeEach(() => {
  bench = workbench();
});
afterEach(() => bench[Symbol.dispose]());

const as = (tenant: string) => systemContext(tenant, 'test');
const FILE = 'part,quantity\nP1,1\nP2,2\n';

/** A process of the service. */
function handlers() {
  const spool = fileImportSpool({ directory: bench.spoolDir });
  const { kind, columns } = itemKind();
  return importServiceHandlers({ store: bench.store, spool, kinds: [kind], columns: { [kind]: columns } });
}

async function begin(bytesTotal: number, rest: { sha256?: string; start?: object } = {}): Promise<string> {
  const start = { kind: 'items', format: ImportFormat.CSV, ...rest.start };
  const { sha256 = '' } = rest;
  const request = CreateUploadRequest.fromPartial({ start, bytesTotal, sha256 });
  return (await handlers().createUpload(request, as('a'))).upload?.uploadId ?? '';
}

async function* part(uploadId: string, offset: number, ...chunks: (string | Error)[]) {
  yield { part: { $case: 'begin', value: { uploadId, offset } } } satisfies AppendUploadRequest;
  for (const chunk of chunks) {
    if (chunk instanceof Error) throw chunk;
    yield { part: { $case: 'chunk', value: Buffer.from(chunk) } } satisfies AppendUploadRequest;
  }
}

test('goes on in another process, and becomes one import however often its end is sent', async () => {
  const id = await begin(FILE.length, { sha256: createHash('sha256').update(FILE).digest('hex') });
  await expect(
    handlers().appendUpload(part(id, 0, FILE.slice(0, 9), new Error('the line broke')), as('a')),
  ).rejects.toThrow('the line broke');
  expect((await handlers().getUpload({ uploadId: id }, as('a'))).upload).toMatchObject({ offset: 9 });
  const ends = [];
  for (let times = 0; times < 2; times += 1) {
    const { upload } = await handlers().appendUpload(
      part(id, ends.length === 0 ? 9 : FILE.length, ...(ends.length === 0 ? [FILE.slice(9)] : [])),
      as('a'),
    );
    ends.push(upload?.jobId);
  }
  expect(ends[0]).toMatch(/^items_/);
  expect(ends[1]).toBe(ends[0]);
  expect((await bench.store.list('a', { pageSize: 0, pageToken: '' })).items).toHaveLength(1);
});

test('a process that ended between the import and its note is made good', async () => {
  const id = await begin(FILE.length);
  const { upload } = await handlers().appendUpload(part(id, 0, FILE), as('a'));
  // As if the note had never been written.
  bench.db.prepare("UPDATE import_upload SET job_id = ''").run();
  const again = await handlers().appendUpload(part(id, FILE.length), as('a'));
  expect(again.upload?.jobId).toBe(upload?.jobId);
  expect((await bench.store.list('a', { pageSize: 0, pageToken: '' })).items).toHaveLength(1);
  bench.db.prepare("UPDATE import_upload SET job_id = ''").run();
  await handlers().deleteUpload({ uploadId: id }, as('a'));
  expect(readdirSync(bench.spoolDir)).toEqual([id]);
});

test('a sender who comes again takes over from its own dead connection', async () => {
  const id = await begin(FILE.length);
  const served = handlers();
  const [taken, silent] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  async function* dead(): AsyncGenerator<AppendUploadRequest> {
    yield* part(id, 0, FILE.slice(0, 5));
    // Who asks for more has what came before.
    taken.resolve();
    await silent.promise;
  }
  const first = served.appendUpload(dead(), as('a'));
  first.catch(() => {});
  const offset = async () => (await served.getUpload({ uploadId: id }, as('a'))).upload?.offset ?? 0;
  await taken.promise;
  await expect(served.appendUpload(part(id, 3, 'x'), as('a'))).rejects.toMatchObject({
    ...{ kind: 'conflict', code: 'upload-offset-wrong', details: { offset: 5 } },
  });
  await expect(first).rejects.toMatchObject({ code: 'upload-busy' });
  silent.resolve();
  expect(await offset()).toBe(5);
  const { upload } = await served.appendUpload(part(id, 5, FILE.slice(5)), as('a'));
  expect(upload?.jobId).toMatch(/^items_/);
});

test('what has been written of a part is not kept in memory until the part ends', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What was freed is counted a little later.
  const held = async () => {
    for (let times = 0; times < 5; times += 1) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return process.memoryUsage().arrayBuffers;
  };
  const [chunk, chunks] = [64 * 1024, 512];
  const id = await begin(chunk * chunks);
  let grown = 0;
  async function* long(): AsyncGenerator<AppendUploadRequest> {
    yield* part(id, 0);
    const before = await held();
    for (let i = 0; i < chunks; i += 1) yield { part: { $case: 'chunk', value: Buffer.alloc(chunk, 'x') } };
    grown = (await held()) - before;
  }
  await handlers().appendUpload(long(), as('a'));
  expect(grown).toBeLessThan((chunk * chunks) / 4);
});

test('what is given up makes room before that is noted, as a full disk needs it', async () => {
  const id = await begin(FILE.length);
  await handlers().appendUpload(part(id, 0, FILE.slice(0, 5)), as('a'));
  expect(readdirSync(bench.spoolDir)).toHaveLength(1);
  const { store } = bench;
  const full = new DomainError({ kind: 'unavailable', code: 'storage-full', message: 'no room' });
  const remove = async (...of: Parameters<typeof store.uploads.remove>) => {
    if (readdirSync(bench.spoolDir).length > 0) throw full;
    await store.uploads.remove(...of);
  };
  const served = importServiceHandlers({
    store: { ...store, uploads: { ...store.uploads, remove } },
    spool: fileImportSpool({ directory: bench.spoolDir }),
    kinds: ['items'],
  });
  await served.deleteUpload({ uploadId: id }, as('a'));
  expect(readdirSync(bench.spoolDir)).toEqual([]);
  await expect(served.getUpload({ uploadId: id }, as('a'))).rejects.toMatchObject({ kind: 'not-found' });
});

test('nobody else goes on with it, and what is wrong with it is said', async () => {
  const id = await begin(5, { sha256: 'f'.repeat(64) });
  const call = (request: AsyncIterable<AppendUploadRequest>, tenant = 'a') =>
    handlers().appendUpload(request, as(tenant));
  await expect(call(part(id, 0, 'x'), 'b')).rejects.toMatchObject({ code: 'upload-not-found' });
  await expect(handlers().deleteUpload({ uploadId: id }, as('b'))).rejects.toMatchObject({
    kind: 'not-found',
  });
  await expect(call(part(id, 0, 'abc', 'def'))).rejects.toMatchObject({ code: 'upload-too-long' });
  await expect(call(part(id, 3, 'de'))).rejects.toMatchObject({ code: 'upload-digest-wrong' });
  expect(readdirSync(bench.spoolDir)).toEqual([]);
  await expect(begin(0)).rejects.toMatchObject({ code: 'upload-length-invalid' });
  await expect(begin(2 ** 45)).rejects.toMatchObject({ code: 'upload-too-large' });
  await expect(begin(5, { sha256: 'xyz' })).rejects.toMatchObject({ code: 'digest-invalid' });
  await expect(begin(5, { start: { profile: 'none' } })).rejects.toMatchObject({ kind: 'not-found' });
});

test('keeps a copy of the profile that it was begun with', async () => {
  const put = (mapping: string) =>
    handlers().putMappingProfile({ kind: 'items', name: 'p', mapping, headings: [] }, as('a'));
  const mapping = '{"columns":{"x":"part"}}';
  await put(mapping);
  const id = await begin(FILE.length, { start: { profile: 'p' } });
  await put('{}');
  const { upload } = await handlers().appendUpload(part(id, 0, FILE), as('a'));
  expect(await bench.store.get('a', upload?.jobId ?? '')).toMatchObject({ mapping });
  expect(await bench.store.profiles.get('a', 'items', 'p')).toMatchObject({
    version: 2,
    lastUsedAt: expect.any(Date),
  });
  await expect(put('{"columns":{"x":"nowhere"}}')).rejects.toMatchObject({ code: 'mapping-invalid' });
});
