import { type ApiClient, createApiClient } from '@qipei/api-client';
import { onServer } from '../app/on-server.ts';
import { pageData } from '../page-data.ts';
import { csrfToken } from '../session/csrf-token.ts';
import { askedEarly } from './early-answers.ts';

/** On this page's own origin: the session's cookie goes along, and the storefront is named for who has none. */
export const api: ApiClient = createApiClient({
  transport: (request) => askedEarly(request),
  // Nothing is asked by who writes a page on the server.
  baseUrl: onServer ? 'http://page.invalid' : location.origin,
  csrfToken,
  headers: () => {
    const slug = pageData.storefront?.slug ?? null;
    return slug === null ? {} : { 'X-Qipei-Storefront': slug };
  },
});
