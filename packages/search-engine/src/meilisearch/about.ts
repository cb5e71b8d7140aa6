import { isDeepStrictEqual } from 'node:util';
import { IndexSchemaChanged } from '../errors.ts';
import type { IndexSchema } from '../search-engine.ts';
import { ATTRIBUTES } from './attributes.ts';
import { SearchIndexMissing } from './errors.ts';
import { type IndexDocument, parsed, type SearchServer } from './server.ts';

/** Changes with what stands in the attributes; an index of another layout is built again. */
const LAYOUT = 1;

/** Longer than an id of the port, so that no document has it. */
export const ABOUT_ID = 'about-this-index'.padEnd(130, '-');

interface About {
  layout: number;
  schema: unknown;
  /** Not there: none are counted. */
  contents?: number;
}

/** The document that tells of the index itself; undefined where there is none yet. */
export async function aboutIndex(server: SearchServer): Promise<IndexDocument | undefined> {
  const { results } = await server.documents({
    ids: [ABOUT_ID],
    fields: [ATTRIBUTES.id, ATTRIBUTES.about],
    limit: 1,
  });
  return results[0];
}

/** On a document of its own, which goes with the index wherever it is moved. */
export async function writeAbout(
  server: SearchServer,
  schema: IndexSchema,
  contents = schema.contents ?? 0,
): Promise<void> {
  const about: About = { ...wantedOf(schema), ...(contents > 0 && { contents }) };
  const document = { [ATTRIBUTES.id]: ABOUT_ID, [ATTRIBUTES.about]: JSON.stringify(about) };
  await server.finished(await server.update(JSON.stringify(document)));
}

/** @throws SearchIndexMissing, IndexSchemaChanged */
export function requireSchema(index: string, schema: IndexSchema, document: IndexDocument | undefined): void {
  const about = parsed<About>(document?.[ATTRIBUTES.about]);
  if (about === undefined) throw new SearchIndexMissing(index);
  const { contents: _, ...held } = about;
  if (!isDeepStrictEqual(held, JSON.parse(JSON.stringify(wantedOf(schema)))))
    throw new IndexSchemaChanged(index);
}

/** Of the schema that the index was made with. */
export function contentsOf(document: IndexDocument | undefined): number {
  return parsed<About>(document?.[ATTRIBUTES.about])?.contents ?? 0;
}

function wantedOf({ contents: _, ...schema }: IndexSchema): About {
  return { layout: LAYOUT, schema };
}
