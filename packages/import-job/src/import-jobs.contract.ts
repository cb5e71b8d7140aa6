import { randomUUID } from 'node:crypto';
import type { RowFault } from '@qipei/interchange';
import { newId } from '@qipei/kernel';
import { afterEach, describe, expect, test } from 'vitest';
import type { ImportRecord } from './import-archive.ts';
import type { ImportJob } from './import-job.ts';
import type { ImportBatch, ImportJobs, ImportLimits } from './import-jobs.ts';
import type { BatchOutcome } from './import-kind.ts';
import { requestContract, uploadsContract } from './import-uploads.contract.ts';
import { profilesContract } from './mapping-profiles.contract.ts';
import { newJob, type Open, UPLOAD_TRACE } from './new-job.fixture.ts';

export interface OpenedJobs extends AsyncDisposable {
  jobs: ImportJobs;
}

/** Opens the jobs of a storage; the same name is the same storage, a new one is empty. */
export type OpenJobs = (storage: string, limits?: ImportLimits) => Promise<OpenedJobs>;

const now = new Date('2026-02-01T00:00:00Z');
const firstPage = { pageSize: 0, pageToken: '' };

export { newJob };

const NOTHING: BatchOutcome = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: [] };

export function batch(rowsBefore: number, rows: number, apply?: ImportBatch['apply']): ImportBatch {
  return {
    ...{ rowsBefore, rows, bytesDone: rows, faults: [], notes: ['encoding: utf-8'] },
    apply: apply ?? (() => ({ ...NOTHING, created: rows - rowsBefore })),
  };
}

function fault(row: number, code = 'wrong'): RowFault {
  return { row, line: row + 1, column: 'c', code, value: 'v'.repeat(300), message: 'm'.repeat(600) };
}

async function began(jobs: ImportJobs, tenant: string): Promise<ImportJob> {
  const created = await jobs.create(newJob(tenant));
  const taken = await jobs.takeNext();
  expect(taken).toEqual({ ...created, state: 'running' });
  return taken as ImportJob;
}

/** What every adapter promises. */
export function importJobsContract(name: string, open: OpenJobs): void {
  describe(`${name} as a store and a queue of jobs`, () => {
    let opened: OpenedJobs[] = [];
    async function openJobs(storage: string = randomUUID(), limits?: ImportLimits): Promise<ImportJobs> {
      const jobs = await open(storage, limits);
      opened.push(jobs);
      return jobs.jobs;
    }
    afterEach(async () => {
      const all = opened;
      opened = [];
      for (const each of all) await each[Symbol.asyncDispose]();
    });

    storeContract(openJobs);
    requestContract(openJobs);
    uploadsContract(openJobs);
    profilesContract(openJobs);
    queueContract(openJobs);
    archiveContract(openJobs);
  });
}

function storeContract(openJobs: Open): void {
  test('a job is what was asked for, and stays after a restart', async () => {
    const [storage, wanted] = [randomUUID(), newJob('a')];
    const created = await (await openJobs(storage)).create(wanted);
    expect(created).toEqual({
      ...wanted,
      id: expect.stringMatching(/^items_[0-9a-z]{26}$/),
      ...{ state: 'queued', cancelRequested: false, bytesDone: 0, rows: 0, created: 0, updated: 0 },
      ...{ unchanged: 0, deleted: 0, failed: 0, failure: '', notes: [], finishedAt: undefined },
      ...{ idempotencyKey: '', requestDigest: '' },
    });
    expect(await (await openJobs(storage)).get('a', created.id)).toEqual(created);
  });

  test('the trace of an upload may be unknown', async () => {
    const [storage, unknown] = [randomUUID(), { ...newJob('a'), traceparent: '' }];
    const created = await (await openJobs(storage)).create(unknown);
    expect(created).toMatchObject(unknown);
    expect(await (await openJobs(storage)).get('a', created.id)).toEqual(created);
  });

  test('two tenants do not see each other', async () => {
    const jobs = await openJobs();
    const job = await jobs.create(newJob('a'));
    for (const id of [job.id, newId('items'), '', "' OR 1 --"]) {
      const missing = { code: 'import-not-found', message: `There is no import '${id}'.` };
      await expect(jobs.get('b', id)).rejects.toMatchObject(missing);
      await expect(jobs.cancel('b', id, now)).rejects.toMatchObject(missing);
      await expect(jobs.errors('b', id, firstPage)).rejects.toMatchObject(missing);
    }
    expect((await jobs.list('b', firstPage)).items).toEqual([]);
    expect(await jobs.get('a', job.id)).toEqual(job);
  });

  test('pages hold together while jobs are added, and refuse what is no token', async () => {
    const jobs = await openJobs();
    const made: ImportJob[] = [];
    for (let i = 0; i < 7; i += 1) made.push(await jobs.create(newJob('a')));
    const seen: ImportJob[] = [];
    let pageToken = '';
    do {
      const page = await jobs.list('a', { pageSize: 3, pageToken });
      seen.push(...page.items);
      pageToken = page.nextPageToken;
      if (seen.length < 7) await jobs.create(newJob('b'));
      if (seen.length === 3) await jobs.create(newJob('a'));
    } while (pageToken !== '');
    expect(seen).toEqual(made.reverse());
    for (const bad of ['x', '1', Buffer.from('p-1').toString('base64url')]) {
      const refused = { code: 'page-token-invalid' };
      await expect(jobs.list('a', { pageSize: 3, pageToken: bad })).rejects.toMatchObject(refused);
    }
    await expect(jobs.list('a', { pageSize: -1, pageToken: '' })).rejects.toMatchObject({
      code: 'page-size-invalid',
    });
  });

  test('a tenant has a bound of open jobs, and others are not touched by it', async () => {
    const jobs = await openJobs(randomUUID(), { maxOpenJobs: 2 });
    await jobs.create(newJob('a'));
    const second = await jobs.create(newJob('a'));
    await expect(jobs.requireRoom('a')).rejects.toMatchObject({
      code: 'too-many-imports',
      kind: 'exhausted',
    });
    await expect(jobs.create(newJob('a'))).rejects.toMatchObject({ code: 'too-many-imports' });
    await jobs.create(newJob('b'));
    expect(await jobs.cancel('a', second.id, now)).toMatchObject({ state: 'cancelled', finishedAt: now });
    await jobs.create(newJob('a'));
    await expect(jobs.requireRoom('a')).rejects.toMatchObject({ code: 'too-many-imports' });
  });

  test('the bound holds for many at the same moment', async () => {
    const storage = randomUUID();
    const [one, two] = [
      await openJobs(storage, { maxOpenJobs: 3 }),
      await openJobs(storage, { maxOpenJobs: 3 }),
    ];
    const made = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? one : two).create(newJob('a'))),
    );
    expect(made.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(3);
    const { items } = await one.list('a', firstPage);
    expect(items).toHaveLength(made.filter(({ status }) => status === 'fulfilled').length);
  });

  test('jobs are listed by kind and state, page by page', async () => {
    const jobs = await openJobs();
    const made: ImportJob[] = [];
    for (const kind of ['items', 'others', 'items', 'items'])
      made.push(await jobs.create({ ...newJob('a'), kind }));
    await jobs.cancel('a', made[3]?.id ?? '', now);
    const ids = (jobsOf: { id: string }[]) => jobsOf.map(({ id }) => id);
    const listed = await jobs.list('a', { ...firstPage, kind: 'items', state: 'queued' });
    expect(ids(listed.items)).toEqual([made[2]?.id, made[0]?.id]);
    const one = await jobs.list('a', { pageSize: 1, pageToken: '', kind: 'items' });
    const next = await jobs.list('a', { pageSize: 1, pageToken: one.nextPageToken, kind: 'items' });
    expect([...ids(one.items), ...ids(next.items)]).toEqual([made[3]?.id, made[2]?.id]);
    expect((await jobs.list('a', { ...firstPage, state: 'failed' })).items).toEqual([]);
    expect((await jobs.list('b', { ...firstPage, kind: 'items' })).items).toEqual([]);
  });

  test('is heard by who listens in the same process', async () => {
    const storage = randomUUID();
    const [one, two] = [await openJobs(storage), await openJobs(storage)];
    let heard = 0;
    using _ = one.onAnnounced(() => {
      heard += 1;
    });
    const job = await two.create(newJob('a'));
    await expect.poll(() => heard).toBe(1);
    await two.cancel('a', job.id, now);
    await expect.poll(() => heard).toBe(2);
  });
}

function queueContract(openJobs: Open): void {
  test('jobs are worked on in order of arrival, tenants in turn, an interrupted one first', async () => {
    const jobs = await openJobs();
    const made: Record<string, ImportJob[]> = { a: [], b: [], c: [] };
    for (const tenant of ['a', 'a', 'a', 'b', 'c', 'c'])
      made[tenant]?.push(await jobs.create(newJob(tenant)));
    const order: (string | undefined)[] = [];
    for (let job = await jobs.takeNext(); job !== undefined; job = await jobs.takeNext()) {
      expect(await jobs.takeNext()).toEqual(job);
      order.push(job.id);
      await jobs.finish(job.id, 'done', '', now);
    }
    const { a = [], b = [], c = [] } = made;
    expect(order).toEqual([a[0], b[0], c[0], a[1], c[1], a[2]].map((job) => job?.id));
  });

  test('tells how many wait, of all tenants', async () => {
    const jobs = await openJobs();
    expect(await jobs.waiting()).toBe(0);
    const made: ImportJob[] = [];
    for (const tenant of ['a', 'a', 'b', 'b']) made.push(await jobs.create(newJob(tenant)));
    expect(await jobs.waiting()).toBe(4);
    const running = await jobs.takeNext();
    expect(await jobs.waiting()).toBe(3);
    await jobs.finish(running?.id ?? '', 'done', '', now);
    await jobs.cancel('b', made[3]?.id ?? '', now);
    expect(await jobs.waiting()).toBe(2);
  });

  test('a batch is counted, its errors listed, and the next one goes on from there', async () => {
    const storage = randomUUID();
    const jobs = await openJobs(storage);
    const { id } = await began(jobs, 'a');
    const first = await jobs.commitBatch(id, {
      ...batch(0, 10, () => ({
        created: 3,
        updated: 2,
        unchanged: 1,
        deleted: 1,
        errors: [fault(4), fault(4)],
      })),
      faults: [fault(9), fault(2)],
      notes: ['encoding: gb18030', 'column: x'],
    });
    const counts = { rows: 10, created: 3, updated: 2, unchanged: 1, deleted: 1, failed: 3, bytesDone: 10 };
    expect(first).toMatchObject({
      kind: 'taken',
      job: { ...counts, notes: ['encoding: gb18030', 'column: x'] },
    });
    await jobs.commitBatch(id, { ...batch(10, 100), notes: ['column: x', 'more: y'] });
    const again = await openJobs(storage);
    expect(await again.get('a', id)).toMatchObject({
      ...{ ...counts, state: 'running', rows: 100, created: 93, bytesDone: 90 },
      notes: ['encoding: gb18030', 'column: x', 'more: y'],
    });
    const { items, nextPageToken } = await again.errors('a', id, { pageSize: 3, pageToken: '' });
    expect(items.map(({ row }) => row)).toEqual([2, 4, 4]);
    expect(items[0]).toEqual({ ...fault(2), value: 'v'.repeat(200), message: 'm'.repeat(500) });
    const rest = await again.errors('a', id, { pageSize: 3, pageToken: nextPageToken });
    expect([rest.items.map(({ row }) => row), rest.nextPageToken]).toEqual([[9], '']);
  });

  test('errors are listed and counted by their codes', async () => {
    const jobs = await openJobs();
    const { id } = await began(jobs, 'a');
    expect(await jobs.errorCounts('a', id)).toEqual([]);
    const codes = ['b', 'a', 'b', 'c', 'b', 'c'];
    await jobs.commitBatch(id, {
      ...batch(0, 6, () => NOTHING),
      faults: codes.map((code, at) => fault(at + 1, code)),
    });
    expect(await jobs.errorCounts('a', id)).toEqual([
      { code: 'b', errors: 3 },
      { code: 'c', errors: 2 },
      { code: 'a', errors: 1 },
    ]);
    const first = await jobs.errors('a', id, { pageSize: 2, pageToken: '', code: 'b' });
    expect(first.items.map(({ row, code }) => [row, code])).toEqual([
      [1, 'b'],
      [3, 'b'],
    ]);
    const rest = await jobs.errors('a', id, { pageSize: 2, pageToken: first.nextPageToken, code: 'b' });
    expect([rest.items.map(({ row }) => row), rest.nextPageToken]).toEqual([[5], '']);
    expect((await jobs.errors('a', id, { ...firstPage, code: 'none-such' })).items).toEqual([]);
    await expect(jobs.errorCounts('b', id)).rejects.toMatchObject({ code: 'import-not-found' });
  });

  test('errors beyond the bound are counted, and that is said', async () => {
    const jobs = await openJobs(randomUUID(), { maxErrors: 5 });
    const { id } = await began(jobs, 'a');
    for (const at of [0, 3, 6]) {
      const faults = [fault(at + 1), fault(at + 2), fault(at + 3)];
      await jobs.commitBatch(id, { ...batch(at, at + 3, () => NOTHING), faults });
    }
    expect(await jobs.get('a', id)).toMatchObject({ rows: 9, failed: 9 });
    const { items } = await jobs.errors('a', id, firstPage);
    expect(items.map(({ row, code }) => [row, code])).toEqual([
      ...[1, 2, 3, 4, 5].map((row) => [row, 'wrong']),
      [5, 'more-errors'],
    ]);
  });

  test('a batch that fails is not counted and comes again; one from elsewhere is refused', async () => {
    const jobs = await openJobs();
    const { id } = await began(jobs, 'a');
    await jobs.commitBatch(id, batch(0, 4));
    const failing = batch(4, 8, () => {
      throw new RangeError('apply');
    });
    await expect(jobs.commitBatch(id, failing)).rejects.toThrow('apply');
    expect(await jobs.get('a', id)).toMatchObject({ rows: 4, created: 4 });
    expect(await jobs.commitBatch(id, batch(4, 8))).toMatchObject({
      kind: 'taken',
      job: { rows: 8, created: 8 },
    });
    let applied = false;
    const elsewhere = batch(4, 6, () => {
      applied = true;
      return NOTHING;
    });
    await expect(jobs.commitBatch(id, elsewhere)).rejects.toThrow('stands at row 8');
    expect(applied).toBe(false);
  });

  test('a running job that is cancelled takes no further batch', async () => {
    const jobs = await openJobs();
    const { id } = await began(jobs, 'a');
    await jobs.commitBatch(id, batch(0, 4));
    expect(await jobs.cancelRequested(id)).toBe(false);
    expect(await jobs.cancel('a', id, now)).toMatchObject({ state: 'running', cancelRequested: true });
    expect(await jobs.cancelRequested(id)).toBe(true);
    const applied: number[] = [];
    const next = batch(4, 8, () => {
      applied.push(4);
      return NOTHING;
    });
    expect(await jobs.commitBatch(id, next)).toEqual({ kind: 'cancelled' });
    expect(applied).toEqual([]);
    expect(await jobs.finish(id, 'cancelled', '', now)).toMatchObject({ state: 'cancelled', rows: 4 });
    expect(await jobs.commitBatch(id, next)).toEqual({ kind: 'cancelled' });
    expect(await jobs.takeNext()).toBeUndefined();
  });

  test('an ended job does not move again, and is forgotten in time with its errors', async () => {
    const jobs = await openJobs();
    const job = await began(jobs, 'a');
    await jobs.commitBatch(job.id, { ...batch(0, 4), faults: [fault(1)] });
    const waiting = await jobs.create(newJob('a'));
    expect(await jobs.openUploads()).toEqual(new Set([job.upload, waiting.upload]));
    expect(await jobs.finish(job.id, 'failed', 'code: why', now)).toMatchObject({
      ...{ state: 'failed', finishedAt: now, failure: 'code: why', bytesDone: 4 },
    });
    expect(await jobs.finish(job.id, 'done', '', now)).toBeUndefined();
    expect(await jobs.cancel('a', job.id, now)).toMatchObject({ state: 'failed', cancelRequested: false });
    expect(await jobs.openUploads()).toEqual(new Set([waiting.upload]));
    expect(await jobs.removeEndedBefore(now)).toBe(0);
    expect(await jobs.removeEndedBefore(new Date(now.getTime() + 1))).toBe(1);
    await expect(jobs.get('a', job.id)).rejects.toMatchObject({ code: 'import-not-found' });
    expect((await jobs.list('a', firstPage)).items.map(({ id }) => id)).toEqual([waiting.id]);
  });

  test('a job that is done has all its bytes', async () => {
    const jobs = await openJobs();
    const { id } = await began(jobs, 'a');
    expect(await jobs.finish(id, 'done', '', now)).toMatchObject({ state: 'done', bytesDone: 90 });
  });

  test('a job that is let go of is taken again, by whoever asks first', async () => {
    const storage = randomUUID();
    const [one, two] = [await openJobs(storage), await openJobs(storage)];
    const job = await began(one, 'a');
    {
      await using _ = one.hold(job.id, () => {});
      await one.commitBatch(job.id, batch(0, 4));
    }
    expect(await two.takeNext()).toMatchObject({ id: job.id, rows: 4 });
    expect(await two.commitBatch(job.id, batch(4, 8))).toMatchObject({ kind: 'taken', job: { created: 8 } });
  });
}

function archiveContract(openJobs: Open): void {
  test('past imports go to another storage as they are', async () => {
    const [jobs, copy] = [await openJobs(), await openJobs()];
    const expected: ImportRecord[] = [];
    for (const traceparent of [UPLOAD_TRACE, '']) {
      const { id } = await jobs.create({ ...newJob('a'), traceparent });
      await jobs.takeNext();
      await jobs.commitBatch(id, { ...batch(0, 4), faults: [fault(1)] });
      const job = (await jobs.finish(id, 'failed', 'code: why', now)) as ImportJob;
      expect(job.traceparent).toBe(traceparent);
      const { items } = await jobs.errors('a', id, firstPage);
      const listed = { kind: 'import-error', jobId: id, tenant: 'a', position: 1 } as const;
      // Whatever the file was called in the spool: it is gone, and every engine gives the same.
      expected.push({ kind: 'import-job', job: { ...job, upload: id }, errorsKept: 1 });
      for (const each of items) expected.push({ ...listed, fault: each });
    }
    const keyed = await jobs.create({ ...newJob('b'), idempotencyKey: 'k', requestDigest: 'd' });
    await jobs.takeNext();
    expected.push({
      ...{ kind: 'import-job', errorsKept: 0 },
      job: { ...((await jobs.finish(keyed.id, 'done', '', now)) as ImportJob), upload: keyed.id },
    });
    const named = { kind: 'items', name: 'n', mapping: '{}', fingerprint: 'f' };
    const { profile } = await jobs.profiles.put('a', named, now);
    expected.push({ kind: 'mapping-profile', tenant: 'a', profile });
    expect(await Array.fromAsync(jobs.archive.read())).toEqual(expected);
    await copy.archive.write(jobs.archive.read());
    expect(await Array.fromAsync(copy.archive.read())).toEqual(expected);
  });
}
