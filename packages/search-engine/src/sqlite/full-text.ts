import { hash } from 'node:crypto';
import type { Database } from '@qipei/sqlite';
import type { Statement } from 'better-sqlite3';
import type { DocumentPatch, IndexSchema, SharedFields } from '../search-engine.ts';
import { isSpelled, textTerms } from '../text/words.ts';
import { codeTerm, fieldLetters, linkTerms } from './terms.ts';

export type SharedPatch = Extract<DocumentPatch, { tenant?: undefined }>;

const GROUPS = 16;

export function linkRow(document: number, group: number): number {
  return document * GROUPS + group;
}

export function documentOfLinkRow(row: number): number {
  return Math.floor(row / GROUPS);
}

const REMEMBERED_WORDS = 200_000;

/** Writes the full-text rows of documents. A row is replaced as a whole. */
export function fullTextWriter(db: Database, schema: IndexSchema) {
  const letters = fieldLetters(schema);
  // SQLite takes a bound JavaScript number as a float, which a full-text table doesn't accept as a rowid.
  const wordRows = {
    remove: db.prepare<[bigint]>('DELETE FROM word_index WHERE rowid = ?'),
    insert: db.prepare<[bigint, string]>('INSERT INTO word_index (rowid, terms) VALUES (?, ?)'),
  };
  const linkRows = {
    remove: db.prepare<[bigint]>('DELETE FROM link_index WHERE rowid = ?'),
    insert: db.prepare<[bigint, string]>('INSERT INTO link_index (rowid, terms) VALUES (?, ?)'),
  };
  const addWord = db.prepare<[string]>('INSERT INTO spelled_word (word) VALUES (?) ON CONFLICT DO NOTHING');
  const knownWords = new Set<string>();

  function words(fields: SharedFields): string {
    const terms: string[] = [];
    const taken = new Set<string>();
    // From the heaviest field down, a word counts once a document: where it weighs most.
    for (const { name, letter } of letters.text) {
      const value = fields.text?.[name];
      if (value === undefined) continue;
      for (const text of typeof value === 'string' ? [value] : value) {
        const found = textTerms(text);
        if (found.complete !== null) terms.push(`=${letter}${found.complete}`);
        for (const pair of found.pairs) {
          if (taken.has(pair)) continue;
          taken.add(pair);
          terms.push(letter + pair);
        }
        for (const word of found.words) {
          if (taken.has(word)) continue;
          taken.add(word);
          terms.push(letter + word);
          rememberSpelling(word);
        }
      }
    }
    for (const { name, letter } of letters.codes) {
      for (const code of fields.codes?.[name] ?? []) terms.push(`#${letter}${codeTerm(code)}`);
    }
    return terms.join(' ');
  }

  function rememberSpelling(word: string): void {
    if (knownWords.has(word) || !isSpelled(word)) return;
    if (knownWords.size >= REMEMBERED_WORDS) knownWords.clear();
    knownWords.add(word);
    addWord.run(word);
  }

  function links(fields: SharedFields): string {
    const terms: string[] = [];
    for (const { name, letter } of letters.links) {
      const values = fields.links?.[name];
      if (values !== undefined && values.length > 0) terms.push(linkTerms(letter, values));
    }
    return terms.join(' ');
  }

  /** Replaces a row unless it holds the same already. Gives the digest of what it holds now; none: there is no row. */
  function replace(
    row: bigint,
    terms: string,
    held: string | undefined,
    statements: { remove: Statement<[bigint]>; insert: Statement<[bigint, string]> },
  ): string | undefined {
    const digest = terms === '' ? undefined : hash('sha256', terms, 'base64url');
    if (digest === held) return held;
    if (held !== undefined) statements.remove.run(row);
    if (digest !== undefined) statements.insert.run(row, terms);
    return digest;
  }

  return {
    words: (document: number, fields: SharedFields | null, held: string | undefined) =>
      replace(BigInt(document), fields === null ? '' : words(fields), held, wordRows),
    links: (document: number, group: number, fields: SharedFields | null, held: string | undefined) =>
      replace(BigInt(linkRow(document, group)), fields === null ? '' : links(fields), held, linkRows),
    /** After a rollback. */
    forget(): void {
      knownWords.clear();
    },
  };
}
