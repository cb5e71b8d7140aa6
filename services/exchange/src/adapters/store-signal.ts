import { coalescedWake } from '@qipei/event-log';

export interface StoreSignal extends Disposable {
  /** After a commit; told to all threads of the process, at most every 20 ms. */
  announce(): void;
  /** Resolves when something has been announced, after `ms`, or when the signal aborts. */
  changed(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

/** Threads of one process know each other by the store's name. Who is in another process looks again after a while. */
export function storeSignal(name: string): StoreSignal {
  const channel = new BroadcastChannel(`qipei-exchange:${name}`);
  const waiting = new Set<() => void>();
  let closed = false;
  const tell = () => {
    for (const wake of waiting) wake();
  };
  channel.onmessage = tell;
  channel.unref();
  return {
    announce: coalescedWake(() => {
      if (closed) return;
      tell();
      channel.postMessage(null);
    }),
    changed: (ms, signal) =>
      new Promise((done) => {
        if (signal?.aborted === true) return done();
        const wake = () => {
          clearTimeout(timer);
          waiting.delete(wake);
          signal?.removeEventListener('abort', wake);
          done();
        };
        const timer = setTimeout(wake, ms);
        waiting.add(wake);
        signal?.addEventListener('abort', wake);
      }),
    [Symbol.dispose]() {
      closed = true;
      channel.close();
    },
  };
}
