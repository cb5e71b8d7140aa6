import { makeKey } from '@qipei/vin';
import type { EntryKind, ReleaseOperation, RowOutcome, VehicleEntry } from './vehicle-entry.ts';
import { NO_FACTS, sameEntry } from './vehicle-entry.ts';
import type { SavedEntry, VehicleAnswer, VehicleChanges, VehicleQuestion } from './vehicle-repository.ts';

const MOST_REDIRECTS = 64;

/** Under what a name is found: case, blanks, punctuation and accents don't count. */
export function nameKeyOf(kind: EntryKind, parent: string, name: string): string {
  return `${kind}|${parent}|${makeKey(name)}`;
}

/** What is known of a table while rows are applied to it, and what has come of them so far. */
export interface VehicleLedger {
  /** Asks only for what isn't known yet. */
  load(question: VehicleQuestion): Generator<VehicleQuestion, void, VehicleAnswer>;
  entry(id: string): VehicleEntry | undefined;
  holder(external: string): string | undefined;
  named(key: string): string | undefined;
  /** Follows redirects. Undefined where the chain is broken or runs in a circle. */
  final(id: string): VehicleEntry | undefined;
  /** Takes an entry as it is to be. Says what that did to it. */
  put(entry: VehicleEntry, at: { row: number; source: string }): RowOutcome;
  /** Notes that the release knows the entry, without another word about it. */
  touch(id: string): void;
  hold(external: string, id: string): void;
  name(key: string, id: string): void;
  changes<R>(result: R): VehicleChanges<R>;
}

export function vehicleLedger(release: number): VehicleLedger {
  const entries = new Map<string, VehicleEntry | undefined>();
  const holders = new Map<string, string | undefined>();
  const names = new Map<string, string | undefined>();
  const saved = new Map<string, SavedEntry>();
  const held = new Map<string, string>();
  const named = new Map<string, string>();

  function save(entry: VehicleEntry, changed: boolean): void {
    entries.set(entry.id, entry);
    saved.set(entry.id, { entry, changed: changed || (saved.get(entry.id)?.changed ?? false) });
  }

  const unknown = <T>(keys: readonly string[] = [], known: ReadonlyMap<string, T>) => [
    ...new Set(keys.filter((key) => !known.has(key))),
  ];

  function* loadOnce(question: VehicleQuestion): Generator<VehicleQuestion, void, VehicleAnswer> {
    const ids = unknown(question.ids, entries);
    const externals = unknown(question.externals, holders);
    const asked = unknown(question.names, names);
    if (ids.length + externals.length + asked.length === 0) return;
    const answer = yield { ids, externals, names: asked };
    for (const id of ids) entries.set(id, undefined);
    for (const entry of answer.entries) if (!saved.has(entry.id)) entries.set(entry.id, entry);
    for (const external of externals) holders.set(external, answer.holders.get(external));
    for (const name of asked) names.set(name, answer.named.get(name));
  }

  return {
    *load(question) {
      yield* loadOnce(question);
      // What is merged leads on to what it was merged into.
      for (let round = 0; round < MOST_REDIRECTS; round += 1) {
        const targets = [...entries.values()].flatMap((entry) =>
          entry?.mergedInto ? [entry.mergedInto] : [],
        );
        if (unknown(targets, entries).length === 0) return;
        yield* loadOnce({ ids: targets });
      }
    },
    entry: (id) => entries.get(id),
    holder: (external) => holders.get(external),
    named: (key) => names.get(key),
    final(id) {
      let entry = entries.get(id);
      for (let hops = 0; entry?.state === 'merged'; hops += 1) {
        if (hops > MOST_REDIRECTS) return undefined;
        entry = entries.get(entry.mergedInto);
      }
      return entry;
    },
    put(entry, { row, source }) {
      const before = entries.get(entry.id);
      if (before !== undefined && sameEntry(before, entry)) {
        const sameRow = before.seen.release === release && before.seen.row === row;
        const outcome = sameRow ? before.seen.outcome : 'unchanged';
        save({ ...before, seen: { release, row, outcome } }, false);
        return outcome;
      }
      const outcome = outcomeOf(before, entry);
      const operation = operationOf(before, entry, release);
      save({ ...entry, source, release, operation, seen: { release, row, outcome } }, true);
      return outcome;
    },
    touch(id) {
      const entry = entries.get(id);
      if (entry === undefined || entry.seen.release === release) return;
      save({ ...entry, seen: { release, row: 0, outcome: 'unchanged' } }, false);
    },
    hold(external, id) {
      holders.set(external, id);
      held.set(external, id);
    },
    name(key, id) {
      if (names.get(key) !== undefined || key.endsWith('|')) return;
      names.set(key, id);
      named.set(key, id);
    },
    changes: (result) => ({ saved: [...saved.values()], holders: [...held], named: [...named], result }),
  };
}

/** An entry of which nothing is known yet. */
export function newEntry(
  at: Pick<VehicleEntry, 'id' | 'kind'> & Partial<Pick<VehicleEntry, 'makeId' | 'modelId' | 'generationId'>>,
): VehicleEntry {
  return {
    ...{ id: at.id, kind: at.kind, makeId: at.makeId ?? '', modelId: at.modelId ?? '' },
    ...{ generationId: at.generationId ?? '', name: '', nameZh: '', chassisCode: '' },
    ...{ span: { from: '', to: '' }, facts: NO_FACTS, externalIds: [], state: 'active' },
    ...{ mergedInto: '', reason: '', unresolved: false, source: '', release: 0, operation: 'added' },
    seen: { release: 0, row: 0, outcome: 'unchanged' },
  };
}

function outcomeOf(before: VehicleEntry | undefined, after: VehicleEntry): RowOutcome {
  if (after.state !== 'active') return 'deleted';
  return before?.state === 'active' ? 'updated' : 'created';
}

/** What the release as a whole does to the entry. */
function operationOf(
  before: VehicleEntry | undefined,
  after: VehicleEntry,
  release: number,
): ReleaseOperation {
  if (after.state === 'merged') return 'merged';
  if (after.state === 'retired') return 'removed';
  if (before === undefined) return 'added';
  if (before.release === release) return before.operation === 'added' ? 'added' : 'changed';
  return before.state === 'active' ? 'changed' : 'added';
}
