import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { expect, test } from 'vitest';
import { startBackgroundThread } from './background-thread.ts';

/** Of the process's threads, as proc(5) has it: `nice` is the seventeenth value behind the name. */
function prioritiesOfThreads(): number[] {
  return readdirSync('/proc/self/task').map((thread) => {
    const [, values = ''] = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ');
    return Number(values.split(' ')[16]);
  });
}

test.runIf(process.platform === 'linux')(
  'on Linux it steps back behind the threads that answer calls',
  async () => {
    const own = getPriority();
    const before = prioritiesOfThreads().filter((each) => each === 10).length;
    {
      await using _thread = await startBackgroundThread(
        new URL('./telemetry/measuring-thread.fixture.ts', import.meta.url),
        {},
      );
      expect(prioritiesOfThreads().filter((each) => each === 10).length).toBeGreaterThan(before);
      expect(getPriority()).toBe(own);
    }
  },
);
