import { rowOutcome, withRow } from '@qipei/import-job/mongo';
import { newId } from '@qipei/kernel';
import { TooManyConflicts } from '@qipei/mongo';
import {
  type RowChange,
  type RowContext,
  type RowImporter,
  type RowStep,
  withNaming,
} from '../../application/row-step.ts';
import { documentId, postingOf, rowEntryId, type StoredItem } from './inventory-documents.ts';
import { itemChanges, NEW_ITEM } from './item-changes.ts';
import { lockItems, PATIENCE_MS, type Pace } from './item-locks.ts';
import type { ItemWrite, StepDocuments } from './step-documents.ts';
import { finishPostings } from './step-recovery.ts';
import { nameWarehouses } from './warehouse-naming.ts';

type TakenStep = Exclude<RowStep, { refused: unknown }>;
interface TakenRow {
  row: number;
  step: TakenStep;
}

/** What the rows about one part come to, and the write of its item that makes it so. */
interface Plan {
  outcomes: readonly (readonly [row: number, change: RowChange])[];
  write: ItemWrite | undefined;
}

const ROUNDS = 8;

/** Items of one bulk write: few enough for a slow server to be done long before the connection gives up on it. */
const SLICE = 200;

/**
 * Takes rows in item by item, all of one item by one write, and by `ImportMarker` none twice. An item that is written
 * to by others at the same moment is locked for the next attempt.
 */
export function mongoRowImporter({
  documents,
  pace,
  onCommit,
}: {
  documents: StepDocuments;
  pace: Pace;
  onCommit: () => void;
}): RowImporter {
  return {
    async take(rows, context) {
      const taken = rows.flatMap(({ row, step }) => ('refused' in step ? [] : [{ row, step }]));
      const renamed = await nameWarehouses(documents, taken, context);
      const changes = await takeItems({ documents, pace }, taken, context);
      onCommit();
      return rows.map(({ row, step }) => {
        if ('refused' in step) return step.refused;
        return withNaming(changes.get(row) ?? 'unchanged', renamed.has(row));
      });
    },
  };
}

async function takeItems(
  store: { documents: StepDocuments; pace: Pace },
  rows: readonly TakenRow[],
  context: RowContext,
): Promise<Map<number, RowChange>> {
  const byItem = Map.groupBy(rows, ({ step }) => documentId(context.tenant, step.partId));
  const outcomes = new Map<number, RowChange>();
  const ids = [...byItem.keys()];
  for (let at = 0; at < ids.length; at += SLICE) {
    const slice = new Map(ids.slice(at, at + SLICE).map((id) => [id, byItem.get(id) ?? []]));
    for (const [row, change] of await takeSlice(store, slice, context)) outcomes.set(row, change);
  }
  return outcomes;
}

/** @throws TooManyConflicts */
async function takeSlice(
  { documents, pace }: { documents: StepDocuments; pace: Pace },
  byItem: ReadonlyMap<string, readonly TakenRow[]>,
  context: RowContext,
): Promise<Map<number, RowChange>> {
  const outcomes = new Map<number, RowChange>();
  let open = [...byItem.keys()];
  for (let round = 0; open.length > 0; round += 1) {
    if (round === ROUNDS) throw new TooManyConflicts('item');
    const by = newId('import');
    const locks = round > 0;
    const found = locks ? await lockAll(documents, pace, open, by) : await readAll(documents, open);
    try {
      const writes: ItemWrite[] = [];
      const written = new Set<string>();
      for (const id of open) {
        const item = found.get(id);
        // Its holder is waited for in the next round.
        if (!locks && item?.lock !== undefined) continue;
        const plan = planItem(id, item, byItem.get(id) ?? [], { ...context, by, locks });
        for (const [row, change] of plan.outcomes) outcomes.set(row, change);
        if (plan.write !== undefined) writes.push(plan.write);
        else if (item?.posting !== undefined) await finishPostings(documents, [item]);
        if (plan.write === undefined) written.add(id);
      }
      if (writes.length > 0 && (await documents.writeItems(writes))) {
        await finishPostings(
          documents,
          writes.map(({ item }) => item),
        );
        for (const { item } of writes) written.add(item._id);
      }
      open = open.filter((id) => !written.has(id));
    } finally {
      if (locks) await documents.unlock([...found.keys()], by).catch(() => {});
    }
  }
  return outcomes;
}

async function readAll(documents: StepDocuments, ids: readonly string[]): Promise<Map<string, StoredItem>> {
  return new Map((await documents.items(ids)).map((item) => [item._id, item]));
}

async function lockAll(documents: StepDocuments, pace: Pace, ids: readonly string[], by: string) {
  const until = pace.now() + PATIENCE_MS;
  try {
    return await lockItems(ids, { documents, pace, until, lock: { by } });
  } catch (error) {
    await documents.unlock(ids, by).catch(() => {});
    throw error;
  }
}

function planItem(
  _id: string,
  item: StoredItem | undefined,
  rows: readonly TakenRow[],
  context: RowContext & { by: string; locks: boolean },
): Plan {
  const { tenant, jobId, by } = context;
  const changes = itemChanges(context, () => item);
  const outcomes: [number, RowChange][] = [];
  const entries = [...(item?.posting?.entries ?? [])];
  const priceChanges = [...(item?.posting?.prices ?? [])];
  let marker = item?.import;
  for (const { row, step } of rows) {
    const known = rowOutcome(marker, { jobId, row });
    if (known !== undefined) {
      outcomes.push([row, known]);
      continue;
    }
    const before = changes.entries.length;
    const pricesBefore = changes.priceChanges.length;
    const change = step.take(changes.unit);
    outcomes.push([row, change]);
    if (change === 'unchanged') continue;
    marker = withRow(marker, context, row, change);
    for (const [i, { partId: _, ...entry }] of changes.entries.slice(before).entries())
      entries.push({ ...entry, _id: rowEntryId(jobId, row, i), item: _id });
    for (const [i, change] of changes.priceChanges.slice(pricesBefore).entries())
      priceChanges.push({ ...change, _id: rowEntryId(jobId, row, i), item: _id });
  }
  const [changed] = changes.changed();
  if (changed === undefined) return { outcomes, write: undefined };
  const { partId, levels, prices, told, event } = changed;
  const { lock: _, ...base } = item ?? { _id, tenant, partId, version: 0, ...NEW_ITEM };
  return {
    outcomes,
    write: {
      basis:
        item === undefined
          ? { new: true }
          : { version: item.version, lockedBy: context.locks ? by : undefined },
      item: {
        ...base,
        ...{ levels, prices, told },
        version: base.version + 1,
        ...(marker === undefined ? {} : { import: marker }),
        ...postingOf({ by, entries, prices: priceChanges }),
      },
      event,
    },
  };
}
