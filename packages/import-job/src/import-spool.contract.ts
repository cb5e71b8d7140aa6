import { newId } from '@qipei/kernel';
import { describe, expect, test } from 'vitest';
import type { ImportSpool } from './import-spool.ts';

export interface OpenedSpool extends AsyncDisposable {
  spool: ImportSpool;
  /** Whatever is stored, also in part. */
  names(): Promise<string[]>;
}

/** Opens an empty spool. */
export type OpenSpool = (options: { maxBytes?: number }) => Promise<OpenedSpool>;

export async function* chunks(...parts: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield Buffer.from(part);
  }
}

async function readAll(spool: ImportSpool, upload: string): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of spool.read(upload)) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** What every adapter promises. */
export function importSpoolContract(name: string, open: OpenSpool): void {
  describe(`${name} as a spool`, () => {
    test('stores an upload whole, gives it back and removes it', async () => {
      await using opened = await open({});
      const { spool } = opened;
      const [id, empty, other] = [newId('items'), newId('items'), newId('items')];
      const parts = Array.from({ length: 3000 }, (_, i) => `line ${i}\n`.repeat(100));
      expect(await spool.store(id, chunks(...parts))).toBe(parts.join('').length);
      expect(await spool.store(empty, chunks())).toBe(0);
      expect(await spool.store(other, chunks('汽', '', '配'))).toBe(6);
      expect(await readAll(spool, id)).toBe(parts.join(''));
      expect(await spool.size(id)).toBe(parts.join('').length);
      expect([await spool.size(empty), await readAll(spool, other)]).toEqual([0, '汽配']);
      for (const each of [id, id, empty]) await spool.remove(each);
      expect([await spool.size(id), await spool.size(empty), await spool.size(other)]).toEqual([
        undefined,
        undefined,
        6,
      ]);
      expect(await opened.names()).toEqual([other]);
    });

    test('an upload that is broken off or too large leaves nothing', async () => {
      await using opened = await open({ maxBytes: 3_000_000 });
      const { spool } = opened;
      const large = 'x'.repeat(1_500_000);
      await expect(spool.store(newId('items'), chunks(large, new Error('gone')))).rejects.toThrow('gone');
      await expect(spool.store(newId('items'), chunks(large, large, '!'))).rejects.toMatchObject({
        code: 'upload-too-large',
        kind: 'too-large',
      });
      expect(await opened.names()).toEqual([]);
      expect(await spool.store(newId('items'), chunks(large, large))).toBe(3_000_000);
    });

    test('nothing but the id of a job names an upload', async () => {
      await using opened = await open({});
      for (const id of ['../x', '/etc/passwd', 'items_', `${newId('items')}/..`, '']) {
        await expect(async () => opened.spool.store(id, chunks('x'))).rejects.toThrow(
          'is not the id of a job',
        );
        await expect(async () => opened.spool.size(id)).rejects.toThrow('is not the id of a job');
      }
    });

    test('what may be the upload of a job that is just being made is no orphan', async () => {
      await using opened = await open({});
      const id = newId('items');
      await opened.spool.store(id, chunks('x'));
      expect(await opened.spool.removeOrphans(new Set())).toBe(0);
      expect(await opened.names()).toEqual([id]);
    });
  });
}
