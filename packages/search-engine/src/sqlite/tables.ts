import { type Database, immediateTransaction, type Migration } from '@qipei/sqlite';
import { IndexSchemaChanged } from '../errors.ts';
import type { IndexSchema } from '../search-engine.ts';

/**
 * Changed where an index of before can't be asked any more. Where the same text gives further terms, or other ones for a few texts, what
 * uses the index counts its `contents` up: those few texts are not found until it is made anew, the rest as before.
 */
const TERMS_VERSION = 1;

/** Every character that `terms.ts` lets through is part of a token; blanks alone separate. */
const FULL_TEXT = `content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '%=#._:-/'"`;

export const MIGRATIONS: readonly Migration[] = [
  {
    id: 'search-engine-001',
    up: `
    CREATE TABLE index_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE keyword_value (
      no INTEGER PRIMARY KEY, field TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (field, value)) STRICT;
    CREATE TABLE reader_set (no INTEGER PRIMARY KEY, readers TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE tenant (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE shared_group (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    -- Words that a misspelt one may have meant. None is ever taken away: each is checked against what is visible.
    CREATE TABLE spelled_word (no INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
    -- groups: versions and keywords of each group. card: what a reader keeps in memory of it.
    CREATE TABLE document (
      no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, groups TEXT NOT NULL, card TEXT NOT NULL) STRICT;
    CREATE TABLE document_source (no INTEGER PRIMARY KEY, stored TEXT NOT NULL, matchable TEXT NOT NULL) STRICT;
    CREATE TABLE tenant_document (
      tenant INTEGER NOT NULL, no INTEGER NOT NULL, groups TEXT NOT NULL, card TEXT NOT NULL,
      PRIMARY KEY (tenant, no)) STRICT, WITHOUT ROWID;
    CREATE INDEX tenant_document_by_no ON tenant_document (no);
    -- tenant 0: cards of documents; otherwise of that tenant's numbers. ends: characters written up to here.
    CREATE TABLE change (
      seq INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, ends INTEGER NOT NULL, cards TEXT NOT NULL) STRICT;
    -- rowid: document.no
    CREATE VIRTUAL TABLE word_index USING fts5(terms, ${FULL_TEXT});
    -- rowid: document.no * 16 + shared_group.no
    CREATE VIRTUAL TABLE link_index USING fts5(terms, ${FULL_TEXT});
    INSERT INTO word_index(word_index, rank) VALUES ('automerge', 8);
    INSERT INTO link_index(link_index, rank) VALUES ('automerge', 16);
    -- With the default of 10 % a re-import merges all the time and takes twice as long; the file stays as small.
    INSERT INTO word_index(word_index, rank) VALUES ('deletemerge', 40);
    INSERT INTO link_index(link_index, rank) VALUES ('deletemerge', 40);
    INSERT INTO word_index(word_index, rank) VALUES ('crisismerge', 32);
    INSERT INTO link_index(link_index, rank) VALUES ('crisismerge', 32);
    INSERT INTO word_index(word_index, rank) VALUES ('hashsize', 8388608);
    INSERT INTO link_index(link_index, rank) VALUES ('hashsize', 8388608);
  `,
  },
];

/** @throws IndexSchemaChanged */
export function bindSchema(db: Database, schema: IndexSchema, readonly: boolean): void {
  const wanted = JSON.stringify({
    terms: TERMS_VERSION,
    mainGroup: schema.mainGroup,
    text: Object.entries(schema.text).map(([name, { weight }]) => [name, weight]),
    codes: schema.codes,
    keywords: schema.keywords,
    links: schema.links,
    tenantNumbers: schema.tenantNumbers,
  });
  if (!readonly) {
    const add = db.prepare('INSERT INTO index_meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING');
    immediateTransaction(db, () => {
      if (add.run('schema', wanted).changes > 0) add.run('contents', String(schema.contents ?? 0));
    });
  }
  const held = db.prepare<[], string>(`SELECT value FROM index_meta WHERE key = 'schema'`).pluck().get();
  if (held !== wanted) throw new IndexSchemaChanged(db.name);
}

/** An index that was made before they were counted has none. */
export function contentsReader(db: Database): () => number {
  const held = db.prepare<[], string>(`SELECT value FROM index_meta WHERE key = 'contents'`).pluck();
  return () => Number(held.get() ?? 0);
}
