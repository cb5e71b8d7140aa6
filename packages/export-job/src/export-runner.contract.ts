import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { DomainError, NotFound, newId } from '@qipei/kernel';
import { expect, test, vi } from 'vitest';
import type { ExportFiles } from './export-files.ts';
import type { ExportJob } from './export-job.ts';
import type { ExportJobs } from './export-jobs.ts';
import type { ExportKind } from './export-kind.ts';
import { startExportRunner } from './export-runner.ts';

export interface OpenedExports extends AsyncDisposable {
  jobs: ExportJobs & { onAnnounced(listener: () => void): Disposable };
  files: ExportFiles;
  /** Whatever there is of files, finished or not: the exports that they are of. */
  there(): Promise<string[]>;
  /** What a crash leaves of a file that was being written. */
  leave(id: string): Promise<void>;
}

/** Opens exports over a storage; the same name is the same storage, a new one is empty. */
export type OpenExports = (storage: string) => Promise<OpenedExports>;

export function newJob(tenant: string, gzip = false) {
  const updatedSince = new Date(5);
  return {
    ...{ id: newId('exp-parts'), tenant, kind: 'parts', format: 'csv' as const, settings: {}, gzip },
    selection: { brands: ['B'], partTypes: [], partIds: [], numbers: [], feed: '', updatedSince },
    ...{ createdAt: new Date(1_000), traceparent: '' },
  };
}

/** A file of the numbers, a line each, with whatever `before` does. */
function counting(count: number, before: (at: number) => unknown = () => {}): ExportKind {
  return {
    kind: 'parts',
    formats: ['csv'],
    open: async () => {
      let rows = 0;
      return {
        asOf: new Date(7),
        notes: ['odd: It is.'],
        rows: () => rows,
        losses: () => [{ code: 'dropped', what: 'details', count: 3, partNumbers: ['A', 'B'] }],
        bytes: (async function* () {
          for (let at = 0; at < count; at += 1) {
            await before(at);
            rows += 1;
            yield `${at}\n`;
          }
        })(),
        [Symbol.asyncDispose]: async () => {},
      };
    },
  };
}

/** What is made of exports over any storage. */
export function exportContract(name: string, openStorage: OpenExports): void {
  const opened = () => new AsyncDisposableStack();

  function start(stack: AsyncDisposableStack, store: OpenedExports, kind: ExportKind, keepMs?: number) {
    const logger = { info: () => {}, error: vi.fn(), warn: () => {} } as never;
    const { jobs, files } = store;
    const kept = keepMs === undefined ? {} : { keepMs };
    return stack.use(startExportRunner({ jobs, files, kind, logger, pollMs: 20, ...kept }));
  }

  async function ended({ jobs }: OpenedExports, { tenant, id }: Pick<ExportJob, 'tenant' | 'id'>) {
    const state = async () => (await jobs.get(tenant, id)).state;
    await vi.waitUntil(async () => !['queued', 'running'].includes(await state()), 30_000);
    return await jobs.get(tenant, id);
  }

  async function read({ files }: OpenedExports, job: ExportJob, offset = 0, length?: number) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of files.read(job, offset, length)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('latin1');
  }

  test(`${name}: a file is made, kept with what is known of it, and read in parts`, async () => {
    await using stack = opened();
    const store = stack.use(await openStorage(newId('exports')));
    const job = newJob('t1');
    await store.jobs.add(job);
    start(stack, store, counting(3));
    const done = await ended(store, job);
    expect(done).toMatchObject({ ...job, state: 'done', rows: 3, bytes: 6, losses: 3, asOf: new Date(7) });
    expect(done.notes).toEqual(['odd: It is.']);
    expect(await read(store, done)).toBe('0\n1\n2\n');
    expect(await read(store, done, 2, 2)).toBe('1\n');
    expect(await store.jobs.losses('t1', job.id)).toMatchObject([
      { what: 'details', partNumbers: ['A', 'B'] },
    ]);
    await expect(store.jobs.get('t2', job.id)).rejects.toThrow(NotFound);
    await expect(store.jobs.losses('t2', job.id)).rejects.toThrow(NotFound);
    await expect(store.jobs.remove('t2', job.id)).rejects.toThrow(NotFound);
    await expect(store.jobs.cancel('t2', job.id, new Date())).rejects.toThrow(NotFound);
    expect((await store.jobs.list('t2', { pageSize: 0, pageToken: '' })).items).toEqual([]);
  });

  test(`${name}: a large file is the same from any byte on`, async () => {
    await using stack = opened();
    const store = stack.use(await openStorage(newId('exports')));
    const job = newJob('t1');
    await store.jobs.add(job);
    const whole = Buffer.from(Array.from({ length: 2_600_000 }, (_, i) => 97 + ((i * i) % 23)));
    const { open, ...kind } = counting(1);
    start(stack, store, {
      ...kind,
      open: async (...asked) => ({
        ...(await open(...asked)),
        bytes: (async function* () {
          for (let at = 0; at < whole.length; at += 300_001) yield whole.subarray(at, at + 300_001);
        })(),
      }),
    });
    const done = await ended(store, job);
    expect(done.bytes).toBe(whole.length);
    for (const [offset, length] of [
      [0, undefined],
      [1_048_575, 3],
      [1_048_576, 1_048_577],
      [2_599_999, 9],
    ] as const) {
      const found = await read(store, done, offset, length);
      const to = length === undefined ? undefined : offset + length;
      expect(found === whole.subarray(offset, to).toString('latin1'), `from ${offset}`).toBe(true);
    }
  });

  test(`${name}: a packed file is the same whenever it is made`, async () => {
    await using stack = opened();
    const store = stack.use(await openStorage(newId('exports')));
    const packed = [newJob('t1', true), newJob('t1', true)] as const;
    for (const job of packed) await store.jobs.add(job);
    start(stack, store, counting(500));
    const [first, second] = [await ended(store, packed[0]), await ended(store, packed[1])];
    expect(first.sha256).toBe(second.sha256);
    const file = Buffer.from(await read(store, first), 'latin1');
    expect(gunzipSync(file).toString().split('\n')).toHaveLength(501);
  });

  test(`${name}: one that was broken off is begun anew, and what it left is removed`, async () => {
    const storage = newId('exports');
    await using stack = opened();
    const store = stack.use(await openStorage(storage));
    const job = newJob('t1');
    await store.jobs.add(job);
    const slow = counting(1_000_000, () => pause(1));
    const first = start(stack, store, slow);
    await vi.waitUntil(async () => (await store.there()).length > 0, 30_000);
    await first[Symbol.asyncDispose]();
    expect((await store.jobs.get('t1', job.id)).state).toBe('running');
    await store.leave(newId('exp-parts'));
    const again = stack.use(await openStorage(storage));
    start(stack, again, counting(2));
    expect(await ended(again, job)).toMatchObject({ state: 'done', rows: 2 });
    expect(await again.there()).toEqual([job.id]);
  });

  test(`${name}: one that waits is cancelled at once, one that runs soon, and one that is deleted leaves no file`, async () => {
    await using stack = opened();
    const store = stack.use(await openStorage(newId('exports')));
    const [runs, waits, goes] = [newJob('t1'), newJob('t1'), newJob('t1')];
    for (const job of [runs, waits]) await store.jobs.add(job);
    expect((await store.jobs.cancel('t1', waits.id, new Date())).state).toBe('cancelled');
    let slow = true;
    start(
      stack,
      store,
      counting(1_000_000, () => (slow ? pause(1) : undefined)),
    );
    const runsNow = async ({ id }: { id: string }) => (await store.jobs.get('t1', id)).state === 'running';
    await vi.waitUntil(() => runsNow(runs), 30_000);
    await store.jobs.cancel('t1', runs.id, new Date());
    expect((await ended(store, runs)).state).toBe('cancelled');
    await store.jobs.add(goes);
    await vi.waitUntil(() => runsNow(goes), 30_000);
    await store.jobs.remove('t1', goes.id);
    await vi.waitUntil(async () => (await store.there()).length === 0, 30_000);
    slow = false;
  });

  test(`${name}: a failure that the caller may know is told by its code, any other isn’t`, async () => {
    await using stack = opened();
    const store = stack.use(await openStorage(newId('exports')));
    const [known, unknown] = [newJob('t1'), newJob('t2')];
    await store.jobs.add(known);
    await store.jobs.add(unknown);
    let asked = 0;
    const failing = counting(1, () => {
      asked += 1;
      if (asked > 1) throw new Error('a secret path');
      throw new DomainError({ kind: 'too-large', code: 'too-many-rows', message: 'Too many.' });
    });
    start(stack, store, failing);
    expect(await ended(store, known)).toMatchObject({ state: 'failed', failure: 'too-many-rows: Too many.' });
    expect((await ended(store, unknown)).failure).toMatch(/^internal-error: [^/]*$/);
    expect(await store.there()).toEqual([]);
  });

  test(`${name}: one that meets a release each time gives way to others, and ends after some attempts`, async () => {
    await using stack = opened();
    const store = stack.use(await openStorage(newId('exports')));
    const [meets, other] = [newJob('t1'), newJob('t2')];
    for (const job of [meets, other]) await store.jobs.add(job);
    const turns: string[] = [];
    const { open, ...kind } = counting(2);
    const message = 'A release went live.';
    const wentLive = () => {
      throw new DomainError({ kind: 'unavailable', code: 'release-went-live', message });
    };
    start(stack, store, {
      ...kind,
      open: async (job, signal) => {
        turns.push(job.tenant);
        return await (job.tenant === 't1' ? counting(2, wentLive) : { open }).open(job, signal);
      },
    });
    expect(await ended(store, other)).toMatchObject({ state: 'done', rows: 2 });
    expect(await ended(store, meets)).toMatchObject({
      ...{ state: 'failed', failure: `release-went-live: ${message}` },
    });
    expect(turns).toEqual(['t1', 't2', 't1', 't1', 't1', 't1']);
    await vi.waitUntil(async () => (await store.there()).length === 1, 30_000);
  });

  test(`${name}: one whose sources are away for a while gives way to others, and is made when they are back`, async () => {
    await using stack = opened();
    const store = stack.use(await openStorage(newId('exports')));
    const [waits, other] = [newJob('t1'), newJob('t2')];
    for (const job of [waits, other]) await store.jobs.add(job);
    const turns: string[] = [];
    const { open, ...kind } = counting(2);
    start(stack, store, {
      ...kind,
      open: async (job, signal) => {
        turns.push(job.tenant);
        if (turns.length === 1)
          throw new DomainError({ kind: 'unavailable', code: 'unavailable', message: 'It is away.' });
        return await open(job, signal);
      },
    });
    expect(await ended(store, waits)).toMatchObject({ state: 'done', rows: 2, attempts: 0 });
    expect(turns).toEqual(['t1', 't2', 't1']);
  });

  test(`${name}: one for whose pieces there is no room says so`, async () => {
    await using stack = opened();
    const store = stack.use(await openStorage(newId('exports')));
    const job = newJob('t1');
    await store.jobs.add(job);
    const full = () => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    };
    start(stack, store, counting(1, full));
    expect(await ended(store, job)).toMatchObject({ state: 'failed' });
    expect((await store.jobs.get('t1', job.id)).failure).toMatch(/^exports-full: /);
  });

  test(`${name}: what has expired is gone, and tenants have so many at once`, async () => {
    await using stack = opened();
    const store = stack.use(await openStorage(newId('exports')));
    const job = newJob('t1');
    await store.jobs.add(job);
    const runner = start(stack, store, counting(1), -1);
    await ended(store, job);
    await runner[Symbol.asyncDispose]();
    const next = start(stack, store, counting(1));
    await vi.waitUntil(async () => (await store.there()).length === 0, 30_000);
    await expect(store.jobs.get('t1', job.id)).rejects.toThrow(NotFound);
    await next[Symbol.asyncDispose]();
    const full = async () => {
      for (let at = 0; at < 2_000; at += 1) await store.jobs.add(newJob('t9'));
    };
    await expect(full()).rejects.toMatchObject({ code: 'too-many-exports' });
    await store.jobs.add(newJob('t8'));
    // Tenants take turns, however much one of them waits for.
    const turns = [await store.jobs.takeNext()];
    if (turns[0] !== undefined)
      await store.jobs.end(
        turns[0].id,
        { state: 'failed', failure: 'x' },
        { now: new Date(), expiresAt: new Date() },
      );
    turns.push(await store.jobs.takeNext());
    expect(new Set(turns.map((each) => each?.tenant))).toEqual(new Set(['t8', 't9']));
    expect([await store.jobs.countIn('failed'), await store.jobs.countIn('running')]).toEqual([1, 1]);
    expect(await store.jobs.countIn('queued')).toBeGreaterThan(1);
  });

  test(`${name}: lists newest first, page by page`, async () => {
    await using stack = opened();
    const store = stack.use(await openStorage(newId('exports')));
    const jobs = Array.from({ length: 5 }, () => newJob('t1'));
    for (const job of jobs) await store.jobs.add(job);
    const seen: string[] = [];
    let pageToken = '';
    do {
      const page = await store.jobs.list('t1', { pageSize: 2, pageToken });
      seen.push(...page.items.map(({ id }) => id));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(seen).toEqual(jobs.map(({ id }) => id).reverse());
  });
}
