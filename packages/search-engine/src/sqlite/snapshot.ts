import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '@qipei/sqlite';
import { SearchEngineClosed } from '../errors.ts';
import type { IndexSchema } from '../search-engine.ts';
import { changeReader, DOCUMENT_CARDS } from './change-log.ts';
import { type Columns, columns } from './columns.ts';
import type { DocumentCard } from './document-state.ts';
import { numberColumns, parseCards, type TenantColumns } from './number-columns.ts';

/** The columns as they were at one commit. */
export interface Snapshot {
  columns: Columns;
  numbersOf(tenant: string): TenantColumns;
  /** Grows whenever a document's shared content changed. */
  generation: number;
}

export interface SnapshotKeeper extends Disposable {
  /** Begins to read what the first question would wait for. */
  preload(): void;
  /** Runs `read` in one read transaction whose state the columns are brought to. */
  read<T>(read: (snapshot: Snapshot) => T): Promise<T>;
}

/** Read and parsed in one go: a card takes up to some kilobytes. */
const LOADED_AT_ONCE = 2_000;
const CATCH_UP_MS = 100;

/**
 * Keeps columns in step with what other connections commit, by the change log. Between questions a timer catches up, so
 * that a question during a long import finds little left to do; what is left is done before it is answered.
 */
export function snapshotKeeper(db: Database, schema: IndexSchema): SnapshotKeeper {
  const log = changeReader(db);
  const cardsBetween = db
    .prepare<[number, number], string>('SELECT card FROM document WHERE no >= ? AND no < ? ORDER BY no')
    .pluck();
  const highestNo = db.prepare<[], number>('SELECT coalesce(max(no), 0) FROM document').pluck();
  const begin = db.prepare('BEGIN');
  const commit = db.prepare('COMMIT');
  const numbers = numberColumns(db, schema);
  let held: { columns: Columns; seq: number } | undefined;
  let loading: Promise<void> | undefined;
  let generation = 0;
  let closed = false;

  async function load(): Promise<void> {
    const loaded = columns(db, schema);
    numbers.clear();
    // Rows that change while they are read are in the log after this place, and are read again from there.
    const seq = log.latest();
    const end = highestNo.get() ?? 0;
    for (let from = 1; from <= end && !closed; from += LOADED_AT_ONCE) {
      const cards = cardsBetween.all(from, Math.min(from + LOADED_AT_ONCE, end + 1)).join(',');
      for (const card of parseCards<DocumentCard>(cards)) loaded.put(card);
      await nextTurn();
    }
    if (closed) return;
    loaded.readNames();
    loaded.byRank.settle();
    generation += 1;
    held = { columns: loaded, seq };
  }

  function loadOnce(): Promise<void> {
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  }

  /** False where the log no longer reaches back far enough. Inside a read transaction. */
  function catchUp(state: { columns: Columns; seq: number }): boolean {
    const changes = log.since(state.seq);
    if (changes === null) return false;
    let documentsChanged = false;
    for (const { seq, tenant, cards } of changes) {
      if (tenant === DOCUMENT_CARDS) {
        documentsChanged = true;
        for (const card of parseCards<DocumentCard>(cards)) state.columns.put(card);
      } else {
        numbers.change(tenant, cards);
      }
      state.seq = seq;
    }
    if (documentsChanged) {
      generation += 1;
      state.columns.readNames();
      state.columns.byRank.settle();
    }
    return true;
  }

  function inTransaction<T>(fn: () => T): T {
    begin.run();
    try {
      return fn();
    } finally {
      commit.run();
    }
  }

  const timer = setInterval(() => {
    const state = held;
    if (state === undefined || loading !== undefined || closed) return;
    // What fails here fails again, and is told, at the next question.
    try {
      if (!inTransaction(() => catchUp(state))) held = undefined;
    } catch {
      held = undefined;
    }
  }, CATCH_UP_MS);
  timer.unref();

  return {
    preload() {
      // What fails here fails again, and is told, at the first question.
      loadOnce().catch(() => {});
    },
    async read(read) {
      for (;;) {
        if (closed) throw new SearchEngineClosed();
        if (held === undefined) {
          await loadOnce();
        }
        const state = held;
        if (state === undefined || closed) continue;
        const answer = inTransaction(() => {
          if (!catchUp(state)) return null;
          return {
            value: read({
              columns: state.columns,
              numbersOf: (tenant) => numbers.of(tenant),
              generation,
            }),
          };
        });
        if (answer !== null) return answer.value;
        held = undefined;
      }
    },
    [Symbol.dispose]() {
      closed = true;
      clearInterval(timer);
    },
  };
}
