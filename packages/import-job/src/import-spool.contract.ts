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

    test('an upload in parts goes on from what is durable, and what lies behind it is dropped', async () => {
      await using opened = await open({ maxBytes: 40_000_000 });
      const { spool } = opened;
      const id = newId('items');
      const told: number[] = [];
      const durable = async (at: number) => told.push(at) > 0;
      await spool.append(id, 0, chunks('ab', 'cd'), durable);
      await expect(spool.append(id, 4, chunks('ef', new Error('gone')), durable)).rejects.toThrow('gone');
      expect(told).toEqual([4, 6]);
      expect(await spool.size(id)).toBeUndefined();
      // As after a crash before the second part was recorded.
      await spool.append(id, 4, chunks('EF', 'gh'), durable);
      expect(told.at(-1)).toBe(8);
      expect(await spool.removeOrphans(new Set([id]))).toBe(0);
      for (let times = 0; times < 2; times += 1) await spool.finish(id, 8);
      expect([await spool.size(id), await readAll(spool, id)]).toEqual([8, 'abcdEFgh']);
      await spool.remove(id);
      expect(await opened.names()).toEqual([]);
    });

    test('a long part is made durable as it comes, and stops where it is told to', async () => {
      await using opened = await open({ maxBytes: 40_000_000 });
      const { spool } = opened;
      const [id, other] = [newId('items'), newId('items')];
      const piece = 'x'.repeat(3_000_000);
      const told: number[] = [];
      await spool.append(
        id,
        0,
        chunks(...Array.from({ length: 12 }, () => piece)),
        async (at) => told.push(at) > 0,
      );
      expect(told.length).toBeGreaterThan(2);
      expect(told.at(-1)).toBe(36_000_000);
      let asked = 0;
      await spool.append(other, 0, chunks(...Array.from({ length: 12 }, () => piece)), async () => {
        asked += 1;
        return false;
      });
      expect(asked).toBe(1);
      const over = chunks(...Array.from({ length: 14 }, () => piece));
      await expect(spool.append(newId('items'), 0, over, async () => true)).rejects.toMatchObject({
        code: 'upload-too-large',
      });
      expect(() => spool.requireRoomFor(40_000_001)).toThrow(expect.objectContaining({ kind: 'too-large' }));
    });

    test('what isn’t there can’t be gone on with', async () => {
      await using opened = await open({});
      const { spool } = opened;
      const [id, short] = [newId('items'), newId('items')];
      const durable = async () => true;
      await expect(spool.append(id, 5, chunks('x'), durable)).rejects.toMatchObject({ code: 'upload-lost' });
      await expect(spool.finish(id, 5)).rejects.toMatchObject({ code: 'upload-lost' });
      await spool.append(short, 0, chunks('abc'), durable);
      await expect(spool.append(short, 5, chunks('x'), durable)).rejects.toMatchObject({
        code: 'upload-lost',
      });
      await expect(spool.finish(short, 5)).rejects.toMatchObject({ code: 'upload-lost' });
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
