import { checkSchema } from '../checks.ts';
import type { IndexSchema, SharedFields } from '../search-engine.ts';
import { aboutIndex, contentsOf, writeAbout } from './about.ts';
import { ATTRIBUTES, GROUP_PREFIX, TENANT_PREFIX } from './attributes.ts';
import { holdsOf, type SharedVersions, type TenantState, wholeDocument } from './documents.ts';
import { orderKey } from './encoding.ts';
import { checkIndexName, type MeilisearchSearchEngineOptions } from './meilisearch-search-engine.ts';
import { type IndexDocument, parsed, type SearchServer, searchServer } from './server.ts';
import { SETTINGS } from './settings.ts';
import { writeLines } from './writer.ts';
import type { WriterLock } from './writer-lock.ts';

const PAGE = 500;

/**
 * Builds the index again, for another schema or another version of this program, out of what its documents were given:
 * beside it, while it is searched, and then in its place in one step. Fields that are new to the schema stay empty until
 * their sources tell them again; those that are gone are left out. Nothing is written to it meanwhile. Gives the number of documents.
 * @throws SearchServerUnavailable, SearchIndexMissing
 */
export async function rebuildMeilisearchIndex(
  options: MeilisearchSearchEngineOptions & { lock: WriterLock },
): Promise<number> {
  const { index, schema, lock } = options;
  checkSchema(schema);
  checkIndexName(index);
  const server = searchServer(options, index);
  return await lock.exclusive(async (held) => {
    await server.settled();
    const contents = contentsOf(await aboutIndex(server));
    const next = server.beside(`${index}-next`);
    await next.remove();
    await next.create();
    await next.set(SETTINGS);
    const documents = await copy(server, next, schema, held);
    // They are copied, not made from their sources.
    await writeAbout(next, schema, contents);
    held();
    await server.swapWith(next.indexUid);
    await next.remove();
    return documents;
  });
}

async function copy(
  from: SearchServer,
  to: SearchServer,
  schema: IndexSchema,
  held: () => void,
): Promise<number> {
  const names = Object.keys(await from.attributeCounts()).filter(
    (name) => name.startsWith(GROUP_PREFIX) || name.startsWith(TENANT_PREFIX),
  );
  let documents = 0;
  for (let after = orderKey(''); ; ) {
    const { results } = await from.documents({
      filter: `${ATTRIBUTES.order} > "${after}"`,
      fields: [ATTRIBUTES.id, ATTRIBUTES.order, ATTRIBUTES.versions, ...names],
      sort: [`${ATTRIBUTES.order}:asc`],
      limit: PAGE,
    });
    const lines = results.map((document) => JSON.stringify(documentAgain(schema, document, names)));
    await writeLines(to, lines, held);
    documents += results.length;
    after = String(results.at(-1)?.[ATTRIBUTES.order] ?? after);
    if (results.length < PAGE) return documents;
  }
}

function documentAgain(schema: IndexSchema, held: IndexDocument, names: readonly string[]): IndexDocument {
  const versions = parsed<SharedVersions>(held[ATTRIBUTES.versions]) ?? {};
  const groups = new Map<string, SharedFields>();
  const tenants: TenantState[] = [];
  for (const name of names) {
    if (name.startsWith(TENANT_PREFIX)) {
      const state = parsed<TenantState>(held[name]);
      if (state !== undefined) tenants.push(state);
      continue;
    }
    const fields = parsed<SharedFields>(held[name]);
    const group = name.slice(GROUP_PREFIX.length);
    if (fields !== undefined) groups.set(group, fields);
  }
  const again = Object.entries(versions).map(([group, [version]]): [string, SharedVersions[string]] => [
    group,
    [version, holdsOf(groups.get(group) ?? null)],
  ]);
  return wholeDocument(schema, String(held[ATTRIBUTES.id]), Object.fromEntries(again), groups, tenants);
}

/** Takes the index away, with what stands beside it. */
export async function removeMeilisearchIndex(
  options: Omit<MeilisearchSearchEngineOptions, 'schema'> & { lock: WriterLock },
): Promise<void> {
  const server = searchServer(options, options.index);
  await options.lock.exclusive(async () => {
    await server.beside(`${options.index}-next`).remove();
    await server.remove();
  });
}
