import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '@qipei/interchange';
import { DomainError, InvalidInput, newId } from '@qipei/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type BatchOutcome,
  fileImportSpool,
  type ImportKind,
  type ImportRunnerOptions,
  startImportRunner,
} from './index.ts';
import { ended, itemKind, itemsFile, journal, type Workbench, workbench } from './item-import.fixture.ts';
import { sqliteImportJobs } from './sqlite/index.ts';

let bench: Workbench;
beforeEach(() => {
  bench = workbench();
});
afterEach(() => bench[Symbol.dispose]());

function runner(kind: Partial<ImportKind<Row[]>> = {}, options: Partial<ImportRunnerOptions> = {}) {
  const { db, store, spoolDir } = bench;
  return startImportRunner({
    jobs: store,
    spool: fileImportSpool({ directory: spoolDir }),
    kinds: [itemKind(kind, db)],
    logger: journal(),
    backoffMs: 5,
    ...options,
  });
}

const counts = ({ rows, created, updated, unchanged, failed }: Record<string, unknown>) => [
  rows,
  created,
  updated,
  unchanged,
  failed,
];

describe('a job', () => {
  test('takes the rows in, lists the broken ones, and leaves no upload', async () => {
    const file = itemsFile(2500, (i) => (i % 100 === 7 ? 'many' : String(i)));
    const progress: number[] = [];
    await using _runner = runner({}, { onProgress: ({ rows }) => void progress.push(rows) });
    const job = await ended(bench.store, await bench.queue(file));
    expect(job).toMatchObject({
      state: 'done',
      failure: '',
      bytesDone: file.length,
      bytesTotal: file.length,
    });
    expect(job.id).toMatch(/^items_/);
    expect(counts({ ...job })).toEqual([2500, 2475, 0, 0, 25]);
    expect(job.notes).toEqual(['encoding: utf-8']);
    const { items } = await bench.store.errors('t1', job.id, { pageSize: 100, pageToken: '' });
    expect(items).toHaveLength(25);
    expect(items[1]).toEqual({
      ...{ row: 108, line: 109, column: 'quantity', code: 'not-a-whole-number', value: 'many' },
      message: expect.stringContaining('whole number'),
    });
    await expect.poll(() => readdirSync(bench.spoolDir)).toEqual([]);
    await expect.poll(() => progress).toEqual([1000, 2000, 2500, 2500]);
  });

  test('the same file twice changes nothing the second time', async () => {
    await using _runner = runner();
    const first = await ended(bench.store, await bench.queue(itemsFile(1500)));
    const second = await ended(bench.store, await bench.queue(itemsFile(1500)));
    expect(counts({ ...first })).toEqual([1500, 1500, 0, 0, 0]);
    expect(counts({ ...second })).toEqual([1500, 0, 0, 1500, 0]);
  });

  test('a file that breaks in the middle fails; the rows before are in', async () => {
    const file = Buffer.concat([Buffer.from(itemsFile(90_000)), Buffer.from([0x50, 0xe9, 0x2c, 0x31, 0x0a])]);
    await using _runner = runner();
    const job = await ended(bench.store, await bench.queue(file));
    expect(job).toMatchObject({ state: 'failed', rows: 90_000, created: 90_000 });
    expect(job.failure).toMatch(/^invalid-encoding: Line 90002 /);
    await expect.poll(() => readdirSync(bench.spoolDir)).toEqual([]);
  });

  test('a file without its columns, a kind nobody has, an upload that is gone or cut', async () => {
    const lost = await bench.queue(itemsFile(1));
    const cut = await bench.queue(itemsFile(10));
    const other = await bench.queue(itemsFile(1), { kind: 'wheels' });
    const headless = await bench.queue('a,b\n1,2\n');
    const { rm, truncate } = await import('node:fs/promises');
    await rm(join(bench.spoolDir, lost.id));
    await truncate(join(bench.spoolDir, cut.id), 20);
    await using _runner = runner();
    expect((await ended(bench.store, lost)).failure).toMatch(/^upload-lost: /);
    expect((await ended(bench.store, cut)).failure).toMatch(/^upload-lost: /);
    expect((await ended(bench.store, other)).failure).toMatch(/^import-kind-unknown: /);
    expect((await ended(bench.store, headless)).failure).toMatch(/^missing-column: /);
  });

  test('NDJSON, and errors that the service finds itself', async () => {
    const kind = itemKind({}, bench.db);
    const refuse: Partial<ImportKind<Row[]>> = {
      apply(rows, context) {
        const outcome = kind.apply(rows.slice(1), context) as BatchOutcome;
        const fault = {
          row: 0,
          line: 0,
          column: 'part',
          code: 'part-unknown',
          value: 'x'.repeat(500),
          message: 'No such part.',
        };
        return {
          ...outcome,
          errors: rows.slice(0, 1).flatMap(({ row, line }) => [
            { ...fault, row, line },
            { ...fault, row, line },
          ]),
        };
      },
    };
    await using _runner = runner(refuse);
    const file = `{"part":"A","quantity":1}\n{"part":"B","quantity":"2"}\n\n{"part":"C"}\n`;
    const job = await ended(bench.store, await bench.queue(file, { format: 'ndjson' }));
    expect(counts({ ...job })).toEqual([3, 1, 0, 0, 2]);
    const { items } = await bench.store.errors('t1', job.id, { pageSize: 0, pageToken: '' });
    expect(items.map(({ row, line, code, value }) => [row, line, code, value.length])).toEqual([
      [1, 1, 'part-unknown', 200],
      [1, 1, 'part-unknown', 200],
      [3, 4, 'required', 0],
    ]);
  });

  test('errors beyond the bound are counted, and that is said', async () => {
    await using _runner = runner({}, { jobs: sqliteImportJobs(bench.db, { maxErrors: 10 }) });
    const job = await ended(bench.store, await bench.queue(itemsFile(2500, () => '-1')));
    expect(job).toMatchObject({ state: 'done', failed: 2500 });
    const { items } = await bench.store.errors('t1', job.id, { pageSize: 100, pageToken: '' });
    expect(items).toHaveLength(11);
    expect(items.at(-1)).toMatchObject({ code: 'more-errors', row: 10 });
  });
});

/** A file of ACES with a word of its own. */
const FEED = (
  word: string,
) => `<?xml version="1.0"?><ACES version="4.2"><Header><SubmissionType>${word}</SubmissionType>
<VcdbVersionDate>2026-01-01</VcdbVersionDate></Header><App action="A" id="1"><BaseVehicle id="1"/><Qty>2</Qty>
<PartType id="3"/><Part>P1</Part></App><Footer><RecordCount>1</RecordCount></Footer></ACES>`;

describe('what a file says of itself', () => {
  const columns: ImportKind['columns'] = [
    { name: 'partNumber', type: 'text', required: true },
    { name: 'quantity', type: 'integer' },
  ];

  test('is known to every step', async () => {
    const seen: [string, unknown][] = [];
    const nothing = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: [] };
    const note = (step: string, { ownSubmission }: { ownSubmission?: unknown }) =>
      void seen.push([step, ownSubmission]);
    const kind: Partial<ImportKind<Row[]>> = {
      columns,
      accept: (context) => note('accept', context),
      prepare: async (rows, context) => {
        note('prepare', context);
        return [...rows];
      },
      apply: (_, context) => {
        note('apply', context);
        return nothing;
      },
      conclude: (context) => {
        note('conclude', context);
        return nothing;
      },
    };
    await using _runner = runner(kind);
    await ended(bench.store, await bench.queue(FEED(' full '), { format: 'aces' }));
    expect(seen).toEqual(['accept', 'prepare', 'apply', 'conclude'].map((step) => [step, 'full']));
    seen.length = 0;
    await ended(bench.store, await bench.queue(FEED('UPDATE'), { format: 'aces' }));
    await ended(bench.store, await bench.queue(FEED(''), { format: 'aces' }));
    expect(seen.map(([, own]) => own)).toEqual([...Array(4).fill('update'), ...Array(4).fill(undefined)]);
  });

  test('may be refused: nothing is taken, and no fault of the service is told', async () => {
    const accept = () => {
      throw new InvalidInput('submission', 'full-needs-release', 'Set release.');
    };
    const logger = journal();
    const faults: object[] = [];
    await using _runner = runner(
      { columns, accept },
      { logger: { ...logger, error: (facts) => faults.push(facts) } },
    );
    const job = await ended(bench.store, await bench.queue(FEED('FULL'), { format: 'aces' }));
    expect(job).toMatchObject({ state: 'failed', rows: 0, failure: 'full-needs-release: Set release.' });
    expect(bench.db.prepare('SELECT count(*) FROM taken').pluck().get()).toBe(0);
    expect(faults).toEqual([]);
    await expect.poll(() => readdirSync(bench.spoolDir)).toEqual([]);
  });
});

describe('trouble', () => {
  test('another service that is away is waited for', async () => {
    let calls = 0;
    const prepare = async (rows: readonly Row[]) => {
      calls += 1;
      if (calls % 4 !== 0)
        throw new DomainError({ kind: 'unavailable', code: 'service-unavailable', message: 'away' });
      return [...rows];
    };
    await using _runner = runner({ prepare });
    const job = await ended(bench.store, await bench.queue(itemsFile(3000)));
    expect(job).toMatchObject({ state: 'done', created: 3000 });
    expect(calls).toBe(12);
  });

  test('a fault in the kind fails the job with nothing of that batch, and the next job runs', async () => {
    const kind = itemKind({}, bench.db);
    const apply: ImportKind<Row[]>['apply'] = (rows, context) => {
      const outcome = kind.apply(rows, context) as BatchOutcome;
      if (rows.some(({ row }) => row === 1500)) throw new TypeError('secret detail');
      return outcome;
    };
    await using _runner = runner({ apply });
    const faulty = await bench.queue(itemsFile(3000));
    const job = await ended(bench.store, faulty);
    expect(job).toMatchObject({ state: 'failed', rows: 1000, created: 1000 });
    expect(job.failure).toMatch(/^internal-error: /);
    expect(job.failure).not.toContain('secret');
    expect(bench.db.prepare('SELECT count(*) FROM taken').pluck().get()).toBe(1000);
    expect(await ended(bench.store, await bench.queue(itemsFile(10)))).toMatchObject({ state: 'done' });
  });

  test('an apply that is asynchronous by mistake, and a prepare that refuses', async () => {
    await using broken = runner({ apply: (async () => ({})) as never });
    expect(await ended(bench.store, await bench.queue(itemsFile(5)))).toMatchObject({
      state: 'failed',
      rows: 0,
    });
    await broken[Symbol.asyncDispose]();
    await using _refusing = runner({
      prepare: () =>
        Promise.reject(new DomainError({ kind: 'forbidden', code: 'not-yours', message: 'No.' })),
    });
    const job = await ended(bench.store, await bench.queue(itemsFile(5)));
    expect(job).toMatchObject({ state: 'failed', failure: 'not-yours: No.' });
  });

  test('rows that a decision of their sender refuses are told to the sender, as no fault of the service', async () => {
    const faults: object[] = [];
    const apply = () => {
      throw new DomainError({ kind: 'conflict', code: 'release-state', message: 'It is discarded.' });
    };
    await using _runner = runner(
      { apply },
      { logger: { ...journal(), error: (facts) => faults.push(facts) } },
    );
    const job = await ended(bench.store, await bench.queue(itemsFile(5)));
    expect(job).toMatchObject({ state: 'failed', rows: 0, failure: 'release-state: It is discarded.' });
    expect(faults).toEqual([]);
  });

  test('a listener that throws harms nobody', async () => {
    const onProgress = () => {
      throw new Error('listener');
    };
    await using _runner = runner({}, { onProgress });
    expect(await ended(bench.store, await bench.queue(itemsFile(5)))).toMatchObject({ state: 'done' });
  });
});

describe('cancelling and closing', () => {
  test('a running job stops at its next batch, also while it waits for another service', async () => {
    for (const away of [false, true]) {
      let reached = () => {};
      const begun = new Promise<void>((resolve) => {
        reached = resolve;
      });
      const prepare = async (rows: readonly Row[]) => {
        if ((rows[0]?.row ?? 0) < 2000) return [...rows];
        reached();
        if (away)
          throw new DomainError({ kind: 'unavailable', code: 'service-unavailable', message: 'away' });
        await new Promise((resolve) => setTimeout(resolve, 20));
        return [...rows];
      };
      await using _runner = runner({ prepare });
      const queued = await bench.queue(itemsFile(500_00));
      await begun;
      await bench.store.cancel('t1', queued.id, new Date());
      const job = await ended(bench.store, queued);
      expect(job.state).toBe('cancelled');
      expect(job.rows).toBeLessThan(5000);
      expect(job.rows).toBe(
        bench.db.prepare('SELECT count(*) FROM taken WHERE job_id = ?').pluck().get(job.id),
      );
      expect(await bench.store.cancel('t1', queued.id, new Date())).toEqual(job);
      await expect.poll(() => existsSync(join(bench.spoolDir, job.id))).toBe(false);
    }
  });

  test('a closed runner leaves the job where it is; the next one goes on', async () => {
    const queued = await bench.queue(itemsFile(30_000, (i) => (i % 10 === 3 ? 'x' : '1')));
    for (let round = 1; round < 5; round += 1) {
      const seen = Promise.withResolvers<void>();
      await using _runner = runner(
        {},
        { onProgress: ({ rows }) => void (rows >= round * 3000 && seen.resolve()) },
      );
      await seen.promise;
    }
    expect((await bench.store.get('t1', queued.id)).state).toBe('running');
    await using _runner = runner();
    expect(counts({ ...(await ended(bench.store, queued)) })).toEqual([30_000, 27_000, 0, 0, 3000]);
  });

  test('closing does not wait for a prepare that never ends', async () => {
    const begun = Promise.withResolvers<void>();
    await using _runner = runner({
      prepare: () => {
        begun.resolve();
        return new Promise(() => {});
      },
    });
    await bench.queue(itemsFile(10));
    await begun.promise;
  });

  test('uploads without a job are removed when a runner starts; those of this very moment are not', async () => {
    const queued = await bench.queue(itemsFile(10));
    const [orphan, broken, fresh] = [newId('items'), `${newId('items')}.part`, newId('items')];
    for (const name of [orphan, broken, fresh]) writeFileSync(join(bench.spoolDir, name), 'x');
    for (const name of [orphan, broken, queued.id])
      utimesSync(join(bench.spoolDir, name), 1_000_000, 1_000_000);
    await using _runner = runner();
    expect(await ended(bench.store, queued)).toMatchObject({ state: 'done', created: 10 });
    await expect.poll(() => readdirSync(bench.spoolDir)).toEqual([fresh]);
  });
});
