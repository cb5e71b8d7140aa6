import { newOutbox, type OutboxEvent } from '@qipei/mongo';

/**
 * The part of an update that adds events to the outbox of a document, for a bulk write, which `writeVersioned` can't be
 * part of. The update carries no other change of `outbox`.
 */
export function pushedEvents(events: readonly OutboxEvent[]) {
  const { pending, sequence, since } = newOutbox(events);
  if (since === undefined) return {};
  return {
    $push: { 'outbox.pending': { $each: pending } },
    $inc: { 'outbox.sequence': sequence },
    // Sets it where there is none.
    $min: { 'outbox.since': since },
  };
}
