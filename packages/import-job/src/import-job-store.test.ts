import { newId } from '@qipei/kernel';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ImportJob, importJobStore } from './index.ts';
import { type Workbench, workbench } from './item-import.fixture.ts';

let bench: Workbench;
beforeEach(() => {
  bench = workbench();
});
afterEach(() => bench[Symbol.dispose]());

function create(tenant: string, store = bench.store): ImportJob {
  const createdAt = new Date('2026-01-02T03:04:05.678Z');
  return store.create({
    id: newId('items'),
    tenant,
    kind: 'items',
    format: 'csv',
    filename: 'f',
    bytesTotal: 9,
    createdAt,
  });
}

test('jobs are worked on in order of arrival, tenants in turn, an interrupted one first', () => {
  const a = Array.from({ length: 3 }, () => create('a'));
  const [b1] = [create('b')];
  const c = [create('c'), create('c')];
  const order: string[] = [];
  for (let job = bench.store.takeNext(); job !== undefined; job = bench.store.takeNext()) {
    expect(bench.store.takeNext()).toEqual(job);
    order.push(job.id);
    bench.store.finish(job.id, 'done', '', new Date());
  }
  expect(order).toEqual([a[0], b1, c[0], a[1], c[1], a[2]].map((job) => job?.id));
});

test('two tenants do not see each other', () => {
  const job = create('a');
  expect(bench.store.get('a', job.id)).toEqual(job);
  const missing = (id: string, act: () => unknown) =>
    expect(act).toThrow(
      expect.objectContaining({ code: 'import-not-found', message: `There is no import '${id}'.` }),
    );
  for (const id of [job.id, newId('items'), '', "' OR 1 --"]) {
    missing(id, () => bench.store.get('b', id));
    missing(id, () => bench.store.cancel('b', id, new Date()));
    missing(id, () => bench.store.errors('b', id, { pageSize: 0, pageToken: '' }));
  }
  expect(bench.store.list('b', { pageSize: 0, pageToken: '' }).items).toEqual([]);
  expect(bench.store.get('a', job.id).state).toBe('queued');
});

test('pages hold together while jobs are added, and refuse what is no token', () => {
  const jobs = Array.from({ length: 7 }, () => create('a'));
  const seen: ImportJob[] = [];
  let pageToken = '';
  do {
    const page = bench.store.list('a', { pageSize: 3, pageToken });
    seen.push(...page.items);
    pageToken = page.nextPageToken;
    if (seen.length < 7) create('b');
    if (seen.length === 3) create('a');
  } while (pageToken !== '');
  expect(seen).toEqual(jobs.reverse());
  for (const bad of ['x', '1', Buffer.from('p-1').toString('base64url')]) {
    expect(() => bench.store.list('a', { pageSize: 3, pageToken: bad })).toThrow(
      expect.objectContaining({ code: 'page-token-invalid' }),
    );
  }
  expect(() => bench.store.list('a', { pageSize: -1, pageToken: '' })).toThrow(
    expect.objectContaining({ code: 'page-size-invalid' }),
  );
});

test('a tenant has a bound of open jobs, and others are not touched by it', () => {
  const store = importJobStore(bench.db, { maxOpenJobs: 2 });
  create('a', store);
  const second = create('a', store);
  expect(() => create('a', store)).toThrow(expect.objectContaining({ code: 'too-many-imports' }));
  create('b', store);
  expect(store.cancel('a', second.id, new Date())).toMatchObject({ state: 'cancelled' });
  create('a', store);
});

test('an ended job does not move again, and is forgotten in time', () => {
  const job = create('a');
  expect(bench.store.takeNext()?.id).toBe(job.id);
  const now = new Date('2026-02-01T00:00:00Z');
  expect(bench.store.finish(job.id, 'failed', 'code: why', now)).toMatchObject({
    state: 'failed',
    finishedAt: now,
  });
  expect(bench.store.finish(job.id, 'done', '', now)).toBeUndefined();
  expect(bench.store.removeEndedBefore(now)).toBe(0);
  expect(bench.store.removeEndedBefore(new Date(now.getTime() + 1))).toBe(1);
  expect(() => bench.store.get('a', job.id)).toThrow(expect.objectContaining({ code: 'import-not-found' }));
});
