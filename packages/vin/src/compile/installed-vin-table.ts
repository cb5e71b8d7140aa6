import { copyFile, link, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ProvenVinTable, proveVinTable } from './prove-vin-table.ts';
import { syncFolder, writeBeside } from './write-whole.ts';

const MOST_AGED_MS = 3_600_000;

/** Where the platform over this data folder looks for an installed table. */
export function installedVinTable(dataDir: string): string {
  return join(dataDir, 'vin', 'current');
}

/** The table that was served before the installed one; where there is no such file, that was the default. */
export function previousVinTable(dataDir: string): string {
  return join(dataDir, 'vin', 'previous');
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return false;
      throw cause;
    },
  );
}

/**
 * Puts a table, once it has been proven, where the platform takes it up, running or at its next start. Whenever the
 * process is stopped, the installed table is the one before or this one, and whole.
 * @throws VinTableError, VinTableUnproven; nothing is changed then
 */
export async function installVinTable(dataDir: string, bytes: Uint8Array): Promise<ProvenVinTable> {
  const found = proveVinTable(bytes);
  const current = installedVinTable(dataDir);
  const previous = previousVinTable(dataDir);
  await mkdir(dirname(current), { recursive: true, mode: 0o700 });
  await removeLeftovers(dirname(current));
  const fresh = await writeBeside(current, bytes);
  try {
    if (await exists(current)) {
      await keepAs(current, previous);
      await rename(fresh, current);
    } else {
      await rename(fresh, current);
      await rm(previous, { force: true });
    }
  } catch (cause) {
    await rm(fresh, { force: true });
    throw cause;
  }
  await syncFolder(dirname(current));
  return found;
}

/** What is served when no table is installed. */
export type Reinstalled = ProvenVinTable | 'default';

/**
 * Goes back to the table before the installed one, which then is the one before: a second call undoes the first.
 * Undefined where none was ever installed.
 * @throws VinTableError, VinTableUnproven where the previous one is damaged; nothing is changed then
 */
export async function reinstallPreviousVinTable(dataDir: string): Promise<Reinstalled | undefined> {
  const current = installedVinTable(dataDir);
  const previous = previousVinTable(dataDir);
  const [hasCurrent, hasPrevious] = [await exists(current), await exists(previous)];
  if (!hasCurrent && !hasPrevious) return undefined;
  let found: Reinstalled = 'default';
  if (!hasPrevious) await rename(current, previous);
  else {
    found = proveVinTable(await readFile(previous));
    if (!hasCurrent) await rename(previous, current);
    else {
      const aside = `${current}.aside.${process.pid}.tmp`;
      await keepAs(current, aside);
      await rename(previous, current);
      await rename(aside, previous);
    }
  }
  await syncFolder(dirname(current));
  return found;
}

/** A second name for the file, which takes the place of what has it; a copy where the file system knows no links. */
async function keepAs(path: string, name: string): Promise<void> {
  const temporary = `${name}.${process.pid}.tmp`;
  await rm(temporary, { force: true });
  try {
    await link(path, temporary);
  } catch (cause) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(String((cause as NodeJS.ErrnoException).code)))
      throw cause;
    await copyFile(path, temporary);
  }
  await rename(temporary, name);
}

/** Of installs that were stopped. Those of the last hour may be under way. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.tmp')) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > MOST_AGED_MS) await rm(path, { force: true });
  }
}
