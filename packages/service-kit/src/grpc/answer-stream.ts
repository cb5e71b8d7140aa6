import type { Client, Metadata, ServiceError } from '@grpc/grpc-js';
import type { CallContext } from './call-context.ts';
import { fromServiceError } from './error-status.ts';
import type { GrpcMethod } from './method-types.ts';
import { pumpStream } from './pump-stream.ts';

/**
 * The answers of a call as they come, read only as fast as they are taken. Leaving the loop cancels the call. Where the
 * request is a stream, its failure is the call's.
 */
export async function* answerStream(
  client: Client,
  method: GrpcMethod,
  request: unknown,
  context: CallContext,
  prepare: (context: CallContext) => { metadata: Metadata; deadline: Date },
): AsyncGenerator<unknown, void> {
  const { metadata, deadline } = prepare(context);
  const serialize = method.requestSerialize as (value: unknown) => Buffer;
  const of = [method.path, serialize, method.responseDeserialize] as const;
  const streamed = method.requestStream
    ? client.makeBidiStreamRequest(...of, metadata, { deadline })
    : undefined;
  const call = streamed ?? client.makeServerStreamRequest(...of, request, metadata, { deadline });
  // One that comes after the last answer was read has nobody to go to.
  call.on('error', () => {});
  const cancel = () => call.cancel();
  context.signal?.addEventListener('abort', cancel, { once: true });
  if (context.signal?.aborted) cancel();
  let failure: { cause: unknown } | undefined;
  if (streamed !== undefined) {
    pumpStream(request as AsyncIterable<unknown>, streamed).catch((cause: unknown) => {
      failure = { cause };
      call.cancel();
    });
  }
  try {
    yield* call;
  } catch (error) {
    if (failure !== undefined) throw failure.cause;
    throw isServiceError(error) ? fromServiceError(error, method.path) : error;
  } finally {
    context.signal?.removeEventListener('abort', cancel);
    call.cancel();
  }
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number';
}
