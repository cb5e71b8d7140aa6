import { DomainError } from '@qipei/kernel';
import type { PictureCall } from '../../application/part-pictures.ts';

const AT_ONCE = 2;
const MAX_WAITING = 32;
const MAX_WAITING_OF_TENANT = 16;

interface Waiter {
  tenant: string;
  start(): void;
}

export interface RenderQueue {
  /** @throws DomainError `overloaded`, `caller-gone` */
  inTurn<T>(call: PictureCall, work: () => Promise<T>): Promise<T>;
}

/**
 * A few pictures at once, and of one tenant one: whoever sends many keeps a place free for the others. Who has gone away while
 * it waited isn't worked for.
 */
export function renderQueue(): RenderQueue {
  const running = new Set<string>();
  const waiting: Waiter[] = [];

  const mayRun = (tenant: string) => running.size < AT_ONCE && !running.has(tenant);

  async function turnOf({ tenant, signal }: PictureCall): Promise<void> {
    const ofTenant = waiting.filter((each) => each.tenant === tenant).length;
    if (waiting.length >= MAX_WAITING || ofTenant >= MAX_WAITING_OF_TENANT) throw overloaded();
    const turn = Promise.withResolvers<void>();
    const waiter = { tenant, start: turn.resolve };
    const leave = () => {
      const at = waiting.indexOf(waiter);
      if (at === -1) return;
      waiting.splice(at, 1);
      turn.reject(callerGone());
    };
    waiting.push(waiter);
    signal?.addEventListener('abort', leave, { once: true });
    try {
      await turn.promise;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  function startNext(): void {
    const at = waiting.findIndex(({ tenant }) => mayRun(tenant));
    const [next] = at === -1 ? [] : waiting.splice(at, 1);
    if (next === undefined) return;
    running.add(next.tenant);
    next.start();
  }

  return {
    async inTurn(call, work) {
      if (call.signal?.aborted === true) throw callerGone();
      if (mayRun(call.tenant)) running.add(call.tenant);
      else await turnOf(call);
      try {
        return await work();
      } finally {
        running.delete(call.tenant);
        startNext();
      }
    },
  };
}

function callerGone(): DomainError {
  return new DomainError({
    kind: 'deadline',
    code: 'caller-gone',
    message: 'The caller went away before the picture had its turn.',
  });
}

function overloaded(): DomainError {
  return new DomainError({
    kind: 'unavailable',
    code: 'overloaded',
    message: 'Too many pictures are being worked on; try again.',
  });
}
