import { isDeepStrictEqual } from 'node:util';
import type { CallContext, Logger } from '@qipei/service-kit';
import type { Express, Request, RequestHandler, Response } from 'express';
import type { Peers } from '../peers.ts';
import { recordChange } from './audit-trail.ts';
import { type Caller, requireScope } from './authenticate.ts';
import { type AuthenticateRequest, refuseForeignPage } from './authenticate-request.ts';
import { exchangeOf } from './exchange.ts';
import { GUEST, GUEST_BODY, storefrontOfGuest } from './guest.ts';
import type { GuestLimits, GuestRequest } from './guest-limits.ts';
import type { PlatformHealthWatch } from './platform-health.ts';
import { HttpProblem, invalidField } from './problem.ts';
import { readJsonBody, requireMediaType } from './read-body.ts';
import { readHeaders, readQuery, readWith } from './read-input.ts';
import type { Answer, Route, RouteInput } from './route.ts';
import { sendAnswer } from './send-answer.ts';
import type { Sessions } from './sessions.ts';
import type { Storefronts } from './storefront-of-request.ts';
import type { WorkbookReading } from './workbook-reading.ts';

export interface RegisterOptions {
  peers: Peers;
  storefronts: Storefronts;
  sessions: Sessions;
  health: Pick<PlatformHealthWatch, 'read'>;
  authenticate: AuthenticateRequest;
  guestLimits: GuestLimits;
  logger: Logger;
  maxUploadBytes: number;
  workbooks: Pick<WorkbookReading, 'rows'>;
  /** As configured. */
  publicUrl: string | undefined;
  operators: ReadonlySet<string>;
  /** Fail a request whose answer isn't what the route documents. */
  validateResponses: boolean;
}

const NOBODY: Caller = { keyId: '', userId: '', tenant: '', customerId: '', scopes: new Set() };

/** Serves exactly these routes; other methods on their paths get a 405, an empty last parameter a 400. */
export function registerRoutes(app: Express, routes: readonly Route[], options: RegisterOptions): void {
  for (const route of routes) app[route.method](expressPath(route.path), serve(route, options));
  const methodsByPath = Map.groupBy(routes, (route) => route.path);
  for (const [path, group] of methodsByPath) {
    const allow = group.flatMap(({ method }) =>
      method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
    );
    app.all(expressPath(path), methodNotAllowed(path, allow.join(', ')));
    const last = /^(.*\/)\{(\w+)\}$/.exec(path);
    if (last?.[1] !== undefined) app.all(last[1], missingParameter(path, last[2] ?? ''));
  }
}

function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function methodNotAllowed(path: string, allow: string): RequestHandler {
  return (req, res) => {
    exchangeOf(res).route = path;
    throw new HttpProblem({
      status: 405,
      code: 'method-not-allowed',
      detail: `${req.method} is not served here; ${allow} is.`,
      headers: { Allow: allow },
    });
  };
}

function missingParameter(path: string, name: string): RequestHandler {
  return (_req, res) => {
    exchangeOf(res).route = path;
    throw invalidField(name, 'required', `The path needs a ${name}.`);
  };
}

function serve(route: Route, options: RegisterOptions): RequestHandler {
  return async (req, res) => {
    const exchange = exchangeOf(res);
    exchange.route = route.path;
    let caller = NOBODY;
    if (route.scope === undefined) refuseForeignPage(req, options.sessions.publicUrl());
    else {
      const { traceparent } = exchange;
      caller = await options.authenticate(req, {
        traceparent,
        wantsSession: route.scope === 'session',
        takesGuests: route.guests === true,
      });
      exchange.caller = caller;
      if (route.scope !== 'any' && route.scope !== 'session') requireScope(caller, route.scope);
    }
    const asGuest = caller === GUEST ? await beginAtStorefront(req, res, options) : undefined;
    const input = await readInput(route, req, res, caller);
    asGuest?.counts(route.guestCost?.(input) ?? 1);
    const { traceparent } = exchange;
    const signal = route.method === 'get' || route.stopsWithCaller === true ? goneSignal(res) : undefined;
    const work = () => answerOf(route, { input, caller, request: req, traceparent, signal }, options);
    const { answer, call } = await (asGuest === undefined ? work() : asGuest.answered(work));
    await recordChange(route, input.params, answer, { ...options, call });
    await sendAnswer(res, answer);
  };
}

async function beginAtStorefront(req: Request, res: Response, options: RegisterOptions) {
  // Remembered since the request was taken for a guest's.
  const storefront = await storefrontOfGuest(req, options.storefronts, exchangeOf(res).traceparent);
  return beginAsGuest(req, res, storefront?.tenant ?? '', options);
}

/** A guest's request at the storefront of a tenant, until its answer has gone or its sender has. */
export function beginAsGuest(
  req: Request,
  res: Response,
  storefront: string,
  { guestLimits }: Pick<RegisterOptions, 'guestLimits'>,
): GuestRequest {
  const asGuest = guestLimits.begin(req, storefront);
  // Who went while the storefront was looked up is told of no more.
  if (res.closed) asGuest.end();
  else res.once('close', () => asGuest.end());
  return asGuest;
}

/** What a route says to a caller who may ask it. */
export async function answerOf(
  route: Route,
  asked: {
    input: RouteInput;
    caller: Caller;
    request: Request;
    traceparent: string;
    signal: AbortSignal | undefined;
  },
  options: RegisterOptions,
): Promise<{ answer: Answer; call: CallContext }> {
  const { input, caller, request, traceparent, signal } = asked;
  const call: CallContext = {
    tenant: caller.tenant,
    customerId: caller.customerId,
    actor: caller.keyId || caller.userId,
    ...{ traceparent, signal },
  };
  const answer = await route.handle(input, {
    peers: options.peers,
    storefronts: options.storefronts,
    sessions: options.sessions,
    health: options.health,
    address: request.ip ?? '',
    logger: options.logger,
    maxUploadBytes: options.maxUploadBytes,
    workbooks: options.workbooks,
    publicUrl: options.publicUrl,
    operators: options.operators,
    ...{ caller, request, call },
  });
  if (options.validateResponses && 'body' in answer) checkAnswer(route, answer.status, answer.body);
  return { answer, call };
}

/** Reading stops when nobody waits for it any more; writing is carried to its end. */
export function goneSignal(res: Response): AbortSignal {
  const gone = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) gone.abort();
  });
  return gone.signal;
}

async function readInput(route: Route, req: Request, res: Response, caller: Caller) {
  const query = readQuery(req.url);
  if (route.query === undefined) {
    const [unknown] = Object.keys(query);
    if (unknown !== undefined)
      throw invalidField(unknown.slice(0, 100), 'unknown-member', 'The path takes no parameters.');
  }
  return {
    params: route.params === undefined ? {} : readWith(route.params, req.params),
    query: route.query === undefined ? {} : readWith(route.query, withoutBlanks(query, route.query.shape)),
    headers:
      route.headers === undefined ? {} : readWith(route.headers, readHeaders(route.headers.shape, req)),
    body:
      route.body !== undefined && 'json' in route.body && !isFile(req, route.body.orFile?.types)
        ? readWith(
            route.body.json,
            await readJsonBody(req, res, caller === GUEST ? GUEST_BODY : { maxMb: route.body.maxMb }),
          )
        : undefined,
  };
}

/** @throws HttpProblem 415 for what is neither JSON nor one of the types */
function isFile(req: Request, types: readonly string[] = []): boolean {
  const type = req.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (types.length === 0 || type === 'application/json') return false;
  if (!types.includes(type)) requireMediaType(req, ['application/json', ...types]);
  return true;
}

/** A known parameter without a value, as forms send it, counts as not given. */
function withoutBlanks(query: Record<string, string>, shape: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter(([name, value]) => value !== '' || !Object.hasOwn(shape, name)),
  );
}

function checkAnswer(route: Route, status: number, body: unknown): void {
  const schema = route.responses[status]?.schema;
  if (schema === undefined) throw new Error(`${route.operationId} documents no JSON body for ${status}`);
  const sent = JSON.parse(JSON.stringify(body)) as unknown;
  const read = schema.safeParse(sent);
  if (!read.success)
    throw new Error(`${route.operationId} answered against its schema`, { cause: read.error });
  if (!isDeepStrictEqual(read.data, sent))
    throw new Error(`${route.operationId} answered more than its schema tells`);
}
