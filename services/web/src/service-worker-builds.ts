/** What a build is made of: paths of what is fetched ahead, and of what is kept once it has been used. */
export interface Build {
  version: string;
  files: readonly string[];
  later: readonly string[];
}

/** Of the caches that the present build is served from. */
export interface BuildCaches {
  precache: string;
  assets: string;
}

const BEFORE = 'build-before-';

/** The cache with what only the build before has: pages that are open load parts of it, and the server has them no more. */
export function buildBefore({ version }: Pick<Build, 'version'>): string {
  return BEFORE + version;
}

/** Puts the assets by that are kept now and that the new build lacks; to be done before it is served. */
export async function keepBuildBefore(storage: CacheStorage, build: Build, names: BuildCaches) {
  const kept = await storage.open(buildBefore(build));
  for (const name of [names.precache, names.assets]) {
    const cache = await storage.open(name);
    for (const request of await foreignAssets(cache, build)) {
      const answer = await cache.match(request);
      if (answer !== undefined) await kept.put(request, answer);
    }
  }
}

/** Drops what is of builds older than the one before. */
export async function dropOlderBuilds(storage: CacheStorage, build: Build, names: BuildCaches) {
  for (const name of await storage.keys())
    if (name.startsWith(BEFORE) && name !== buildBefore(build)) await storage.delete(name);
  const assets = await storage.open(names.assets);
  for (const request of await foreignAssets(assets, build)) await assets.delete(request);
}

async function foreignAssets(cache: Cache, { files, later }: Build): Promise<Request[]> {
  const own = new Set([...files, ...later]);
  return (await cache.keys()).filter(({ url }) => {
    const { pathname } = new URL(url);
    return pathname.startsWith('/assets/') && !own.has(pathname);
  });
}
