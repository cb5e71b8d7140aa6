import { createRequire } from 'node:module';

/** What is used here of a class that kafkajs keeps to itself. */
interface RequestQueue {
  pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

const altered = new WeakSet<RequestQueue>();

/**
 * kafkajs 2.2.4 looks after the waiting requests of every connection once a millisecond, for as long as the connection
 * lives and also where none waits, by a timer whose negative delay Node 24 warns of (tulios/kafkajs#1704, #1751). Here a
 * queue without waiting requests sets no timer: whatever joins the queue asks for its own look, and so does each answer.
 */
export function quietIdleRequestQueues(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
    prototype: RequestQueue;
  };
  if (altered.has(prototype)) return;
  altered.add(prototype);
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
}
