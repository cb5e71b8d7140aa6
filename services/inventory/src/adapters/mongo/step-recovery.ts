import {
  type DecidedStep,
  documentId,
  type ReservationDocument,
  type StoredItem,
} from './inventory-documents.ts';
import type { StepDocuments } from './step-documents.ts';

/**
 * Carries out a step that is decided, whoever decided it; again, or by several at once, is the same. An item that is free has all
 * of its ledger: so that is written first.
 */
export async function finishStep(documents: StepDocuments, id: string, step: DecidedStep): Promise<void> {
  await documents.post(step.entries);
  await documents.carryOut(step.items, step.by);
  await documents.endStep(id, step.by);
}

/** The reservation with no step under way. */
export async function settledReservation(
  documents: StepDocuments,
  id: string,
): Promise<ReservationDocument | undefined> {
  for (;;) {
    const found = await documents.reservation(id);
    if (found?.step === undefined) return found;
    await finishStep(documents, id, found.step);
  }
}

/**
 * Frees an item of the lock of an attempt that has not been heard of for long: carries out what it has decided. Where
 * it hasn't decided, first sees to it that it can't any more: it may only be slow.
 */
export async function freeAbandoned(documents: StepDocuments, item: StoredItem): Promise<void> {
  const { lock } = item;
  if (lock === undefined) return;
  if (lock.reservation === undefined) return await documents.unlock([item._id], lock.by);
  const found = await documents.reservation(lock.reservation);
  if (found?.step?.by === lock.by) return await finishStep(documents, found._id, found.step);
  if (await preventDecision(documents, item.tenant, lock.reservation, found))
    await documents.unlock([item._id], lock.by);
}

/**
 * Keeps every attempt that read the reservation as `found`, or before, from deciding. False where one just has, or
 * another was quicker in keeping it.
 */
export async function preventDecision(
  documents: StepDocuments,
  tenant: string,
  id: string,
  found: ReservationDocument | undefined,
): Promise<boolean> {
  if (found !== undefined) return await documents.abandon(found);
  return await documents.abandonNew({ ...voidReservation(tenant, id), version: 1 });
}

/** What stands for a reservation that there isn't. */
export function voidReservation(tenant: string, id: string): ReservationDocument {
  return {
    _id: id,
    tenant,
    reservationId: id.slice(documentId(tenant, '').length),
    state: 'void',
    allocations: [],
    prices: [],
    expiresAt: new Date(0),
    version: 0,
    by: 'nobody',
  };
}

const AT_ONCE = 100;

/**
 * Carries out what was decided before the instant and then left behind, and adds to the ledger what imports left behind.
 * Locks that nobody decided on stay until somebody meets them. Returns how many documents it brought in order.
 */
export async function recoverSteps(documents: StepDocuments, before: Date): Promise<number> {
  const steps = await documents.unendedSteps(before, AT_ONCE);
  for (const { _id, step } of steps) if (step !== undefined) await finishStep(documents, _id, step);
  const postings = await documents.unendedPostings(AT_ONCE);
  await finishPostings(documents, postings);
  return steps.length + postings.length;
}

export async function finishPostings(
  documents: StepDocuments,
  items: readonly Pick<StoredItem, '_id' | 'posting'>[],
): Promise<void> {
  const postings = items.flatMap(({ _id, posting }) => (posting === undefined ? [] : [{ _id, ...posting }]));
  if (postings.length === 0) return;
  await Promise.all([
    documents.post(postings.flatMap(({ entries }) => entries)),
    documents.postPrices(postings.flatMap(({ prices = [] }) => prices)),
  ]);
  for (const [by, those] of Map.groupBy(postings, (each) => each.by))
    await documents.endPosting(
      those.map(({ _id }) => _id),
      by,
    );
}
