import { InvalidInput } from '@qipei/kernel';
import { checkPatches, checkQuery, checkSchema } from '../checks.ts';
import { SearchEngineClosed } from '../errors.ts';
import type { IndexSchema, SearchEngine } from '../search-engine.ts';
import { aboutIndex, contentsOf, requireSchema, writeAbout } from './about.ts';
import { ATTRIBUTES } from './attributes.ts';
import { queryReader } from './query.ts';
import { type SearchServer, type ServerOptions, searchServer } from './server.ts';
import { settingsDifference } from './settings.ts';
import { listVersions } from './versions.ts';
import { patchWriter } from './writer.ts';
import type { WriterLock } from './writer-lock.ts';

export interface MeilisearchSearchEngineOptions extends ServerOptions {
  /** Name of the index on the server: letters, digits, `-` and `_`. */
  index: string;
  schema: IndexSchema;
  /** Of all that write to the index, in whatever process. Without one the engine only reads: `apply` is refused. */
  lock?: WriterLock;
}

/**
 * An index on a Meilisearch server (1.20 or newer). What writes makes the index where there is none, and sees that its settings are as they
 * should be; the server works changes of them in by itself, while the index is searched.
 *
 * An answer is put together from several requests: while the index is written to, its parts may be of successive states.
 * @throws SearchServerUnavailable, SearchIndexMissing, IndexSchemaChanged, InvalidInput
 */
export async function openMeilisearchEngine(options: MeilisearchSearchEngineOptions): Promise<SearchEngine> {
  const { index, schema, lock } = options;
  checkSchema(schema);
  checkIndexName(index);
  const server = searchServer(options, index);
  if (lock !== undefined) await lock.exclusive(() => prepareIndex(server, schema));
  requireSchema(index, schema, await aboutIndex(server));
  return engineOver(server, schema, lock);
}

/** @throws InvalidInput */
export function checkIndexName(index: string): void {
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(index))
    throw new InvalidInput('index', 'index-name-invalid', 'An index is named by letters, digits, - and _.');
}

async function prepareIndex(server: SearchServer, schema: IndexSchema): Promise<void> {
  if (!(await server.exists())) await server.create();
  const different = settingsDifference(await server.settings());
  if (different !== null) await server.set(different);
  if ((await aboutIndex(server)) === undefined) await writeAbout(server, schema);
}

function engineOver(server: SearchServer, schema: IndexSchema, lock: WriterLock | undefined): SearchEngine {
  const writer = lock === undefined ? undefined : patchWriter({ server, schema, lock });
  const search = queryReader(server, schema);
  let closed = false;

  function open(): void {
    if (closed) throw new SearchEngineClosed();
  }

  return {
    async apply(patches) {
      open();
      if (writer === undefined) throw new InvalidInput('', 'index-readonly', 'This connection only reads.');
      checkPatches(schema, patches);
      return await writer.apply(patches);
    },
    async search(query) {
      open();
      checkQuery(schema, query);
      return await search(query);
    },
    async count() {
      open();
      const { total } = await server.documents({
        filter: `${ATTRIBUTES.main} = true`,
        fields: [ATTRIBUTES.id],
        limit: 0,
      });
      return total;
    },
    async versions({ afterId = '', limit }) {
      open();
      if (!Number.isSafeInteger(limit) || limit < 1 || limit > 10_000)
        throw new InvalidInput('limit', 'page-invalid', 'A limit is 1-10,000.');
      return await listVersions(server, afterId, limit);
    },
    async contents() {
      open();
      return contentsOf(await aboutIndex(server));
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      await writer?.idle();
    },
  };
}
