import { type ChannelOptions, Client, type Metadata, type ServiceError } from '@grpc/grpc-js';
import { DomainError } from '@qipei/kernel';
import type { PeerSecurity } from '../environment/peers.ts';
import { answerStream } from './answer-stream.ts';
import { type CallContext, contextToMetadata } from './call-context.ts';
import { fromServiceError } from './error-status.ts';
import { callLocally } from './local-calls.ts';
import type { GrpcClient, GrpcDefinition, GrpcMethod } from './method-types.ts';
import { channelCredentials } from './peer-credentials.ts';
import { PEER_TOKEN_KEY } from './peer-token.ts';
import { pumpStream } from './pump-stream.ts';

export interface GrpcClientOptions {
  /** `host:port`. */
  address: string;
  /** Bound on a call whose context has no deadline. Default 10,000. */
  timeoutMs?: number;
  /** What the server knows its peers by. */
  peerSecurity?: PeerSecurity | undefined;
  /** Whether streams of requests go past the network to a server of this thread: for those that carry files. Default false. */
  local?: boolean;
}

/** After this long past the deadline a call is given up by the clock, whatever the channel thinks (grpc/grpc-node#2785). */
const GRACE_MS = 1_000;

export const CHANNEL_OPTIONS: ChannelOptions = {
  'grpc.max_receive_message_length': 64 * 1024 * 1024,
  'grpc.max_send_message_length': 64 * 1024 * 1024,
  'grpc.max_reconnect_backoff_ms': 2_000,
  'grpc.initial_reconnect_backoff_ms': 100,
  // A name with several addresses is a service with several replicas.
  'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
};

/**
 * A typed client of one service: `client.getPart(request, context)`. Every call has a deadline and ends in bounded
 * wall time; a failure arrives as the DomainError that the server threw. A call on a closed client is refused.
 */
export function createGrpcClient<D extends GrpcDefinition>(
  definition: D,
  options: GrpcClientOptions,
): GrpcClient<D> {
  const client = new Client(options.address, channelCredentials(options.peerSecurity), CHANNEL_OPTIONS);
  const closing = new AbortController();
  const methods = Object.fromEntries(
    Object.entries(definition).map(([name, method]) => [
      name,
      bindMethod(client, method, options, closing.signal),
    ]),
  );
  return {
    ...methods,
    async [Symbol.asyncDispose]() {
      closing.abort();
      client.close();
    },
  } as unknown as GrpcClient<D>;
}

type AnyCall = GrpcClient<Record<string, GrpcMethod>>[string];

function bindMethod(
  client: Client,
  method: GrpcMethod,
  options: GrpcClientOptions,
  closed: AbortSignal,
): AnyCall {
  const serialize = method.requestSerialize as (value: unknown) => Buffer;
  function prepare(context: CallContext): { metadata: Metadata; deadline: Date } {
    // grpc-js would throw an error of its own, without a code.
    if (closed.aborted) throw clientClosed();
    const metadata = contextToMetadata(context);
    const token = options.peerSecurity?.token;
    if (token !== undefined) metadata.set(PEER_TOKEN_KEY, token);
    const latest = Date.now() + (options.timeoutMs ?? 10_000);
    return { metadata, deadline: new Date(Math.min(context.deadline?.getTime() ?? latest, latest)) };
  }
  if (method.responseStream) {
    const stream = (request: unknown, context: CallContext) =>
      answerStream(client, method, request, context, prepare);
    return stream as unknown as AnyCall;
  }
  return (request, context) =>
    new Promise((resolve, reject) => {
      const { metadata, deadline } = prepare(context);
      if (method.requestStream && options.local === true) {
        const { signal } = context;
        const called = callLocally(options.address, method, request as AsyncIterable<unknown>, {
          ...{ metadata, deadline, signal },
        });
        if (called !== undefined) {
          called.then(resolve, reject);
          return;
        }
      }
      let watchdog: NodeJS.Timeout | undefined;
      const abort = () => call.cancel();
      const done = (error: ServiceError | null, response?: unknown) => {
        clearTimeout(watchdog);
        context.signal?.removeEventListener('abort', abort);
        if (error === null) resolve(response);
        else reject(fromServiceError(error, method.path));
      };
      const streamed = method.requestStream
        ? client.makeClientStreamRequest(
            method.path,
            serialize,
            method.responseDeserialize,
            metadata,
            { deadline },
            done,
          )
        : undefined;
      const call =
        streamed ??
        client.makeUnaryRequest(
          method.path,
          serialize,
          method.responseDeserialize,
          request,
          metadata,
          { deadline },
          done,
        );
      // Set only now: where the call could not even begin, nothing is left behind.
      watchdog = setTimeout(
        () => {
          call.cancel();
          reject(
            new DomainError({
              kind: 'deadline',
              code: 'deadline-exceeded',
              message: 'The platform did not answer in time.',
            }),
          );
        },
        deadline.getTime() - Date.now() + GRACE_MS,
      );
      context.signal?.addEventListener('abort', abort, { once: true });
      if (streamed !== undefined) {
        pumpStream(request as AsyncIterable<unknown>, streamed).catch((error) => {
          clearTimeout(watchdog);
          streamed.cancel();
          reject(error);
        });
      }
    });
}

function clientClosed(): DomainError {
  return new DomainError({
    kind: 'unavailable',
    code: 'client-closed',
    message: 'The platform has closed its own connection, as it does when it shuts down; try again.',
  });
}
