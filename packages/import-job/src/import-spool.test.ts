import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@qipei/kernel';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importSpool } from './index.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'import-spool-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function* chunks(...parts: (string | Error)[]) {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield Buffer.from(part);
  }
}

test('an upload is stored whole, read back and removed', async () => {
  const spool = importSpool({ directory: join(directory, 'a', 'b') });
  const id = newId('items');
  const parts = Array.from({ length: 3000 }, (_, i) => `line ${i}\n`.repeat(100));
  expect(await spool.store(id, chunks(...parts))).toBe(parts.join('').length);
  expect(readFileSync(join(directory, 'a', 'b', id), 'utf8')).toBe(parts.join(''));
  expect(await spool.size(id)).toBe(parts.join('').length);
  await spool.remove(id);
  await spool.remove(id);
  expect(await spool.size(id)).toBeUndefined();
});

test('an upload that is broken off or too large leaves nothing', async () => {
  const spool = importSpool({ directory, maxBytes: 10 });
  await expect(spool.store(newId('items'), chunks('abc', new Error('gone')))).rejects.toThrow('gone');
  await expect(spool.store(newId('items'), chunks('12345', '67890', '!'))).rejects.toMatchObject({
    code: 'upload-too-large',
    kind: 'too-large',
  });
  expect(readdirSync(directory)).toEqual([]);
  expect(await spool.store(newId('items'), chunks('12345', '67890'))).toBe(10);
});

test('nothing but the id of a job names a file', async () => {
  const spool = importSpool({ directory });
  for (const id of ['../x', '/etc/passwd', 'items_', `${newId('items')}/..`, '']) {
    await expect(async () => spool.store(id, chunks('x'))).rejects.toThrow('is not the id of a job');
  }
});
