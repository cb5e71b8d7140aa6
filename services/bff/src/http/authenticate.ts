import { createHash } from 'node:crypto';
import { VerifyKeyRequest } from '@qipei/contracts/access/v1/access';
import { DomainError } from '@qipei/kernel';
import type { CallContext } from '@qipei/service-kit';
import { LRUCache } from 'lru-cache';
import type { Peers } from '../peers.ts';
import { HttpProblem } from './problem.ts';

export const SCOPES = [
  'catalog:read',
  'inventory:read',
  'imports:read',
  'imports:write',
  'orders:read',
  'orders:write',
] as const;
export type Scope = (typeof SCOPES)[number];

export interface Caller {
  readonly keyId: string;
  readonly tenant: string;
  /** Customer of the tenant on whose behalf the key acts; empty for the tenant itself. */
  readonly customerId: string;
  readonly scopes: ReadonlySet<string>;
}

/** Whose key it is. @throws HttpProblem 401, or 503 where the keys can't be checked. */
export type Authenticate = (authorization: string | undefined, traceparent: string) => Promise<Caller>;

/** A revoked key works this much longer at most, counted from the asking. */
const VALID_MS = 2_000;
const REFUSED_MS = 1_000;
const CACHED_KEYS = 10_000;
/** Checks under way beyond which strangers have to wait. */
const MAX_PENDING = 1_000;

const BEARER = /^Bearer +(\S{1,200}) *$/i;
const SECRET = /^qpk_[A-Za-z0-9_-]{43}$/;

export function createAuthenticate(access: Peers['access']): Authenticate {
  // Two caches, so that guesses never push out keys that are in use. Secrets are kept as digests only.
  const valid = new LRUCache<string, Caller>({ max: CACHED_KEYS, ttl: VALID_MS });
  const refused = new LRUCache<string, true>({ max: CACHED_KEYS, ttl: REFUSED_MS });
  const pending = new Map<string, Promise<Caller>>();

  async function verify(secret: string, digest: string, traceparent: string): Promise<Caller> {
    const asked = performance.now();
    const context: CallContext = { tenant: '', customerId: '', actor: 'bff', traceparent };
    try {
      const { keyId, tenant, scopes, customerId } = await access.verifyKey(
        VerifyKeyRequest.fromPartial({ secret }),
        context,
      );
      const caller = { keyId, tenant, customerId, scopes: new Set(scopes) };
      if (tenant === '') throw new Error('The key belongs to no tenant.');
      valid.set(digest, caller, { start: asked });
      return caller;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'key-invalid') {
        refused.set(digest, true, { start: asked });
        throw keyInvalid();
      }
      throw new HttpProblem({
        status: 503,
        code: 'access-unavailable',
        detail: 'API keys can’t be checked just now; try again.',
        cause: error,
      });
    }
  }

  return async (authorization, traceparent) => {
    if (authorization === undefined || authorization === '') {
      throw new HttpProblem({
        status: 401,
        code: 'key-missing',
        detail: 'Send the API key as `Authorization: Bearer qpk_…`.',
        headers: { 'WWW-Authenticate': 'Bearer realm="qipei"' },
      });
    }
    const secret = BEARER.exec(authorization)?.[1];
    if (secret === undefined || !SECRET.test(secret)) throw keyInvalid();
    const digest = createHash('sha256').update(secret).digest('base64');
    const known = valid.get(digest);
    if (known !== undefined) return known;
    if (refused.has(digest)) throw keyInvalid();
    const underWay = pending.get(digest);
    if (underWay !== undefined) return underWay;
    if (pending.size >= MAX_PENDING)
      throw new HttpProblem({
        status: 503,
        code: 'overloaded',
        detail: 'Too many keys are being checked; try again.',
      });
    const verification = verify(secret, digest, traceparent).finally(() => pending.delete(digest));
    pending.set(digest, verification);
    return verification;
  };
}

/** @throws HttpProblem 403 that names the scope. */
export function requireScope(caller: Caller, scope: Scope, why = 'This'): void {
  if (caller.scopes.has(scope)) return;
  throw new HttpProblem({
    status: 403,
    code: 'scope-missing',
    detail: `${why} needs a key with the scope '${scope}'.`,
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
