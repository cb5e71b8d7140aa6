import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileSource } from '@qipei/interchange';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileDigest } from './file-digest.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-digest-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function stored(name: string, bytes: number) {
  const content = Buffer.alloc(bytes, `${name} 汽配`);
  const path = join(folder, name);
  writeFileSync(path, content);
  return { source: fileSource(path), digest: createHash('sha256').update(content).digest('hex'), bytes };
}

/** So often the event loop of this thread came round meanwhile. */
async function turnsDuring<T>(work: Promise<T>): Promise<{ result: T; turns: number }> {
  let turns = 0;
  const counting = setInterval(() => {
    turns += 1;
  }, 0);
  const result = await work;
  clearInterval(counting);
  return { result, turns };
}

test('is the same in this thread and in another, of files of any length', async () => {
  for (const bytes of [0, 1, 1024 * 1024, 3_000_001]) {
    const { source, digest } = stored(`of-${bytes}`, bytes);
    for (const threadFromBytes of [0, Number.POSITIVE_INFINITY])
      expect(await fileDigest(source, { bytes, threadFromBytes })).toBe(digest);
  }
});

test('a long file is read in another thread, which leaves this one nothing to do', async () => {
  const { source, digest, bytes } = stored('long', 16 * 1024 * 1024);
  const untouched = {
    path: source.path,
    // biome-ignore lint/correctness/useYield: what is never asked for gives nothing
    async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
      throw new Error('it was read here');
    },
  };
  const { result, turns } = await turnsDuring(fileDigest(untouched, { bytes }));
  expect(result).toBe(digest);
  expect(turns).toBeGreaterThan(0);
});

test('several at a time each get their own, also behind one that fails', async () => {
  const files = Array.from({ length: 4 }, (_, at) => stored(`file-${at}`, 100_000 + at));
  const gone = fileDigest(fileSource(join(folder, 'gone')), { bytes: 1, threadFromBytes: 0 });
  const failure = expect(gone).rejects.toMatchObject({ code: 'ENOENT' });
  const digests = await Promise.all(
    files.map(({ source, bytes }) => fileDigest(source, { bytes, threadFromBytes: 0 })),
  );
  expect(digests).toEqual(files.map(({ digest }) => digest));
  await failure;
});

test('is none of who has left before its turn came, and holds up nobody', async () => {
  const { source, digest, bytes } = stored('left', 100_000);
  const left = new AbortController();
  const [first, gone, next] = [undefined, left.signal, undefined].map((signal) =>
    fileDigest(source, { bytes, threadFromBytes: 0, signal }),
  );
  left.abort(new Error('left'));
  await expect(gone).rejects.toThrow('left');
  expect(await Promise.all([first, next])).toEqual([digest, digest]);
});

test('the thread heeds nothing that the process was begun with', async () => {
  const { source, digest, bytes } = stored('flags', 100_000);
  const preload = join(folder, 'preload.cjs');
  writeFileSync(
    preload,
    "if (!require('node:worker_threads').isMainThread) throw new Error('loaded in a thread');",
  );
  const script = `
    import { fileDigest } from ${JSON.stringify(new URL('./file-digest.ts', import.meta.url))};
    const source = { path: ${JSON.stringify(source.path)}, async *[Symbol.asyncIterator]() {} };
    console.log(await fileDigest(source, { bytes: ${bytes}, threadFromBytes: 0 }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, NODE_OPTIONS: `--require=${preload}` },
  });
  expect(stdout.trim()).toBe(digest);
});

test('what doesn’t lie in a file is gone through as it comes', async () => {
  async function* chunks() {
    yield Buffer.from('ab');
    yield Buffer.from('c');
  }
  const digest = createHash('sha256').update('abc').digest('hex');
  expect(await fileDigest(chunks(), { bytes: 2 ** 40 })).toBe(digest);
});
