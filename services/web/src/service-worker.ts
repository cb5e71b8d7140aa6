import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';

declare const self: {
  skipWaiting(): Promise<void>;
  location: { origin: string };
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
      cacheKeyWillBeUsed: async ({ request }) => {
        const { origin, pathname } = new URL(request.url);
        return `${origin}${/^\/t\/[^/]+/.exec(pathname)?.[0] ?? ''}/`;
      },
      cacheWillUpdate: async ({ response }) =>
        response.status === 200 && response.headers.get('Content-Type')?.startsWith('text/html')
          ? response
          : null,
    },
  ],
});
registerRoute(
  new NavigationRoute(pages, { denylist: [/^\/(?:v1|docs|openapi\.json|healthz|readyz|metrics)(?:\/|$)/] }),
);

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
  new CacheFirst({ cacheName: 'assets' }),
);
