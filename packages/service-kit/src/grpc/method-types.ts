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

type Outgoing<M extends GrpcMethod> = M['responseStream'] extends true
  ? AsyncIterable<ResponseOf<M>>
  : Promise<ResponseOf<M>>;

/** One plain function a method; streams, of either side, are async iterables. */
export type GrpcHandlers<D extends GrpcDefinition> = {
  readonly [K in keyof D]: (request: Incoming<D[K]>, context: CallContext) => Outgoing<D[K]>;
};

/** The same, seen from the caller. An answer that is a stream ends its call as soon as it isn't read any more. */
export type GrpcClient<D extends GrpcDefinition> = {
  readonly [K in keyof D]: (request: Incoming<D[K]>, context: CallContext) => Outgoing<D[K]>;
} & AsyncDisposable;
