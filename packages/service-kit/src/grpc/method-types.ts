import type { CallContext } from './call-context.ts';

/** What ts-proto writes for one method of a service (`outputServices=grpc-js`). */
export interface GrpcMethod {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly requestSerialize: (value: never) => Buffer;
  readonly requestDeserialize: (bytes: Buffer) => unknown;
  readonly responseSerialize: (value: never) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => unknown;
}

export type GrpcDefinition = Record<string, GrpcMethod>;

export type RequestOf<M extends GrpcMethod> = ReturnType<M['requestDeserialize']>;
export type ResponseOf<M extends GrpcMethod> = ReturnType<M['responseDeserialize']>;

type Incoming<M extends GrpcMethod> = M['requestStream'] extends true
  ? AsyncIterable<RequestOf<M>>
  : RequestOf<M>;

/** One plain async function a method; a client stream comes as an async iterable. */
export type GrpcHandlers<D extends GrpcDefinition> = {
  readonly [K in keyof D]: (request: Incoming<D[K]>, context: CallContext) => Promise<ResponseOf<D[K]>>;
};

/** The same, seen from the caller. */
export type GrpcClient<D extends GrpcDefinition> = {
  readonly [K in keyof D]: (request: Incoming<D[K]>, context: CallContext) => Promise<ResponseOf<D[K]>>;
} & AsyncDisposable;
