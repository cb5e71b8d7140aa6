import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export interface WebFile {
  path: string;
  contentType: string;
  /** Its name changes with its content. */
  immutable: boolean;
  etag: string;
  /** What lies compressed beside it. */
  encodings: ReadonlySet<'br' | 'gzip'>;
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};

/** Everything of a build but its page, by the path it is served under. Only what is listed here is ever opened. */
export async function readWebFiles(dist: string): Promise<ReadonlyMap<string, WebFile>> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dist.length).replaceAll('\\', '/'));
  const there = new Set(names);
  const files = new Map<string, WebFile>();
  for (const name of names) {
    const contentType = TYPES[extname(name)];
    if (contentType === undefined) continue;
    const path = join(dist, name);
    const encodings = new Set<'br' | 'gzip'>();
    if (there.has(`${name}.br`)) encodings.add('br');
    if (there.has(`${name}.gz`)) encodings.add('gzip');
    const digest = createHash('sha256')
      .update(await readFile(path))
      .digest('base64url')
      .slice(0, 22);
    files.set(name, {
      path,
      contentType,
      encodings,
      etag: `"${digest}"`,
      immutable: name.startsWith('/assets/'),
    });
  }
  return files;
}
