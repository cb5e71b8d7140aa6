import { type ApiClient, createApiClient } from '@qipei/api-client';
import { pageData } from '../page-data.ts';
import { csrfToken } from '../session/csrf-token.ts';

/** On this page's own origin: the session's cookie goes along, and the storefront is named for who has none. */
export const api: ApiClient = createApiClient({
  transport: askedEarly,
  baseUrl: location.origin,
  csrfToken,
  headers: () => {
    const slug = pageData.storefront?.slug ?? null;
    return slug === null ? {} : { 'X-Qipei-Storefront': slug };
  },
});

declare global {
  interface Window {
    /** The session, which the page has asked for before its files came. */
    earlySession?: Promise<Response>;
  }
}

/** `fetch`, but that the page's own early question isn't asked again. */
async function askedEarly(request: Request): Promise<Response> {
  const early = window.earlySession;
  if (early === undefined || request.method !== 'GET' || new URL(request.url).pathname !== '/v1/session')
    return await fetch(request);
  delete window.earlySession;
  return await early.catch(() => fetch(request));
}
