import { VerifyKeyRequest } from '@qipei/contracts/access/v1/access';
import { DomainError } from '@qipei/kernel';
import type { CallContext } from '@qipei/service-kit';
import type { Peers } from '../peers.ts';
import { HttpProblem } from './problem.ts';
import { rememberedAnswers } from './remembered-answers.ts';

export const SCOPES = [
  'catalog:read',
  'inventory:read',
  'inventory:write',
  'offers:write',
  'imports:read',
  'imports:write',
  'orders:read',
  'orders:write',
  'members:write',
  'keys:write',
  'storefront:write',
  'audit:read',
  'operations:read',
] as const;
export type Scope = (typeof SCOPES)[number];

export interface Caller {
  /** Empty for a user. */
  readonly keyId: string;
  /** Empty for a key. */
  readonly userId: string;
  readonly tenant: string;
  /** Customer of the tenant on whose behalf it acts; empty for the tenant itself. */
  readonly customerId: string;
  readonly scopes: ReadonlySet<string>;
}

/** Whose key it is. @throws HttpProblem 401, or 503 where the keys can't be checked. */
export type Authenticate = (authorization: string | undefined, traceparent: string) => Promise<Caller>;

const BEARER = /^Bearer +(\S{1,200}) *$/i;
const SECRET = /^qpk_[A-Za-z0-9_-]{43}$/;

export function createAuthenticate(access: Peers['access']): Authenticate {
  const callers = rememberedAnswers<Caller>(async (secret, traceparent) => {
    const context: CallContext = { tenant: '', customerId: '', actor: 'bff', traceparent };
    try {
      const { keyId, tenant, scopes, customerId } = await access.verifyKey(
        VerifyKeyRequest.fromPartial({ secret }),
        context,
      );
      if (tenant === '') throw new Error('The key belongs to no tenant.');
      return { keyId, userId: '', tenant, customerId, scopes: new Set(scopes) };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'key-invalid') return undefined;
      throw new HttpProblem({
        status: 503,
        code: 'access-unavailable',
        detail: 'API keys can’t be checked just now; try again.',
        cause: error,
      });
    }
  });

  return async (authorization, traceparent) => {
    if (authorization === undefined || authorization === '') {
      throw new HttpProblem({
        status: 401,
        code: 'key-missing',
        detail: 'Send the API key as `Authorization: Bearer qpk_…`, or sign in.',
        headers: { 'WWW-Authenticate': 'Bearer realm="qipei"' },
      });
    }
    const secret = BEARER.exec(authorization)?.[1];
    if (secret === undefined || !SECRET.test(secret)) throw keyInvalid();
    const caller = await callers.of(secret, traceparent);
    if (caller === undefined) throw keyInvalid();
    return caller;
  };
}

/**
 * Files that a tenant sends and takes, its stock and prices as a whole, and what is told of them: with its list prices, and about
 * all of its customers. And how the platform does, which is nobody's business but theirs who run it or rely on it.
 */
const OF_TENANT_ALONE: readonly Scope[] = [
  'imports:read',
  'imports:write',
  'operations:read',
  'inventory:write',
  'offers:write',
];

/** @throws HttpProblem 403 that names the scope, or `customer-refused` */
export function requireScope(caller: Caller, scope: Scope, why = 'This'): void {
  if (caller.customerId !== '' && caller.scopes.has(scope) && OF_TENANT_ALONE.includes(scope))
    throw new HttpProblem({
      status: 403,
      code: 'customer-refused',
      detail: `${why} is for the tenant itself: this key acts for one of its customers.`,
    });
  if (caller.scopes.has(scope)) return;
  throw new HttpProblem({
    status: 403,
    code: 'scope-missing',
    detail: `${why} needs a key or a role with the scope '${scope}'.`,
    headers: { 'WWW-Authenticate': `Bearer realm="qipei", error="insufficient_scope", scope="${scope}"` },
    extras: { scope },
  });
}

function keyInvalid(): HttpProblem {
  return new HttpProblem({
    status: 401,
    code: 'key-invalid',
    detail: 'The API key is unknown or has been revoked.',
    headers: { 'WWW-Authenticate': 'Bearer realm="qipei", error="invalid_token"' },
  });
}
