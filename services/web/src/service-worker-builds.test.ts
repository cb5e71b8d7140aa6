import { expect, it } from 'vitest';
import { buildBefore, dropOlderBuilds, keepBuildBefore } from './service-worker-builds.ts';

const ORIGIN = 'https://parts.example';
const NAMES = { precache: 'precache', assets: 'assets' };

/** Of https://w3c.github.io/ServiceWorker/#cachestorage-interface what is asked for, in memory. */
function memoryCaches() {
  const caches = new Map<string, Map<string, string>>();
  const open = async (name: string) => {
    const entries = caches.get(name) ?? new Map<string, string>();
    caches.set(name, entries);
    return {
      keys: async () => [...entries.keys()].map((url) => ({ url })),
      match: async ({ url }: { url: string }) => entries.get(url),
      put: async ({ url }: { url: string }, body: string) => void entries.set(url, body),
      delete: async ({ url }: { url: string }) => entries.delete(url),
    };
  };
  const storage = {
    open,
    keys: async () => [...caches.keys()],
    delete: async (name: string) => caches.delete(name),
  };
  return {
    storage: storage as unknown as CacheStorage,
    add: async (name: string, path: string) => (await open(name)).put({ url: ORIGIN + path }, path),
    paths: (name: string) =>
      [...(caches.get(name)?.keys() ?? [])].map((url) => url.slice(ORIGIN.length)).sort(),
    names: () => [...caches.keys()].sort(),
    /** As the worker's library does: the precache is the build's, no more and no less. */
    precache: (files: readonly string[]) =>
      caches.set('precache', new Map(files.map((path) => [ORIGIN + path, path]))),
  };
}

const build = (version: string) => ({
  version,
  files: [`/assets/view-${version}.js`, '/assets/same.css'],
  later: [`/assets/office-${version}.js`],
});

it('a page of the build before finds its files, and nothing older is kept', async () => {
  const { storage, add, paths, names, precache } = memoryCaches();
  for (const version of ['1', '2', '3', '3']) {
    await keepBuildBefore(storage, build(version), NAMES);
    precache([...build(version).files, '/icon.svg']);
    await dropOlderBuilds(storage, build(version), NAMES);
    await add('assets', `/assets/office-${version}.js`);
    await add('pages', '/');
  }
  expect(paths(buildBefore(build('3')))).toEqual(['/assets/office-2.js', '/assets/view-2.js']);
  expect(paths('precache')).toEqual(['/assets/same.css', '/assets/view-3.js', '/icon.svg']);
  expect(paths('assets')).toEqual(['/assets/office-3.js']);
  expect(names()).toEqual(['assets', 'build-before-3', 'pages', 'precache']);
});
