import type { EventEmitter } from 'node:events';
import {
  Server,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceDefinition,
  type ServiceError,
  type sendUnaryData,
  type UntypedHandleCall,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { DomainError } from '@qipei/kernel';
import type { Logger } from 'pino';
import type { PeerSecurity } from '../environment/peers.ts';
import { recordRpc } from '../telemetry/instruments.ts';
import { startServerSpan } from '../telemetry/tracing.ts';
import { type CallContext, contextFromMetadata } from './call-context.ts';
import { toStatus } from './error-status.ts';
import { CHANNEL_OPTIONS } from './grpc-client.ts';
import { type LocalHandlers, serveLocally } from './local-calls.ts';
import type { GrpcDefinition, GrpcHandlers, GrpcMethod } from './method-types.ts';
import { serverCredentials } from './peer-credentials.ts';
import { hasPeerToken } from './peer-token.ts';

export interface GrpcServiceBinding {
  readonly definition: GrpcDefinition;
  readonly handlers: Record<string, (request: never, context: CallContext) => unknown>;
  /** Methods that may be called without a tenant. */
  readonly tenantless: readonly string[];
}

/** Ties a generated definition to its handlers. */
export function grpcService<D extends GrpcDefinition>(
  definition: D,
  handlers: GrpcHandlers<D>,
  options: { tenantless?: readonly (keyof D & string)[] } = {},
): GrpcServiceBinding {
  return {
    definition,
    handlers: handlers as unknown as GrpcServiceBinding['handlers'],
    tenantless: options.tenantless ?? [],
  };
}

export interface GrpcServerOptions {
  /** `host:port`; port 0 takes a free one. */
  address: string;
  services: readonly GrpcServiceBinding[];
  logger: Logger;
  /**
   * Calls without its token are refused (health and reflection apart), and with its certificates every connection but
   * those that show one of the same authority.
   */
  peerSecurity?: PeerSecurity | undefined;
  /** Calls at one time beyond which further ones are refused as overloaded. Default 2,000. */
  maxConcurrentCalls?: number;
}

export interface GrpcServer extends AsyncDisposable {
  /** `host:port` with the port really taken. */
  readonly address: string;
  setServing(serving: boolean): void;
}

export async function startGrpcServer(options: GrpcServerOptions): Promise<GrpcServer> {
  const server = new Server(CHANNEL_OPTIONS);
  const names = options.services.map((service) => serviceName(service.definition));
  const gate = { running: 0, max: options.maxConcurrentCalls ?? 2_000 };
  const bound: { definition: GrpcDefinition; handlers: LocalHandlers }[] = [];
  for (const service of options.services) {
    const implementation: UntypedServiceImplementation = {};
    for (const [name, method] of Object.entries(service.definition)) {
      implementation[name] = bindHandler(service, name, method, options, gate);
    }
    server.addService(service.definition as unknown as ServiceDefinition, implementation);
    bound.push({ definition: service.definition, handlers: implementation as LocalHandlers });
  }
  // Loaded where something is served: clients and background threads do without their 15 MB.
  const [{ HealthImplementation }, { addReflection }] = await Promise.all([
    import('grpc-health-check'),
    import('./reflection.ts'),
  ]);
  const health = new HealthImplementation(
    Object.fromEntries([['', 'NOT_SERVING'], ...names.map((name) => [name, 'NOT_SERVING'])]),
  );
  health.addToServer(server);
  addReflection(server, names);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(options.address, serverCredentials(options.peerSecurity), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const setServing = (serving: boolean) => {
    for (const name of ['', ...names]) health.setStatus(name, serving ? 'SERVING' : 'NOT_SERVING');
  };
  const address = `${options.address.slice(0, options.address.lastIndexOf(':'))}:${port}`;
  const local = serveLocally(address, bound);
  return {
    address,
    setServing,
    async [Symbol.asyncDispose]() {
      setServing(false);
      await new Promise<void>((resolve) => {
        const force = setTimeout(() => {
          server.forceShutdown();
          local.cancel();
          resolve();
        }, 3_000);
        const ended = [new Promise<void>((done) => server.tryShutdown(() => done())), local.close()];
        void Promise.all(ended).then(() => {
          clearTimeout(force);
          resolve();
        });
      });
    },
  };
}

/**
 * A cancelled stream ends as if it were whole, a moment before the cancellation is known, or fails as closed too early:
 * both fail here in one way.
 */
async function* wholeStream(call: AnyReadableCall, signal: AbortSignal): AsyncIterable<unknown> {
  try {
    // Who stops reading may still have something to say.
    yield* call.iterator({ destroyOnReturn: false });
  } catch (error) {
    throw signal.aborted || call.cancelled ? callerGone(error) : error;
  }
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted || call.cancelled) throw callerGone();
}

function callerGone(cause?: unknown): DomainError {
  return new DomainError({
    kind: 'deadline',
    code: 'caller-gone',
    message: 'The caller broke the stream off.',
    cause,
  });
}

function serviceName(definition: GrpcDefinition): string {
  return Object.values(definition)[0]?.path.split('/')[1] ?? '';
}

/** Writes the answers with back-pressure, and stops asking for more when nobody reads them any more. */
async function sendAll(
  answers: AsyncIterable<unknown>,
  call: AnyWritableCall,
  signal: AbortSignal,
): Promise<void> {
  for await (const answer of answers) {
    if (!signal.aborted && !call.write(answer)) await drained(call, signal);
    if (signal.aborted) throw callerGone();
  }
  call.end();
}

function drained(call: AnyWritableCall, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      call.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    call.once('drain', done);
    signal.addEventListener('abort', done, { once: true });
  });
}

type AnyReadableCall = ServerReadableStream<unknown, unknown> | ServerDuplexStream<unknown, unknown>;
type AnyWritableCall = ServerWritableStream<unknown, unknown> | ServerDuplexStream<unknown, unknown>;
type AnyServerCall =
  | ServerUnaryCall<unknown, unknown>
  | ServerReadableStream<unknown, unknown>
  | AnyWritableCall;

function bindHandler(
  service: GrpcServiceBinding,
  name: string,
  method: GrpcMethod,
  options: GrpcServerOptions,
  gate: { running: number; max: number },
): UntypedHandleCall {
  const handler = service.handlers[name] as ((request: unknown, context: CallContext) => unknown) | undefined;
  if (handler === undefined) throw new Error(`${method.path} has no handler`);
  const tenantless = service.tenantless.includes(name);
  const [, rpcService = '', rpcMethod = ''] = method.path.split('/');
  const spanName = method.path.slice(1);
  const spanAttributes = { 'rpc.system': 'grpc', 'rpc.service': rpcService, 'rpc.method': rpcMethod };
  // A call whose answer is a stream has no callback.
  return async (call: AnyServerCall, callback?: sendUnaryData<unknown>) => {
    const started = performance.now();
    const abort = new AbortController();
    (call as EventEmitter).on('cancelled', () => abort.abort());
    const received = contextFromMetadata(call.metadata, { deadline: deadlineOf(call), signal: abort.signal });
    const span = startServerSpan(spanName, received.traceparent, spanAttributes);
    const context = { ...received, traceparent: span.traceparent };
    gate.running += 1;
    try {
      refuseUnfit(call, context, options, gate, tenantless);
      const request =
        'request' in call && !method.requestStream
          ? call.request
          : wholeStream(call as AnyReadableCall, abort.signal);
      if (callback === undefined) {
        await span.run(() =>
          sendAll(handler(request, context) as AsyncIterable<unknown>, call as AnyWritableCall, abort.signal),
        );
      } else callback(null, await span.run(() => handler(request, context)));
      recordRpc(method.path, 'ok', performance.now() - started);
      span.end({ failed: false });
    } catch (error) {
      const status = span.run(() => answerFor(error, method.path, context, options.logger));
      if (callback === undefined) call.emit('error', status);
      else callback(status);
      recordRpc(
        method.path,
        error instanceof DomainError ? error.kind : 'internal',
        performance.now() - started,
      );
      span.end({
        failed: !(error instanceof DomainError),
        attributes: { 'qipei.error': error instanceof DomainError ? error.code : 'internal' },
      });
    } finally {
      gate.running -= 1;
    }
  };
}

function refuseUnfit(
  call: AnyServerCall,
  context: CallContext,
  options: GrpcServerOptions,
  gate: { running: number; max: number },
  tenantless: boolean,
): void {
  const token = options.peerSecurity?.token;
  if (token !== undefined && !hasPeerToken(call.metadata, token)) {
    throw new DomainError({
      kind: 'unauthenticated',
      code: 'peer-unknown',
      message: 'The caller is not a service of this platform.',
    });
  }
  if (context.tenant === '' && !tenantless) {
    throw new DomainError({
      kind: 'unauthenticated',
      code: 'tenant-missing',
      message: 'The call names no tenant.',
    });
  }
  if (gate.running > gate.max) {
    throw new DomainError({
      kind: 'exhausted',
      code: 'overloaded',
      message: 'The service has too many calls at once; try again in a moment.',
    });
  }
}

function deadlineOf(call: AnyServerCall): Date | undefined {
  const deadline = call.getDeadline();
  if (typeof deadline === 'number') return Number.isFinite(deadline) ? new Date(deadline) : undefined;
  return deadline;
}

/** Domain errors go to the caller as they are; anything else is logged here, once, and answered opaquely. */
function answerFor(
  error: unknown,
  path: string,
  context: CallContext,
  logger: Logger,
): Partial<ServiceError> {
  if (error instanceof DomainError) return toStatus(error);
  logger.error(
    { err: error, path, tenant: context.tenant, traceparent: context.traceparent },
    'call failed unexpectedly',
  );
  return { code: 13, details: 'internal' };
}
