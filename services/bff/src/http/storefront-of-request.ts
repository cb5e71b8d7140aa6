import { FindStorefrontRequest, type Storefront } from '@qipei/contracts/access/v1/storefront';
import { DomainError, NotFound } from '@qipei/kernel';
import type { CallContext } from '@qipei/service-kit';
import type { Request } from 'express';
import { LRUCache } from 'lru-cache';
import type { Peers } from '../peers.ts';

/** Which storefront a request is made at. */
export interface Storefronts {
  /** Undefined where nobody has the slug. @throws DomainError where it can't be asked for */
  bySlug(slug: string, traceparent: string): Promise<Storefront | undefined>;
  /** By the host that the request names; undefined where it is nobody's, such as the platform's own. */
  ofRequest(request: Pick<Request, 'headers'>, traceparent: string): Promise<Storefront | undefined>;
  /** Forgets what this process remembers, after a change. */
  forget(): void;
}

/** A change is seen elsewhere this much later at most. */
const KNOWN_MS = 5_000;
const CACHED = 2_000;
const MAX_PENDING = 500;

const SLUG = /^[a-z0-9-]{2,40}$/;
const HOST = /^(?=.{4,253}$)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/;

/** Asks the access service, and remembers the answers for seconds. The host of `publicUrl` is the platform's, whoever names it. */
export function createStorefronts(access: Peers['storefronts'], publicUrl: () => string): Storefronts {
  // Two caches, so that guessed names never push out those that are in use.
  const known = new LRUCache<string, Storefront>({ max: CACHED, ttl: KNOWN_MS });
  const unknown = new LRUCache<string, true>({ max: CACHED, ttl: KNOWN_MS });
  const pending = new Map<string, Promise<Storefront | undefined>>();
  /** Answers to what was asked before the last change aren't remembered. */
  let generation = 0;

  async function ask(
    key: string,
    request: FindStorefrontRequest,
    traceparent: string,
  ): Promise<Storefront | undefined> {
    const asked = generation;
    const context: CallContext = { tenant: '', customerId: '', actor: 'bff', traceparent };
    try {
      const { storefront } = await access.findStorefront(request, context);
      if (storefront === undefined) throw new Error('access answered without the storefront');
      if (asked === generation) known.set(key, storefront);
      return storefront;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'not-found') throw error;
      if (asked === generation) unknown.set(key, true);
      return undefined;
    }
  }

  async function find(
    by: NonNullable<FindStorefrontRequest['by']>,
    traceparent: string,
  ): Promise<Storefront | undefined> {
    const key = `${by.$case}:${by.value}`;
    const remembered = known.get(key);
    if (remembered !== undefined || unknown.has(key)) return remembered;
    const underWay = pending.get(key);
    if (underWay !== undefined) return await underWay;
    if (pending.size >= MAX_PENDING)
      throw new DomainError({
        kind: 'unavailable',
        code: 'overloaded',
        message: 'Too many storefronts are being looked up; try again.',
      });
    const asking = ask(key, FindStorefrontRequest.create({ by }), traceparent).finally(() =>
      pending.delete(key),
    );
    pending.set(key, asking);
    return await asking;
  }

  return {
    async bySlug(slug, traceparent) {
      return SLUG.test(slug) ? await find({ $case: 'slug', value: slug }, traceparent) : undefined;
    },
    async ofRequest({ headers: { host } }, traceparent) {
      const name = hostName(host);
      if (name === undefined || name === hostName(URL.parse(publicUrl())?.host)) return undefined;
      return await find({ $case: 'host', value: name }, traceparent);
    },
    forget() {
      generation += 1;
      known.clear();
      unknown.clear();
      pending.clear();
    },
  };
}

/** Names the storefront that a page belongs to which is chosen by path; otherwise the host does. */
export const STOREFRONT_HEADER = 'x-qipei-storefront';

/**
 * The storefront whose page sends the request, as the page says or else by the host; undefined at the platform's own.
 * @throws NotFound where the page names one that isn't there
 */
export async function storefrontOfPage(
  request: Pick<Request, 'headers'>,
  storefronts: Pick<Storefronts, 'bySlug' | 'ofRequest'>,
  traceparent: string,
): Promise<Storefront | undefined> {
  const slug = request.headers[STOREFRONT_HEADER];
  if (typeof slug !== 'string') return await storefronts.ofRequest(request, traceparent);
  const found = await storefronts.bySlug(slug, traceparent);
  if (found === undefined) throw new NotFound('storefront', slug);
  return found;
}

/** Of `Host: Parts.Example.com:8443`, `parts.example.com`; undefined for what no storefront can have. */
export function hostName(host: string | undefined): string | undefined {
  const name =
    host
      ?.replace(/:\d{1,5}$/, '')
      .replace(/\.$/, '')
      .toLowerCase() ?? '';
  return HOST.test(name) ? name : undefined;
}
