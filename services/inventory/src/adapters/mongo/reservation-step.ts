import { newId } from '@qipei/kernel';
import { TooManyConflicts } from '@qipei/mongo';
import { declaredParts } from '../../domain/declared-parts.ts';
import { InventoryBusy } from '../../domain/errors.ts';
import type { About, ReservationUnit, Scope } from '../../domain/inventory-store.ts';
import type { Reservation } from '../../domain/reservation.ts';
import {
  bookedId,
  type DecidedStep,
  documentId,
  type ReservationDocument,
  type StoredItem,
} from './inventory-documents.ts';
import { type ItemChanges, itemChanges } from './item-changes.ts';
import { backoffMs, lockItems, PATIENCE_MS, type Pace } from './item-locks.ts';
import type { ItemTurns } from './item-turns.ts';
import type { StepDocuments } from './step-documents.ts';
import { finishStep, preventDecision, settledReservation, voidReservation } from './step-recovery.ts';

interface Step<T> {
  documents: StepDocuments;
  pace: Pace;
  /** Of all steps of the process. */
  turns: ItemTurns;
  scope: Scope;
  about: About;
  run: (unit: ReservationUnit) => T;
}

type Result<T> = { value: T } | { error: unknown };

/**
 * Runs a step over a reservation and items as if there were no other, without a transaction of the database's:
 *
 * 1. reads the reservation, and first carries out the step on it that is under way, if there is one;
 * 2. locks the items;
 * 3. runs the step in memory;
 * 4. decides: writes the reservation together with all that the step does, where it is still at the version of 1;
 * 5. carries that out on the items, which frees them, and on the ledger; then the reservation forgets it.
 *
 * Until 4 nothing has happened, from then on anybody can do the rest. Who frees an item of a lock that is too old changes
 * the version of the reservation first; as that was read before the item was locked, the former holder can't decide.
 * @throws InventoryBusy, what `run` throws
 */
export async function runReservationStep<T>(step: Step<T>): Promise<T> {
  const { pace } = step;
  const until = pace.now() + PATIENCE_MS;
  for (let round = 0; ; round += 1) {
    const result = await attempt(step, until);
    if (result !== undefined) {
      if ('error' in result) throw result.error;
      return result.value;
    }
    if (pace.now() > until) throw new InventoryBusy(new TooManyConflicts('reservation'));
    await pace.pause(backoffMs(round));
  }
}

/** Undefined where another was in the way. */
async function attempt<T>(step: Step<T>, until: number): Promise<Result<T> | undefined> {
  const { documents, pace, scope, about } = step;
  const id = documentId(scope.tenant, about.reservationId);
  const before = await settledReservation(documents, id);
  const parts = declaredParts(about.partIds);
  parts.add(before?.allocations ?? []);
  const by = newId('step');
  const ids = [...parts.partIds].map((partId) => documentId(scope.tenant, partId));
  using turn = await step.turns.take(ids, until - pace.now());
  if (turn === undefined) throw new InventoryBusy(new TooManyConflicts('item'));
  let locked: readonly string[] = ids;
  try {
    const lock = { by, reservation: id };
    const items = await lockItems(ids, { documents, pace, until, lock });
    const changes = itemChanges(scope, (partId) => {
      parts.require(partId);
      return items.get(documentId(scope.tenant, partId));
    });
    const { result, written } = runInMemory(step, changes, before);
    const decision =
      'error' in result ? undefined : decisionOf({ step, id, by, before, written, items, changes });
    if (decision === undefined) {
      // What it saw of items and reservation was so at one moment only if the reservation is still the same.
      const same = ids.length === 0 || (await documents.reservation(id))?.version === before?.version;
      return same ? result : undefined;
    }
    // From here on nobody but `decide` and what follows knows whether the items may be freed.
    locked = [];
    if (!(await decide(documents, decision, { before: before?.version, ids }))) {
      locked = ids;
      return undefined;
    }
    const changed = new Set(decision.step?.items.map(({ _id }) => _id));
    locked = ids.filter((each) => !changed.has(each));
    if (decision.step !== undefined) await finishStep(documents, id, decision.step);
    return result;
  } catch (error) {
    throw error instanceof TooManyConflicts ? new InventoryBusy(error) : error;
  } finally {
    // Where that fails, whoever meets the lock frees it.
    await documents.unlock(locked, by).catch(() => {});
  }
}

function runInMemory<T>({ run }: Step<T>, changes: ItemChanges, before: ReservationDocument | undefined) {
  let current = toReservation(before);
  let written: Reservation | undefined;
  const put = (reservation: Reservation) => {
    current = reservation;
    written = reservation;
  };
  const { scope, levels, level, prices, move } = changes.unit;
  let result: Result<T>;
  try {
    const value = run({
      ...{ scope, levels, level, prices, move },
      reservation: () => current,
      putReservation: put,
      setReservationState(state) {
        if (current !== undefined) put({ ...current, state });
      },
    });
    result = { value };
  } catch (error) {
    result = { error };
  }
  return { result, written };
}

/** What is to be written of the reservation; undefined where the step changes nothing. */
function decisionOf<T>(made: {
  step: Step<T>;
  id: string;
  by: string;
  before: ReservationDocument | undefined;
  written: Reservation | undefined;
  items: ReadonlyMap<string, StoredItem>;
  changes: ItemChanges;
}): ReservationDocument | undefined {
  const { step, id, by, before, written, items, changes } = made;
  const { tenant } = step.scope;
  const decided: DecidedStep = {
    by,
    at: new Date(step.pace.now()),
    items: changes.changed().map(({ partId, levels, told, event }) => {
      const _id = documentId(tenant, partId);
      const item = items.get(_id);
      if (item === undefined) throw new TypeError(`A reservation can’t make the item '${partId}'.`);
      return { _id, version: item.version + 1, levels, told, ...(event === undefined ? {} : { event }) };
    }),
    entries: changes.entries.map(({ partId, ...entry }, i) => ({
      ...entry,
      _id: bookedId(by, i),
      item: documentId(tenant, partId),
    })),
  };
  if (written === undefined && decided.items.length === 0) return undefined;
  const { step: _, ...base } = before ?? voidReservation(tenant, id);
  const { state, allocations, prices, expiresAt } = written ?? base;
  return {
    ...base,
    ...{ state, allocations, prices, expiresAt, by },
    version: base.version + 1,
    ...(decided.items.length === 0 ? {} : { step: decided }),
  };
}

/**
 * Whether the decision has been taken. Where no answer came, it is looked up; where it hasn't been taken it then can't
 * be any more, and the error is thrown.
 */
async function decide(
  documents: StepDocuments,
  decision: ReservationDocument,
  { before, ids }: { before: number | undefined; ids: readonly string[] },
): Promise<boolean> {
  const { _id, tenant, by } = decision;
  let failure: { error: unknown } | undefined;
  try {
    if (await documents.decide(decision, before)) return true;
  } catch (error) {
    failure = { error };
  }
  const found = await documents.reservation(_id).catch((error: unknown) => {
    throw failure?.error ?? error;
  });
  // Its own write, which was sent twice, or of which the answer was lost.
  if (found?.by === by) return true;
  if (failure === undefined) return false;
  const prevented = await preventDecision(documents, tenant, _id, found).catch(() => false);
  if (prevented) await documents.unlock(ids, by).catch(() => {});
  throw failure.error;
}

export function toReservation(found: ReservationDocument | undefined): Reservation | undefined {
  if (found === undefined || found.state === 'void') return undefined;
  const { reservationId, state, allocations, prices, expiresAt } = found;
  return {
    ...{ reservationId, state, allocations, expiresAt },
    // What isn't stored is undefined, and not left out.
    prices: prices.map(({ line, unitPrice }) => ({ line, unitPrice })),
  };
}
