import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Makes what happened to the names in a folder outlast a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Puts a file beside where it is to be, whole and on the disk; the caller renames it. Returns its path. */
export async function writeBeside(output: string, bytes: Uint8Array): Promise<string> {
  const path = resolve(output);
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
  return temporary;
}

/** The file appears whole or not at all, whatever stops the process. */
export async function writeWhole(output: string, bytes: Uint8Array): Promise<void> {
  const path = resolve(output);
  const temporary = await writeBeside(path, bytes);
  try {
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
  await syncFolder(dirname(path));
}
