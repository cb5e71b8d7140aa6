import type { VpicDatabase } from './vpic-database.ts';
import { continues, readCopy, readCreateTable, readInsert, readRow } from './vpic-dump-copy.ts';
import { VpicDumpError } from './vpic-dump-error.ts';
import { openDumpFile } from './vpic-dump-file.ts';
import { DUMP_BEGINS, dumpBlocks, type LineCount } from './vpic-dump-lines.ts';
import { statementReader } from './vpic-dump-statements.ts';
import { type DumpStore, dumpStore, type RowTaker } from './vpic-dump-store.ts';
import { DUMP_TABLES } from './vpic-dump-tables.ts';

export interface VpicDumpOptions {
  /** Most bytes of the unpacked dump; that of 2026-09 has 0.34 GB. */
  maxBytes?: number;
  /** Part of the file that has been read, 0 to 1. */
  onProgress?: (fraction: number) => void;
  signal?: AbortSignal;
}

const MAX_BYTES = 4 * 1024 ** 3;

/**
 * Reads NHTSA's `vPICList_lite_YYYY_MM` dump as plain text, in gzip or in the ZIP archive that NHTSA offers
 * (https://vpic.nhtsa.dot.gov/downloads/, "PostgreSQL plain"), into a SQLite database that goes when it is disposed of.
 * The file is streamed: memory does not grow with it. Blocks and columns may come in any order, under any schema; rows
 * of tables that decoding doesn't take are passed over. Nothing of the dump is executed.
 *
 * The form is `pg_dump`'s (PostgreSQL documentation, "pg_dump" and "COPY"). What tables and columns there are: see
 * `DUMP_TABLES`.
 * @throws VpicDumpError for a file that isn't one whole such dump; nothing of it is kept then.
 */
export async function openVpicDump(path: string, options: VpicDumpOptions = {}): Promise<VpicDatabase> {
  await using file = await openDumpFile(path, {
    maxBytes: options.maxBytes ?? MAX_BYTES,
    onProgress: options.onProgress ?? (() => undefined),
    signal: options.signal,
  });
  const store = dumpStore();
  const { db } = store;
  try {
    db.exec('BEGIN');
    const count: LineCount = { lines: 0 };
    const reader = dumpReader(store, count);
    for await (const block of dumpBlocks(file.bytes(), count)) reader.read(block);
    reader.end();
    store.finish();
    db.exec('COMMIT');
    db.pragma('query_only = ON');
    return {
      db,
      source: 'vpic-dump',
      release: releaseOf(file.name) ?? newestMonth(store),
      sha256: file.sha256,
      [Symbol.asyncDispose]: async () => void db.close(),
    };
  } catch (cause) {
    db.close();
    throw cause;
  }
}

function releaseOf(name: string): string | undefined {
  const { year, month } = /(?<year>20\d\d)[_-](?<month>0[1-9]|1[0-2])(?!\d)/.exec(name)?.groups ?? {};
  return year === undefined ? undefined : `${year}-${month}`;
}

/** For a file of another name. */
function newestMonth({ db }: DumpStore): string {
  const newest = db.prepare('SELECT max(max(coalesce(UpdatedOn, CreatedOn)), max(CreatedOn)) FROM Pattern');
  return ((newest.pluck().get() as string | null) ?? 'unknown').slice(0, 7);
}

interface Block {
  table: string;
  columns: number;
  rows: RowTaker | undefined;
  line: number;
}

const DUMP_ENDS = `${DUMP_BEGINS} complete`;

/** Takes the dump's lines in turn, in blocks of whole lines. */
function dumpReader(store: DumpStore, count: LineCount): { read(block: string): void; end(): void } {
  const statements = statementReader();
  const declared = new Map<string, string[]>();
  let begun = false;
  let complete = false;
  let block: Block | undefined;
  let held = '';

  function rows(text: string, from: number, { columns, rows: taker, table, line: since }: Block): number {
    let start = from;
    while (start < text.length) {
      const end = text.indexOf('\n', start);
      if (end < 0) throw endsWithin({ table, line: since });
      const line = held + text.slice(start, end);
      start = end + 1;
      count.lines += 1;
      if (line === '\\.') {
        block = undefined;
        return start;
      }
      if (taker === undefined) continue;
      if (line.endsWith('\\') && continues(line)) {
        held = `${line}\n`;
        continue;
      }
      held = '';
      const row = readRow(line, count.lines);
      if (row.length !== columns) {
        const message = `${table} has ${columns} columns, this row ${row.length}.`;
        throw new VpicDumpError('vpic-dump-corrupt', message, { line: count.lines });
      }
      taker.take(row, count.lines);
    }
    return start;
  }

  function statement(line: string): void {
    if (statements.openSince === undefined) {
      if (line === DUMP_BEGINS) begun = true;
      if (line === DUMP_ENDS) complete = true;
    }
    for (const each of statements.read(line, count.lines)) {
      if (!begun || complete) {
        const message = complete ? 'something follows the end of the dump.' : "it isn't a PostgreSQL dump's.";
        throw new VpicDumpError('vpic-dump-foreign', message, { line: each.line });
      }
      const encoding = /^SET\s+client_encoding\s*(?:=|TO)\s*'(.*)'$/i.exec(each.text)?.[1];
      if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) {
        const message = `the dump is written in ${encoding}; only UTF8 is read.`;
        throw new VpicDumpError('vpic-dump-version', message, { line: each.line });
      }
      const created = readCreateTable(each);
      if (created !== undefined) declared.set(created.table, created.columns);
      const inserted = readInsert(each);
      if (
        inserted !== undefined &&
        DUMP_TABLES.some(({ name }) => name.toLowerCase() === inserted.toLowerCase())
      ) {
        const message = `the rows of ${inserted} come as INSERT statements; a dump with COPY is wanted.`;
        throw new VpicDumpError('vpic-dump-version', message, { line: each.line });
      }
      const copy = readCopy(each);
      if (copy === undefined) continue;
      const columns = copy.columns ?? declared.get(copy.table);
      if (columns === undefined) {
        const message = `the dump says nowhere what columns ${copy.table} has.`;
        throw new VpicDumpError('vpic-dump-version', message, { line: each.line });
      }
      const taker = store.begin(copy.table, columns, each.line);
      block = { table: copy.table, columns: columns.length, rows: taker, line: each.line };
    }
  }

  return {
    read(text) {
      for (let at = 0; at < text.length; ) {
        if (block !== undefined) {
          at = rows(text, at, block);
          continue;
        }
        const end = text.indexOf('\n', at);
        count.lines += 1;
        statement(text.slice(at, end < 0 ? text.length : end));
        at = end < 0 ? text.length : end + 1;
      }
    },
    end() {
      if (block !== undefined) throw endsWithin(block);
      if (!begun) throw new VpicDumpError('vpic-dump-foreign', 'The file is not a PostgreSQL dump.');
      if (statements.openSince !== undefined) {
        const message = `The dump ends within the statement that begins at line ${statements.openSince}.`;
        throw new VpicDumpError('vpic-dump-truncated', message);
      }
      if (!complete) {
        const message = `The dump ends at line ${count.lines} without saying that it is complete.`;
        throw new VpicDumpError('vpic-dump-truncated', message);
      }
    },
  };
}

function endsWithin({ table, line }: Pick<Block, 'table' | 'line'>): VpicDumpError {
  const message = `The dump ends within the rows of ${table}, which begin at line ${line}.`;
  return new VpicDumpError('vpic-dump-truncated', message);
}
