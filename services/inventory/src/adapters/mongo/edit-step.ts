import { newId } from '@qipei/kernel';
import { TooManyConflicts } from '@qipei/mongo';
import { declaredParts } from '../../domain/declared-parts.ts';
import { editReference } from '../../domain/edit-key.ts';
import { InventoryBusy } from '../../domain/errors.ts';
import type { Edit, EditEntry, EditUnit, Scope } from '../../domain/inventory-store.ts';
import {
  bookedId,
  documentId,
  editEntryId,
  type LedgerEntry,
  postingOf,
  type StoredItem,
} from './inventory-documents.ts';
import { itemChanges, NEW_ITEM } from './item-changes.ts';
import { backoffMs, lockItems, PATIENCE_MS, type Pace } from './item-locks.ts';
import type { ItemTurns } from './item-turns.ts';
import type { ItemWrite, StepDocuments } from './step-documents.ts';
import { finishPostings } from './step-recovery.ts';

interface EditStep<T> {
  documents: StepDocuments;
  pace: Pace;
  /** Of all steps of the process. */
  turns: ItemTurns;
  scope: Scope;
  edit: Edit;
  run: (unit: EditUnit) => T;
}

/**
 * Runs a step over one item, which is locked for it: as with an import's, the write of the item decides, and has the ledger
 * entry in it until that is in the ledger. The entry's id is made of the key, so that the same key finds it in either place;
 * where the item was freed of the lock meanwhile nothing is written, and the step runs again.
 * @throws InventoryBusy, what `run` throws
 */
export async function runEditStep<T>(step: EditStep<T>): Promise<T> {
  const { pace, turns, scope, edit } = step;
  const until = pace.now() + PATIENCE_MS;
  const id = documentId(scope.tenant, edit.partId);
  using turn = await turns.take([id], until - pace.now());
  if (turn === undefined) throw new InventoryBusy(new TooManyConflicts('item'));
  for (let round = 0; ; round += 1) {
    const done = await attempt(step, id, until);
    if (done !== undefined) return done.value;
    if (pace.now() > until) throw new InventoryBusy(new TooManyConflicts('item'));
    await pace.pause(backoffMs(round));
  }
}

/** Undefined where another was in the way. */
async function attempt<T>(step: EditStep<T>, id: string, until: number): Promise<{ value: T } | undefined> {
  const { documents, pace, scope, edit, run } = step;
  const by = newId('edit');
  try {
    const item = (await lockItems([id], { documents, pace, until, lock: { by } })).get(id);
    const entryId = editEntryId(id, editReference(edit.key));
    const booked =
      item?.posting?.entries.find(({ _id }) => _id === entryId) ?? (await documents.entry(entryId));
    const { value, write } = runInMemory(run, { scope, edit, item, id, entryId, booked, by });
    if (write === undefined) return { value };
    if (!(await documents.writeItems([write]))) return undefined;
    await finishPostings(documents, [write.item]);
    return { value };
  } catch (error) {
    throw error instanceof TooManyConflicts ? new InventoryBusy(error) : error;
  } finally {
    // Where that fails, whoever meets the lock frees it.
    await documents.unlock([id], by).catch(() => {});
  }
}

function runInMemory<T>(
  run: (unit: EditUnit) => T,
  on: {
    scope: Scope;
    edit: Edit;
    item: StoredItem | undefined;
    id: string;
    entryId: string;
    booked: LedgerEntry | undefined;
    by: string;
  },
): { value: T; write: ItemWrite | undefined } {
  const { scope, edit, item, id, entryId, booked, by } = on;
  const { partId } = edit;
  const declared = declaredParts([partId]);
  const changes = itemChanges(scope, (asked) => {
    declared.require(asked);
    return item;
  });
  const { move, ...unit } = changes.unit;
  const value = run({
    ...unit,
    booked: () => (booked === undefined ? undefined : toEditEntry(booked)),
    adjust({ delta, actor, request, ...entry }) {
      const reference = editReference(edit.key);
      move({ ...entry, partId, onHand: delta, reserved: 0, reference, edit: { actor, request } });
    },
  });
  const [changed] = changes.changed();
  if (changed === undefined) return { value, write: undefined };
  const added = changes.entries.map(({ partId: _, ...entry }) => ({ ...entry, _id: entryId, item: id }));
  if (added.length > 1) throw new TypeError('A step by hand books one change.');
  const entries = [...(item?.posting?.entries ?? []), ...added];
  const prices = [
    ...(item?.posting?.prices ?? []),
    ...changes.priceChanges.map((change, i) => ({ ...change, _id: bookedId(by, i), item: id })),
  ];
  const { told, event } = changed;
  const state = { levels: changed.levels, prices: changed.prices, told };
  const { lock: _, ...base } = item ?? {
    ...{ _id: id, tenant: scope.tenant, partId, version: 0 },
    ...NEW_ITEM,
  };
  return {
    value,
    write: {
      basis: item === undefined ? { new: true } : { version: item.version, lockedBy: by },
      item: {
        ...base,
        ...state,
        version: base.version + 1,
        ...postingOf({ by, entries, prices }),
      },
      event,
    },
  };
}

/** An edit's entry is booked with an edit's reason. */
function toEditEntry(entry: LedgerEntry): EditEntry {
  const { warehouseId, delta, reason, actor = '', request = '' } = entry;
  return { warehouseId, delta, reason: reason as EditEntry['reason'], actor, request };
}
