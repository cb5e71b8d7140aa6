import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '@qipei/interchange';
import { newId } from '@qipei/kernel';
import { type Database, openDatabase } from '@qipei/sqlite';
import { fileImportSpool } from './file-import-spool.ts';
import type { ImportJob } from './import-job.ts';
import type { ImportJobStore, ImportJobs } from './import-jobs.ts';
import type { ImportKind } from './import-kind.ts';
import type { ImportLogger } from './import-runner.ts';
import { IMPORT_JOB_MIGRATIONS, sqliteImportJobs } from './sqlite/index.ts';

/** A kind as a service would have it; its table refuses to take a row of a job twice. */
export function itemKind(overrides: Partial<ImportKind<Row[]>> = {}, db?: Database): ImportKind<Row[]> {
  const database = db;
  const previous = database
    ?.prepare<[string, string], number>('SELECT quantity FROM item WHERE tenant = ? AND part = ?')
    .pluck();
  const put = database?.prepare(
    'INSERT INTO item (tenant, part, quantity) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET quantity = excluded.quantity',
  );
  const taken = database?.prepare('INSERT INTO taken (job_id, row) VALUES (?, ?)');
  return {
    kind: 'items',
    columns: [
      { name: 'part', type: 'text', required: true, maxLength: 40 },
      { name: 'quantity', type: 'integer', required: true, min: 0 },
    ],
    prepare: async (rows) => [...rows],
    apply(rows, { tenant, jobId }) {
      const outcome = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: [] as never[] };
      for (const { row, values } of rows) {
        taken?.run(jobId, row);
        const part = values.part as string;
        const quantity = values.quantity as number;
        const before = previous?.get(tenant, part);
        put?.run(tenant, part, quantity);
        outcome[before === undefined ? 'created' : before === quantity ? 'unchanged' : 'updated'] += 1;
      }
      return outcome;
    },
    ...overrides,
  };
}

export function openItems(folder: string): Database {
  const schema = `CREATE TABLE item (tenant TEXT, part TEXT, quantity INTEGER, PRIMARY KEY (tenant, part)) STRICT;
    CREATE TABLE taken (job_id TEXT, row INTEGER, PRIMARY KEY (job_id, row)) STRICT`;
  return openDatabase({
    file: join(folder, 'items.db'),
    migrations: [{ id: 'item-1', up: schema }, ...IMPORT_JOB_MIGRATIONS],
  });
}

export interface Workbench extends Disposable {
  folder: string;
  spoolDir: string;
  db: Database;
  store: ImportJobs;
  /** Makes the upload durable and queues its job. */
  queue(
    file: string | Uint8Array,
    job?: Partial<Pick<ImportJob, 'tenant' | 'kind' | 'format' | 'traceparent'>>,
  ): Promise<ImportJob>;
}

export function workbench(): Workbench {
  const folder = mkdtempSync(join(tmpdir(), 'import-job-'));
  const spoolDir = join(folder, 'spool');
  const db = openItems(folder);
  const store = sqliteImportJobs(db);
  const spool = fileImportSpool({ directory: spoolDir });
  return {
    ...{ folder, spoolDir, db, store },
    async queue(file, { tenant = 't1', kind = 'items', format = 'csv', traceparent = '' } = {}) {
      const upload = newId(kind);
      async function* source() {
        yield Buffer.from(file);
      }
      const bytesTotal = await spool.store(upload, source());
      return store.create({
        upload,
        tenant,
        kind,
        format,
        filename: 'x.csv',
        ...{ mapping: '', settings: {} },
        traceparent,
        bytesTotal,
        createdAt: new Date(),
      });
    },
    [Symbol.dispose]() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Journal extends ImportLogger {
  messages: string[];
}

export function journal(): Journal {
  const messages: string[] = [];
  const write = (_: object, message: string) => void messages.push(message);
  return { messages, info: write, warn: write, error: write };
}

export function itemsFile(rows: number, quantity = (i: number) => String(i % 50)): string {
  return `part,quantity\n${Array.from({ length: rows }, (_, i) => `P${i},${quantity(i)}\n`).join('')}`;
}

/** Resolves when the job has ended. */
export async function ended(store: ImportJobStore, { tenant, id }: ImportJob): Promise<ImportJob> {
  for (;;) {
    const job = await store.get(tenant, id);
    if (job.finishedAt !== undefined) return job;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
