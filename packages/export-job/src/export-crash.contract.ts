import { gunzipSync } from 'node:zlib';
import { newId } from '@qipei/kernel';
import type { ForkedProgram } from '@qipei/testing/forked-program';
import { expect, test, vi } from 'vitest';
import { MADE } from './export-maker.fixture.ts';
import { newJob, type OpenExports } from './export-runner.contract.ts';

// Where it is killed, and after how many times.
const POINTS = [
  ['taken', 1],
  ['piece', 30],
  ['written', 1],
  ['ended', 1],
] as const;

/**
 * What is promised of exports over every storage: a file is there whole or not at all, and is made by whoever comes next. `start`: a
 * process that runs `makeExports` with `killedAt`; to tell it: point, passes.
 */
export function exportCrashContract(
  name: string,
  open: OpenExports,
  { start, kills }: { start(storage: string, ...args: string[]): ForkedProgram; kills: number },
): void {
  test.each(POINTS)(
    `${name}: ${kills} kills of an export at: %s, %i`,
    { timeout: 60_000 + kills * 20_000 },
    async (point, passes) => {
      const storage = newId('exports');
      await using store = await open(storage);
      for (let kill = 0; kill < kills; kill += 1) {
        const job = newJob(`t${kill}`, kill % 2 === 1);
        await store.jobs.add(job);
        expect(await start(storage, point, String(passes)).ended()).toBe('SIGKILL');
        const state = async () => (await store.jobs.get(job.tenant, job.id)).state;
        expect(await state()).toBe(point === 'ended' ? 'done' : 'running');

        const child = start(storage);
        try {
          await vi.waitUntil(async () => (await state()) === 'done', 60_000);
        } finally {
          await child.kill();
        }
        const done = await store.jobs.get(job.tenant, job.id);
        const file = Buffer.concat(await Array.fromAsync(store.files.read(done, 0, undefined)));
        expect(file.length).toBe(done.bytes);
        expect((job.gzip ? gunzipSync(file) : file).equals(Buffer.from(MADE))).toBe(true);
        // Of those that were broken off nothing outlives the export.
        expect(new Set(await store.there())).toEqual(new Set([job.id]));
        await store.jobs.remove(job.tenant, job.id);
        await store.files.removeOrphans(await store.jobs.withFiles());
        expect(await store.there()).toEqual([]);
      }
    },
  );
}
