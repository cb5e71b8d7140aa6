import { type Storefront, StorefrontAccess } from '@qipei/contracts/access/v1/storefront';
import type { Request } from 'express';
import type { Caller } from './authenticate.ts';
import { STOREFRONT_HEADER, type Storefronts } from './storefront-of-request.ts';

/**
 * Who looks into the catalogue of an open storefront without an account. The services see a tenant that can't be (names of
 * tenants begin with a letter or a digit) and has nothing: whatever is asked, the answer is made of what is public.
 */
export const GUEST: Caller = {
  keyId: '',
  userId: '',
  tenant: '_guests',
  customerId: '',
  scopes: new Set(['catalog:read']),
};

/** 64 KiB, in five seconds: nobody answers for what a stranger has the platform keep, parse and wait for. */
export const GUEST_BODY = { maxMb: 1 / 16, withinMs: 5_000 };

/**
 * The guest that a request without credentials makes its sender; undefined where the storefront isn't open, or is none. Only
 * routes that change nothing take guests, whatever their method.
 */
export async function guestOf(...asked: Parameters<typeof storefrontOfGuest>): Promise<Caller | undefined> {
  const storefront = await storefrontOfGuest(...asked);
  return storefront?.settings?.access === StorefrontAccess.OPEN ? GUEST : undefined;
}

/** Where a request without credentials comes in, open or not. */
export async function storefrontOfGuest(
  request: Pick<Request, 'headers'> & { url?: string },
  storefronts: Pick<Storefronts, 'bySlug' | 'ofRequest'>,
  traceparent: string,
): Promise<Storefront | undefined> {
  const slug = request.headers[STOREFRONT_HEADER] ?? storefrontInAddress(request.url);
  return typeof slug === 'string'
    ? await storefronts.bySlug(slug, traceparent)
    : await storefronts.ofRequest(request, traceparent);
}

/** An image can't be asked for with a header: routes that serve some take the storefront in their address. */
function storefrontInAddress(url = ''): string | undefined {
  const query = /\?(.*)$/.exec(url)?.[1];
  return query === undefined ? undefined : (new URLSearchParams(query).get('storefront') ?? undefined);
}
