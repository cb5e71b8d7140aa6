import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VinTableError } from '../errors.ts';
import { FORMAT_VERSION, openSections } from '../table-format.ts';
import { compileVinTable } from './compile-vin-table.ts';
import { corgiPackage } from './corgi-database.ts';

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The workspace's `node_modules/.cache`; outside a workspace that of the nearest `node_modules`. */
async function cacheFolder(): Promise<string> {
  let nearest = '';
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const modules = basename(folder) === 'node_modules' ? folder : join(folder, 'node_modules');
    if (nearest === '' && (await exists(modules))) nearest = modules;
    if (await exists(join(folder, 'pnpm-workspace.yaml'))) return join(modules, '.cache', 'qipei');
    if (dirname(folder) === folder) break;
  }
  if (nearest === '') throw new Error('There is no node_modules folder to keep the VIN table in.');
  return join(nearest, '.cache', 'qipei');
}

let pending: Promise<Uint8Array> | undefined;

/**
 * The compiled table, from the cache below node_modules where it is there and sound, else compiled now (some seconds).
 * Two processes that build at once each write a file of their own and the last to finish puts its in place; both are alike.
 */
export function cachedVinTable(): Promise<Uint8Array> {
  pending ??= readOrCompile().catch((cause: unknown) => {
    pending = undefined;
    throw cause;
  });
  return pending;
}

async function readOrCompile(): Promise<Uint8Array> {
  const { version } = await corgiPackage();
  const folder = await cacheFolder();
  await mkdir(folder, { recursive: true });
  const path = join(folder, `vin-corgi-${version}-format-${FORMAT_VERSION}.bin`);
  try {
    const bytes = new Uint8Array(await readFile(path));
    openSections(bytes);
    return bytes;
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    if (!missing && !(cause instanceof VinTableError)) throw cause;
  }
  await compileVinTable({ output: path });
  return new Uint8Array(await readFile(path));
}
