import { InvalidInput } from '@qipei/kernel';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import type { DocumentPatch, IndexSchema } from '../search-engine.ts';
import { changeWriter, DOCUMENT_CARDS } from './change-log.ts';
import { dictionary } from './dictionary.ts';
import {
  documentCard,
  type GroupState,
  type GroupStates,
  groupState,
  type NumberStates,
  numberCard,
} from './document-state.ts';
import { fullTextWriter, type SharedPatch } from './full-text.ts';

interface OpenDocument {
  no: number;
  id: string;
  isNew: boolean;
  changed: boolean;
  groups: GroupStates;
  /** The newest patch of each group in this call, and the group as the database holds it. */
  patches: Map<string, { patch: SharedPatch; before: GroupState | undefined }>;
}

interface OpenNumbers {
  tenant: number;
  no: number;
  changed: boolean;
  isNew: boolean;
  groups: NumberStates;
}

type TenantPatch = Exclude<DocumentPatch, SharedPatch>;

const MAX_SHARED_GROUPS = 15;

/** Applies patches: reads what they touch, decides by version, writes each touched row once. */
export function patchWriter(db: Database, schema: IndexSchema) {
  const names = dictionary(db);
  const fullText = fullTextWriter(db, schema);
  const record = changeWriter(db);
  const nextNo = db.prepare<[], number>('SELECT coalesce(max(no), 0) + 1 FROM document').pluck();
  const documentById = db.prepare<[string], { no: number; groups: string }>(
    'SELECT no, groups FROM document WHERE id = ?',
  );
  const insertDocument = db.prepare<[number, string, string, string]>(
    'INSERT INTO document (no, id, groups, card) VALUES (?, ?, ?, ?)',
  );
  const updateDocument = db.prepare<[string, string, number]>(
    'UPDATE document SET groups = ?, card = ? WHERE no = ?',
  );
  const putSource = db.prepare<[number, string, string]>(
    'INSERT OR REPLACE INTO document_source (no, stored, matchable) VALUES (?, ?, ?)',
  );
  const removeSource = db.prepare<[number]>('DELETE FROM document_source WHERE no = ?');
  const numbersOf = db
    .prepare<[number, number], string>('SELECT groups FROM tenant_document WHERE tenant = ? AND no = ?')
    .pluck();
  const insertNumbers = db.prepare<[number, number, string, string]>(
    'INSERT INTO tenant_document (tenant, no, groups, card) VALUES (?, ?, ?, ?)',
  );
  const updateNumbers = db.prepare<[string, string, number, number]>(
    'UPDATE tenant_document SET groups = ?, card = ? WHERE tenant = ? AND no = ?',
  );

  function applyAll(patches: readonly DocumentPatch[]): { applied: number; ignored: number } {
    const documents = new Map<string, OpenDocument>();
    const numbers = new Map<string, OpenNumbers>();
    let next = nextNo.get() ?? 1;
    let applied = 0;

    function open(id: string): OpenDocument {
      const opened = documents.get(id);
      if (opened !== undefined) return opened;
      const row = documentById.get(id);
      const document: OpenDocument = {
        no: row?.no ?? next,
        id,
        isNew: row === undefined,
        changed: false,
        groups: row === undefined ? {} : JSON.parse(row.groups),
        patches: new Map(),
      };
      if (row === undefined) next += 1;
      documents.set(id, document);
      return document;
    }

    function applyShared(document: OpenDocument, patch: SharedPatch): boolean {
      const held = document.groups[patch.group];
      if (held !== undefined && held.version >= patch.version) return false;
      const earlier = document.patches.get(patch.group);
      const before = earlier === undefined ? held : earlier.before;
      document.groups[patch.group] = groupState(schema, names, patch.version, patch.fields);
      document.patches.set(patch.group, { patch, before });
      document.changed = true;
      return true;
    }

    function applyNumbers(document: OpenDocument, patch: TenantPatch): boolean {
      const tenant = names.tenant(patch.tenant);
      const key = `${tenant} ${document.no}`;
      let opened = numbers.get(key);
      if (opened === undefined) {
        const groups = document.isNew ? undefined : numbersOf.get(tenant, document.no);
        opened = {
          tenant,
          no: document.no,
          changed: false,
          isNew: groups === undefined,
          groups: groups === undefined ? {} : JSON.parse(groups),
        };
        numbers.set(key, opened);
      }
      const held = opened.groups[patch.group];
      if (held !== undefined && held[0] >= patch.version) return false;
      const given = patch.fields?.numbers;
      opened.groups[patch.group] = [
        patch.version,
        given === undefined ? null : schema.tenantNumbers.map((name) => given[name] ?? null),
      ];
      opened.changed = true;
      return true;
    }

    for (const patch of patches) {
      const document = open(patch.id);
      const taken = patch.tenant === undefined ? applyShared(document, patch) : applyNumbers(document, patch);
      if (taken) applied += 1;
    }
    const cards = new Map<number, string[]>([[DOCUMENT_CARDS, []]]);
    for (const document of documents.values()) saveDocument(document, cards);
    for (const opened of numbers.values()) if (opened.changed) saveNumbers(opened, cards);
    record(cards);
    return { applied, ignored: patches.length - applied };
  }

  function saveDocument(document: OpenDocument, cards: Map<number, string[]>): void {
    if (!document.isNew && !document.changed) return;
    const { no, id, groups } = document;
    for (const { patch, before } of document.patches.values()) {
      const state = groups[patch.group];
      if (state !== undefined) saveGroup(no, patch, state, before);
    }
    const card = documentCard(schema, no, id, groups);
    if (document.isNew) insertDocument.run(no, id, JSON.stringify(groups), card);
    else updateDocument.run(JSON.stringify(groups), card, no);
    cards.get(DOCUMENT_CARDS)?.push(card);
  }

  function saveGroup(
    no: number,
    { group, fields }: SharedPatch,
    state: GroupState,
    before: GroupState | undefined,
  ): void {
    if (schema.links.length > 0) {
      const groupNo = names.group(group);
      if (groupNo > MAX_SHARED_GROUPS) {
        throw new InvalidInput(
          'group',
          'groups-too-many',
          `A document has at most ${MAX_SHARED_GROUPS} shared groups.`,
        );
      }
      const links = fullText.links(no, groupNo, fields, before?.links);
      if (links !== undefined) state.links = links;
    }
    if (group !== schema.mainGroup) return;
    const words = fullText.words(no, fields, before?.words);
    if (words !== undefined) state.words = words;
    if (fields === null) removeSource.run(no);
    else {
      const matchable = JSON.stringify([fields.text ?? {}, fields.codes ?? {}]);
      putSource.run(no, JSON.stringify(fields.stored ?? {}), matchable);
    }
  }

  function saveNumbers(opened: OpenNumbers, cards: Map<number, string[]>): void {
    const { tenant, no, groups } = opened;
    const card = numberCard(schema, no, groups);
    if (opened.isNew) insertNumbers.run(tenant, no, JSON.stringify(groups), card);
    else updateNumbers.run(JSON.stringify(groups), card, tenant, no);
    let list = cards.get(tenant);
    if (list === undefined) {
      list = [];
      cards.set(tenant, list);
    }
    list.push(card);
  }

  return function apply(patches: readonly DocumentPatch[]): { applied: number; ignored: number } {
    if (patches.length === 0) return { applied: 0, ignored: 0 };
    try {
      return immediateTransaction(db, () => applyAll(patches));
    } catch (error) {
      names.forget();
      fullText.forget();
      throw error;
    }
  };
}
