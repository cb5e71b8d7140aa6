import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';
import { keptPage, pageKey, pageToKeep } from './service-worker-pages.ts';

interface ExtendableMessageEvent extends MessageEvent<unknown> {
  waitUntil(done: Promise<unknown>): void;
}

declare const self: {
  skipWaiting(): Promise<void>;
  location: { origin: string };
  addEventListener(type: 'message', listener: (event: ExtendableMessageEvent) => void): void;
};

/** Filled in by the build. */
const shell = JSON.parse('__SHELL_FILES__') as { version: string; files: string[] };

// The names of assets change with their content, so a page of an older build still finds its own in the older cache until it
// is gone; nothing has to wait.
void self.skipWaiting();
clientsClaim();
cleanupOutdatedCaches();
precacheAndRoute([
  ...shell.files.map((url) => ({ url, revision: null })),
  { url: '/icon.svg', revision: shell.version },
]);

/** The storefront's page; each path prefix has its own, whatever the view. Answers of the API are never kept here. */
const pages = new NetworkFirst({
  cacheName: 'pages',
  networkTimeoutSeconds: 4,
  plugins: [
    {
      cacheKeyWillBeUsed: async ({ request }) => pageKey(request.url),
      cacheWillUpdate: ({ response }) => keptPage(response),
    },
  ],
});
self.addEventListener('message', (event) => {
  const path = pageToKeep(event.data);
  if (path === undefined) return;
  const request = new Request(self.location.origin + path, {
    headers: { Accept: 'text/html' },
    // No cookie: a page that is kept is nobody's.
    credentials: 'omit',
  });
  const [answered, done] = pages.handleAll({ event, request });
  // Without a network the one that was kept before stays.
  event.waitUntil(Promise.allSettled([answered, done]));
});
registerRoute(
  new NavigationRoute(pages, { denylist: [/^\/(?:v1|docs|openapi\.json|healthz|readyz|metrics)(?:\/|$)/] }),
);

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
  new CacheFirst({ cacheName: 'assets' }),
);
