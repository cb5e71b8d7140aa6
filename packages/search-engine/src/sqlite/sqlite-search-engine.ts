import { InvalidInput } from '@qipei/kernel';
import { type Database, openDatabase } from '@qipei/sqlite';
import { checkPatches, checkQuery, checkSchema } from '../checks.ts';
import { SearchEngineClosed } from '../errors.ts';
import type { IndexSchema, SearchEngine } from '../search-engine.ts';
import { queryReader } from './query.ts';
import { snapshotKeeper } from './snapshot.ts';
import { bindSchema, contentsReader, MIGRATIONS } from './tables.ts';
import { versionReader } from './versions.ts';
import { patchWriter } from './writer.ts';

export interface SqliteSearchEngineOptions {
  /** The index's own database file; its folder is made. */
  file: string;
  schema: IndexSchema;
  /** For a reader beside the writer: the index must have been opened for writing once. `apply` is refused. */
  readonly?: boolean;
  /** Page cache of this connection. Default 16. */
  cacheMb?: number;
  /** Reads what searches need into memory right away, a piece at a time, so that the first search doesn't wait for it. */
  preload?: boolean;
}

/**
 * An index in one SQLite file. One connection may write while others, in other threads or processes, read. `apply` and
 * `search` take the calling thread: import from a worker. Columns for filters, facets and order are read into memory, at the first search unless
 * `preload` says so before.
 * @throws DatabaseUnusable, IndexSchemaChanged, InvalidInput
 */
export async function openSqliteSearchEngine(options: SqliteSearchEngineOptions): Promise<SearchEngine> {
  const { file, schema, readonly = false, cacheMb = 16, preload = false } = options;
  checkSchema(schema);
  const db = openDatabase({ file, migrations: MIGRATIONS, readonly, cacheMb });
  try {
    bindSchema(db, schema, readonly);
    return engineOver(db, schema, { readonly, preload });
  } catch (error) {
    db.close();
    throw error;
  }
}

function engineOver(
  db: Database,
  schema: IndexSchema,
  { readonly, preload }: { readonly: boolean; preload: boolean },
): SearchEngine {
  const write = patchWriter(db, schema);
  const snapshots = snapshotKeeper(db, schema);
  const query = queryReader(db, schema);
  const versions = versionReader(db);
  const contents = contentsReader(db);
  const findable = db.prepare<[], number>(`SELECT count(*) FROM document_source`).pluck();

  if (preload) snapshots.preload();

  function open(): void {
    if (!db.open) throw new SearchEngineClosed();
  }

  return {
    async apply(patches) {
      open();
      if (readonly) throw new InvalidInput('', 'index-readonly', 'This connection only reads.');
      checkPatches(schema, patches);
      return write(patches);
    },
    async search(asked) {
      open();
      checkQuery(schema, asked);
      return snapshots.read((snapshot) => query(asked, snapshot));
    },
    async count() {
      open();
      return findable.get() ?? 0;
    },
    async versions({ afterId = '', limit }) {
      open();
      if (!Number.isSafeInteger(limit) || limit < 1 || limit > 10_000)
        throw new InvalidInput('limit', 'page-invalid', 'A limit is 1-10,000.');
      return versions(afterId, limit);
    },
    async contents() {
      open();
      return contents();
    },
    async [Symbol.asyncDispose]() {
      snapshots[Symbol.dispose]();
      if (db.open) db.close();
    },
  };
}
