import { cacheNames, clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';
import { type Build, buildBefore, dropOlderBuilds, keepBuildBefore } from './service-worker-builds.ts';
import { keptPage, pageKey, pageToKeep } from './service-worker-pages.ts';

interface ExtendableEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface ExtendableMessageEvent extends MessageEvent<unknown> {
  waitUntil(done: Promise<unknown>): void;
}

declare const self: {
  skipWaiting(): Promise<void>;
  location: { origin: string };
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'message', listener: (event: ExtendableMessageEvent) => void): void;
};

/** Filled in by the build. */
const shell = JSON.parse('__SHELL_FILES__') as Build;
const ASSETS = 'assets';
const names = { precache: cacheNames.precache, assets: ASSETS };

// The names of assets change with their content, and those of the build before are put by ahead of the precache becoming this
// build's: a page of that build still finds its own. So nothing has to wait.
self.addEventListener('install', (event) => event.waitUntil(keepBuildBefore(caches, shell, names)));
self.addEventListener('activate', (event) => event.waitUntil(dropOlderBuilds(caches, shell, names)));
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

const assets = new CacheFirst({ cacheName: ASSETS });
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
  async (asked) =>
    (await caches.match(asked.request, { cacheName: buildBefore(shell) })) ?? (await assets.handle(asked)),
);
