import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@qipei/kernel';
import { expect, test } from 'vitest';
import { fileImportSpool } from './file-import-spool.ts';
import { importSpoolContract } from './import-spool.contract.ts';

const MB = 1024 * 1024;

importSpoolContract('A folder', async (options) => {
  const folder = mkdtempSync(join(tmpdir(), 'import-spool-'));
  const directory = join(folder, 'a', 'b');
  return {
    spool: fileImportSpool({ directory, ...options }),
    names: async () => readdirSync(directory),
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }),
  };
});

/** A spool on a disk that has room for so many bytes, all of its files together. */
function smallDisk(room: number) {
  const directory = mkdtempSync(join(tmpdir(), 'small-disk-'));
  const disk = { room, syncs: 0, code: 'ENOSPC', fails: [] as string[] };
  const full = () => Object.assign(new Error('no space left on device'), { code: disk.code });
  /** Once each. */
  const failing = (work: string) => {
    const at = disk.fails.indexOf(work);
    if (at < 0) return;
    disk.fails.splice(at, 1);
    throw full();
  };
  const take = (bytes: number) => {
    if (disk.room === 0 && bytes > 0) throw full();
    const taken = Math.min(bytes, disk.room);
    disk.room -= taken;
    return taken;
  };
  const openFile = async (path: string, flags: string, mode: number) => {
    failing('open');
    const file = await open(path, flags, mode);
    return new Proxy(file, {
      get(target, name) {
        if (name === 'writev')
          return async ([first = new Uint8Array()]: Uint8Array[], position: number) =>
            await target.write(first, 0, take(first.length), position);
        if (name === 'datasync')
          return async () => {
            disk.syncs += 1;
            failing('datasync');
            await target.datasync();
          };
        if (name === 'truncate' || name === 'sync')
          return async (length?: number) => {
            failing(name);
            await (name === 'sync' ? target.sync() : target.truncate(length));
          };
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }) as FileHandle;
  };
  return {
    ...{ disk, spool: fileImportSpool({ directory, openFile }) },
    names: () => readdirSync(directory),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true }),
  };
}

async function* pieces(count: number, end?: Error): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < count; at += 1) yield Buffer.alloc(MB, `piece ${at} `);
  if (end !== undefined) throw end;
}

async function lengthOf(source: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of source) bytes += chunk.length;
  return bytes;
}

test('a disk that is full refuses an upload, which leaves nothing, and takes it once there is room', async () => {
  using small = smallDisk(3.5 * MB);
  const { disk, spool } = small;
  const refused = { name: 'DomainError', kind: 'exhausted', code: 'spool-full' };
  await expect(spool.store(newId('items'), pieces(5))).rejects.toMatchObject(refused);
  expect(small.names()).toEqual([]);
  disk.room = 5 * MB;
  const id = newId('items');
  expect(await spool.store(id, pieces(5))).toBe(5 * MB);
  expect(await lengthOf(spool.read(id))).toBe(5 * MB);
});

test('of an upload in parts what was durable before the disk was full stays, and it goes on from there', async () => {
  using small = smallDisk(20.5 * MB);
  const { disk, spool } = small;
  const id = newId('items');
  let reached = 0;
  const durable = async (at: number) => {
    reached = at;
    return true;
  };
  const sent = Buffer.concat(await Array.fromAsync(pieces(30)));
  async function* rest() {
    for (let at = reached; at < sent.length; at += 65_536) yield sent.subarray(at, at + 65_536);
  }
  for (let times = 0; times < 2; times += 1) {
    await expect(spool.append(id, reached, rest(), durable)).rejects.toMatchObject({ code: 'spool-full' });
    expect(reached).toBe(20.5 * MB);
  }
  disk.room = 100 * MB;
  await spool.append(id, reached, rest(), durable);
  expect(reached).toBe(30 * MB);
  await spool.finish(id, 30 * MB);
  expect(Buffer.concat(await Array.fromAsync(spool.read(id))).equals(sent)).toBe(true);
});

test('that the disk is full is told where it can’t be noted either', async () => {
  using small = smallDisk(2.5 * MB);
  const noRoom = async () => {
    throw new Error('the note has no room');
  };
  await expect(small.spool.append(newId('items'), 0, pieces(5), noRoom)).rejects.toMatchObject({
    code: 'spool-full',
  });
});

test('behind a write that failed nothing is called durable, though a later one succeeds', async () => {
  using small = smallDisk(500 * MB);
  const { disk, spool } = small;
  const id = newId('items');
  const told: number[] = [];
  const durable = async (at: number) => told.push(at) > 0;
  for (const [code, failure] of [
    ['EIO', { code: 'EIO' }],
    ['ENOSPC', { code: 'spool-full' }],
  ] as const) {
    Object.assign(disk, { code, fails: ['datasync'] });
    await expect(spool.append(id, 0, pieces(40), durable)).rejects.toMatchObject(failure);
    expect([told, disk.fails]).toEqual([[], []]);
  }
  await spool.append(id, 0, pieces(40), durable);
  expect(told.at(-1)).toBe(40 * MB);
});

test('wherever the disk is found full it is said so, also by who may take no more of it', async () => {
  using small = smallDisk(500 * MB);
  const { disk, spool } = small;
  const id = newId('items');
  const durable = async () => true;
  await spool.append(id, 0, pieces(2), durable);
  const full = { kind: 'exhausted', code: 'spool-full' };
  for (const code of ['ENOSPC', 'EDQUOT']) {
    disk.code = code;
    for (const fails of ['open', 'truncate']) {
      disk.fails = [fails];
      await expect(spool.append(id, 2 * MB, pieces(1), durable)).rejects.toMatchObject(full);
    }
    for (const fails of ['open', 'truncate', 'sync']) {
      disk.fails = [fails];
      await expect(spool.finish(id, 2 * MB)).rejects.toMatchObject(full);
    }
    for (const fails of ['open', 'sync', 'datasync']) {
      disk.fails = [fails];
      await expect(spool.store(newId('items'), pieces(20))).rejects.toMatchObject(full);
    }
  }
  await spool.finish(id, 2 * MB);
  expect(await lengthOf(spool.read(id))).toBe(2 * MB);
});

test('a long upload goes to the disk while it comes, also where it breaks off', async () => {
  using small = smallDisk(500 * MB);
  const { disk, spool } = small;
  await spool.store(newId('items'), pieces(100));
  expect(disk.syncs).toBeGreaterThanOrEqual(5);
  await expect(spool.store(newId('items'), pieces(40, new Error('gone')))).rejects.toThrow('gone');
  expect(small.names()).toHaveLength(1);
});
