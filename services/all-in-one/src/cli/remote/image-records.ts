import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stateFolder } from './user-folders.ts';

/** A picture that was put up from this machine. */
export interface ImageRecord {
  /** SHA-256 of the file. */
  digest: string;
  /** By which the platform told it from others in its place. */
  version: string;
}

/** What was put up from this machine, so that it isn't sent again. */
export interface ImageRecords {
  of(partId: string, imageName: string): ImageRecord | undefined;
  /** Safe on the disk before the next picture goes out. */
  add(partId: string, imageName: string, record: ImageRecord): Promise<void>;
  /** Whether new pictures of the part still have to be brought into their order. */
  isToOrder(partId: string): boolean;
  setToOrder(partId: string, isToOrder: boolean): Promise<void>;
}

/** Of one tenant of one platform. A line that can't be read, as of a crash, costs one picture sent again. */
export async function openImageRecords(
  { url, tenant }: { url: string; tenant: string },
  env: NodeJS.ProcessEnv,
): Promise<ImageRecords> {
  const key = createHash('sha256')
    .update(JSON.stringify([url, tenant]))
    .digest('hex')
    .slice(0, 32);
  const path = join(stateFolder(env), 'images', `${key}.ndjson`);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const known = new Map<string, ImageRecord>();
  const toOrder = new Set<string>();
  const note = ([partId, imageName, digest, version]: unknown[]) => {
    if (typeof imageName !== 'boolean')
      known.set(`${String(partId)} ${String(imageName)}`, {
        digest: String(digest),
        version: String(version ?? ''),
      });
    else if (imageName) toOrder.add(String(partId));
    else toOrder.delete(String(partId));
  };
  for (const line of (await textOf(path)).split('\n')) {
    try {
      note(JSON.parse(line) as unknown[]);
    } catch {
      // Cut off.
    }
  }
  const keep = async (line: unknown[]) => {
    note(line);
    // A line begins with a break: what a crash left unfinished before it is one bad line alone.
    await appendFile(path, `\n${JSON.stringify(line)}`, { mode: 0o600 });
  };
  return {
    of: (partId, imageName) => known.get(`${partId} ${imageName}`),
    add: (partId, imageName, { digest, version }) => keep([partId, imageName, digest, version]),
    isToOrder: (partId) => toOrder.has(partId),
    setToOrder: (partId, isToOrder) => keep([partId, isToOrder]),
  };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
