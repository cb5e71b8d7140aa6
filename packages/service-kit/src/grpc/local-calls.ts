import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Metadata, type ServiceError, status, type UntypedHandleCall } from '@grpc/grpc-js';
import { fromServiceError } from './error-status.ts';
import type { GrpcDefinition, GrpcMethod } from './method-types.ts';

export type LocalHandlers = Readonly<Record<string, UntypedHandleCall>>;

interface LocalServer {
  /** By the path of the method. */
  handlers: ReadonlyMap<string, UntypedHandleCall>;
  calls: Set<LocalCall>;
  onIdle: (() => void) | undefined;
}

/** What a handler needs of a call that is a stream of requests. */
interface LocalCall extends EventEmitter {
  readonly metadata: Metadata;
  cancelled: boolean;
  getDeadline(): Date;
  iterator(): AsyncGenerator<unknown, void>;
  cancel(why?: status): void;
}

/** By address, of this thread. */
const servers = new Map<string, LocalServer>();

export interface LocalServing {
  /** Nothing new comes; resolves when what is under way has ended. */
  close(): Promise<void>;
  /** Ends what is under way. */
  cancel(): void;
}

/** Makes the handlers of a server known to clients of the same thread. */
export function serveLocally(
  address: string,
  services: readonly { definition: GrpcDefinition; handlers: LocalHandlers }[],
): LocalServing {
  const handlers = new Map(
    services.flatMap(({ definition, handlers: bound }) =>
      Object.entries(definition).flatMap(([name, { path }]) => {
        const handler = bound[name];
        return handler === undefined ? [] : [[path, handler] as const];
      }),
    ),
  );
  const server: LocalServer = { handlers, calls: new Set(), onIdle: undefined };
  servers.set(address, server);
  return {
    close: () =>
      new Promise((resolve) => {
        if (servers.get(address) === server) servers.delete(address);
        if (server.calls.size === 0) resolve();
        else server.onIdle = resolve;
      }),
    cancel() {
      for (const call of [...server.calls]) call.cancel(status.UNAVAILABLE);
    },
  };
}

export interface LocalCallOptions {
  metadata: Metadata;
  deadline: Date;
  signal?: AbortSignal | undefined;
}

/**
 * Calls a method that takes a stream of requests where its server is one of this thread, past the network; undefined where it isn't. Bytes that
 * would go out of this thread and into it again, through two buffers of HTTP/2 and a window of 64 KiB, stay where they are. It is the same
 * call otherwise: token, tenant, deadline, errors and the end of either side. Requests are handed on as they are and read only as fast as they are taken.
 */
export function callLocally(
  address: string,
  method: GrpcMethod,
  requests: AsyncIterable<unknown>,
  { metadata, deadline, signal }: LocalCallOptions,
): Promise<unknown> | undefined {
  const server = servers.get(address);
  const handler = server?.handlers.get(method.path);
  if (server === undefined || handler === undefined) return undefined;
  return new Promise((resolve, reject) => {
    const source = requests[Symbol.asyncIterator]();
    const fail = (error: Partial<ServiceError>) => {
      const { code = status.UNKNOWN, details = '' } = error;
      const named = Object.assign(new Error(details), error, { code, details }) as ServiceError;
      reject(fromServiceError(named, method.path));
    };
    const call = localCall({
      ...{ source, metadata, deadline, onFailure: reject },
      onCancelled: (code) => fail({ code, details: 'the call was cancelled' }),
    });
    const late = setTimeout(
      () => call.cancel(status.DEADLINE_EXCEEDED),
      Math.max(0, deadline.getTime() - Date.now()),
    );
    const gone = () => call.cancel();
    signal?.addEventListener('abort', gone, { once: true });
    server.calls.add(call);
    const answer = (error: Partial<ServiceError> | null, response?: unknown) => {
      clearTimeout(late);
      signal?.removeEventListener('abort', gone);
      server.calls.delete(call);
      if (server.calls.size === 0) server.onIdle?.();
      if (error === null) resolve(carried(method, response));
      else fail(error);
      // Nobody reads what is left of it. Not awaited: a read may be pending.
      source.return?.().catch(() => {});
    };
    (handler as unknown as (call: LocalCall, callback: typeof answer) => void)(call, answer);
    if (signal?.aborted === true) gone();
  });
}

/** What the contract carries of an answer, as an object of the caller's own. */
function carried(method: GrpcMethod, response: unknown): unknown {
  return method.responseDeserialize(method.responseSerialize(response as never));
}

function localCall({
  source,
  metadata,
  deadline,
  onFailure,
  onCancelled,
}: {
  source: AsyncIterator<unknown>;
  metadata: Metadata;
  deadline: Date;
  onFailure: (cause: unknown) => void;
  onCancelled: (code: status) => void;
}): LocalCall {
  const stop = new AbortController();
  const call: LocalCall = Object.assign(new EventEmitter(), {
    metadata,
    cancelled: false,
    getDeadline: () => deadline,
    cancel(code = status.CANCELLED) {
      if (call.cancelled) return;
      call.cancelled = true;
      onCancelled(code);
      stop.abort();
      call.emit('cancelled');
    },
    async *iterator() {
      for (;;) {
        let next: IteratorResult<unknown>;
        try {
          next = await unlessStopped(source.next(), stop.signal);
        } catch (cause) {
          // The fault of the caller's own source is what the caller is told.
          onFailure(cause);
          call.cancel();
          throw cause;
        }
        if (next.done === true) return;
        yield next.value;
        // What a socket has is given out at once, up to megabytes of it: others of this thread would wait for all of that.
        await nextTurn();
      }
    },
  });
  return call;
}

/** With a promise of its own: one that outlives a request would keep every request that was raced with it. */
async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const stop = Promise.withResolvers<never>();
  const onAbort = () => stop.reject(new Error('the call was cancelled'));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([work, stop.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
