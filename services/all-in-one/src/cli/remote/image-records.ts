import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stateFolder } from './user-folders.ts';

/** What was put up from this machine, so that it isn't sent again: by part and name the SHA-256 of the file. */
export interface ImageRecords {
  digestOf(partId: string, imageName: string): string | undefined;
  /** Safe on the disk before the next picture goes out. */
  add(partId: string, imageName: string, digest: string): Promise<void>;
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
  const known = new Map<string, string>();
  for (const line of (await textOf(path)).split('\n')) {
    try {
      const [partId, imageName, digest] = JSON.parse(line) as unknown[];
      known.set(`${String(partId)} ${String(imageName)}`, String(digest));
    } catch {
      // Cut off.
    }
  }
  return {
    digestOf: (partId, imageName) => known.get(`${partId} ${imageName}`),
    async add(partId, imageName, digest) {
      known.set(`${partId} ${imageName}`, digest);
      // A line begins with a break: what a crash left unfinished before it is one bad line alone.
      await appendFile(path, `\n${JSON.stringify([partId, imageName, digest])}`, { mode: 0o600 });
    },
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
