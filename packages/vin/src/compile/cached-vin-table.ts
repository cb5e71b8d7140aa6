import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { VinTableError } from '../errors.ts';
import { FORMAT_VERSION, soundTable } from '../table-format.ts';
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
/** Who holds the bytes keeps them; nobody has to. */
let latest: WeakRef<Uint8Array> | undefined;

/**
 * The compiled table, from the cache below node_modules where it is there and sound, else compiled now (some seconds).
 * Of several processes one compiles and the others wait. Should two compile all the same, each writes a file of its own
 * and the last puts its in place; both are alike. `onCompile` is told when it takes those seconds.
 */
export function cachedVinTable(onCompile?: () => void): Promise<Uint8Array> {
  const held = latest?.deref();
  if (held !== undefined) return Promise.resolve(held);
  pending ??= cacheFolder()
    .then((folder) => cachedVinTableIn(folder, onCompile))
    .then((bytes) => {
      latest = new WeakRef(bytes);
      return bytes;
    })
    .finally(() => {
      pending = undefined;
    });
  return pending;
}

async function readSound(path: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = new Uint8Array(await readFile(path));
    return soundTable(bytes);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT' || cause instanceof VinTableError)
      return undefined;
    throw cause;
  }
}

/** What a table's content depends on beside the compiler itself. */
const SHARED_SOURCES = [
  'checksum',
  'provenance',
  'section-codec',
  'table-format',
  'vehicle-id',
  'wmi-number',
  'year-code',
];

/** Files in this folder on which the package's own table doesn't depend. */
const BESIDE = /^(?:vpic-dump|installed-|prove-|write-whole|cached-|index)/;

/** Digest of the compiler's own code, so that a changed compiler doesn't find the table of the one before. */
async function compilerDigest(): Promise<string> {
  const path = fileURLToPath(import.meta.url);
  const folder = dirname(path);
  // TypeScript here, JavaScript where the package is installed.
  const extension = extname(path);
  const own = (await readdir(folder)).filter(
    (name) => name.endsWith(extension) && !name.endsWith(`.test${extension}`) && !BESIDE.test(name),
  );
  const hash = createHash('sha256');
  for (const name of [...own.sort(), ...SHARED_SOURCES.map((shared) => join('..', shared + extension))]) {
    hash.update(await readFile(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** After as long a process that compiles is taken for dead. */
const PATIENCE_MS = 60_000;

/** Whether this process is to compile; false as soon as another one that was about it has finished. */
async function takeTurn(lock: string): Promise<boolean> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
    try {
      await mkdir(lock);
      return true;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
    const since = await stat(lock).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => undefined,
    );
    if (since === undefined) return false;
    if (since > PATIENCE_MS) return true;
    await setTimeout(100);
  }
  return true;
}

/** `cachedVinTable` with a folder of the caller's. */
export async function cachedVinTableIn(folder: string, onCompile?: () => void): Promise<Uint8Array> {
  const { version } = await corgiPackage();
  await mkdir(folder, { recursive: true });
  const path = join(folder, `vin-corgi-${version}-format-${FORMAT_VERSION}-${await compilerDigest()}.bin`);
  for (;;) {
    const bytes = await readSound(path);
    if (bytes !== undefined) return bytes;
    if (!(await takeTurn(`${path}.lock`))) continue;
    try {
      // Another process may have finished between the look at the file and the turn.
      if ((await readSound(path)) === undefined) {
        onCompile?.();
        await compileVinTable({ output: path });
      }
    } finally {
      await rm(`${path}.lock`, { recursive: true, force: true });
    }
  }
}
