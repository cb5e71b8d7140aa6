import type { CallContext, Logger } from '@qipei/service-kit';
import type { Request } from 'express';
import type { z } from 'zod';
import type { Peers } from '../peers.ts';
import type { Caller, Scope } from './authenticate.ts';
import type { PlatformHealthWatch } from './platform-health.ts';
import type { Sessions } from './sessions.ts';
import type { Storefronts } from './storefront-of-request.ts';
import type { WorkbookReading } from './workbook-reading.ts';

export interface JsonAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}
/** Anything that isn't JSON; chunks are sent as they come, with back-pressure. */
export interface ContentAnswer {
  status: number;
  contentType: string;
  content: string | AsyncIterable<string | Uint8Array>;
  headers?: Record<string, string>;
}
export type Answer = JsonAnswer | ContentAnswer;

export interface ResponseDocument {
  description: string;
  /** Of the JSON body. */
  schema?: z.ZodType;
  /** An answer of lines, each of which is JSON. */
  lines?: { contentType: string; schema: z.ZodType };
  /** Media types beside JSON that the same status may have. */
  otherContent?: readonly string[];
  headers?: Record<string, string>;
}

/** A body read whole and checked, or handed to the handler as a stream. */
export type BodyDocument<B extends z.ZodType> =
  /** `maxMb`: 1 unless given. Sent as one of the media types of `orFile` the body is left to the handler, and `body` is undefined. */
  | { json: B; maxMb?: number; orFile?: { types: readonly string[]; description: string } }
  | { stream: readonly string[]; description: string };

export interface RouteContext {
  peers: Peers;
  storefronts: Storefronts;
  sessions: Sessions;
  health: Pick<PlatformHealthWatch, 'read'>;
  caller: Caller;
  /** The context for calls to peers on the caller's behalf, without a deadline of its own. */
  call: CallContext;
  /** For what is not read beforehand: a streamed body, content negotiation. */
  request: Request;
  logger: Logger;
  maxUploadBytes: number;
  workbooks: Pick<WorkbookReading, 'rows'>;
  /** Origin that people reach the platform under, where the operator has said so. */
  publicUrl: string | undefined;
  /** Tenants that run the platform. */
  operators: ReadonlySet<string>;
  /** Where the request came from; empty where that isn't known any more. */
  address: string;
}

interface RouteHead {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** In OpenAPI's form: `/v1/vins/{vin}`. */
  path: string;
  operationId: string;
  summary: string;
  description?: string;
  tag: string;
  /**
   * What the key or the user's role must allow; `any` for every key and user, `session` for every user and no key; none
   * where neither is asked for.
   */
  scope: Scope | 'any' | 'session' | undefined;
  /** Whether guests of an open storefront may ask, too: of what is public, where nothing is changed. */
  guests?: boolean;
  responses: Record<number, ResponseDocument>;
  /** Whether the work ends when the caller goes away, as that of every GET does. */
  stopsWithCaller?: boolean;
  /** Failures of this route beside those that every route has. */
  problems?: Record<number, string>;
}

export interface RouteDefinition<
  P extends z.ZodObject,
  Q extends z.ZodType,
  H extends z.ZodObject,
  B extends z.ZodType,
> extends RouteHead {
  params?: P;
  query?: Q;
  headers?: H;
  body?: BodyDocument<B>;
  /** As how many requests one of a guest counts; 1 unless given. */
  guestCost?(input: RouteInput<z.infer<P>, z.infer<Q>, z.infer<H>, z.infer<B>>): number;
  handle(
    input: RouteInput<z.infer<P>, z.infer<Q>, z.infer<H>, z.infer<B>>,
    context: RouteContext,
  ): Promise<Answer>;
}

export interface RouteInput<P = unknown, Q = unknown, H = unknown, B = unknown> {
  params: P;
  query: Q;
  headers: H;
  body: B;
}

/** A route as data: registered, checked and documented from this alone. */
export interface Route extends RouteHead {
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: BodyDocument<z.ZodType>;
  guestCost?(input: RouteInput): number;
  handle(input: RouteInput, context: RouteContext): Promise<Answer>;
}

type Nothing = z.ZodObject<Record<never, never>>;

export function defineRoute<
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  H extends z.ZodObject = Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(definition: RouteDefinition<P, Q, H, B>): Route {
  return definition as unknown as Route;
}
