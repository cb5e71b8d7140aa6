import { ApiProblem } from '@qipei/api-client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notSent } from '../../api/not-sent.ts';
import {
  type RunState,
  type Standing,
  startUpload,
  type UploadRun,
  type UploadTransport,
} from './upload-run.ts';

const problem = (status: number) => new ApiProblem({ status, members: { code: `c${status}` } });

/** `gone`: who asks isn't signed in any more, and the page holds back what it was asked. */
type Fault = number | 'lost' | 'half' | 'gone';

/** Takes an upload as the platform does, and does to each request what it is told: `none` when there is nothing more to do. */
class Platform implements UploadTransport {
  taken: Buffer = Buffer.alloc(0);
  size: number;
  faults: Fault[];
  clock = 0;
  pauses: number[] = [];
  constructor(size: number, faults: Fault[] = []) {
    this.size = size;
    this.faults = faults;
  }
  now(): number {
    this.clock += 100;
    return this.clock;
  }
  at(): Standing {
    return { offset: this.taken.length, jobId: this.taken.length === this.size ? 'parts_1' : null };
  }
  async standing(_id: string, signal: AbortSignal): Promise<Standing> {
    await Promise.resolve();
    signal.throwIfAborted();
    const fault = this.faults.shift();
    if (typeof fault === 'number') throw problem(fault);
    if (fault === 'gone') throw notSent();
    return this.at();
  }
  async append(_id: string, offset: number, part: Uint8Array, signal: AbortSignal): Promise<Standing> {
    await Promise.resolve();
    signal.throwIfAborted();
    const fault = this.faults.shift();
    if (typeof fault === 'number') throw problem(fault);
    if (fault === 'gone') throw notSent();
    if (offset !== this.taken.length) throw problem(409);
    const kept = fault === 'half' ? part.subarray(0, part.length >> 1) : part;
    this.taken = Buffer.concat([this.taken, kept]);
    // Its answer never comes.
    if (fault !== undefined) throw problem(0);
    return this.at();
  }
  async pause(ms: number, signal: AbortSignal): Promise<void> {
    this.pauses.push(ms);
    await Promise.resolve();
    signal.throwIfAborted();
  }
}

const fileOf = (size: number) => new Blob([new Uint8Array(bytesOf(size))]);
const bytesOf = (size: number) => Buffer.from(Uint8Array.from({ length: size }, (_, at) => at % 251));
const begin = (transport: UploadTransport, file: Blob, offset = 0) =>
  startUpload({ uploadId: 'u', file, name: 'f.csv', offset, transport });

function reached(run: UploadRun, ...kinds: RunState['phase']['kind'][]): Promise<RunState> {
  return new Promise((resolve) => {
    const look = () => {
      if (!kinds.includes(run.state().phase.kind)) return;
      stop();
      resolve(run.state());
    };
    const stop = run.subscribe(look);
    queueMicrotask(look);
  });
}

describe('an upload in parts', () => {
  it('arrives once and whole, whatever gets lost on the way', async () => {
    const fault = fc.constantFrom<number | 'lost' | 'half'>(0, 408, 429, 502, 503, 504, 'lost', 'half');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 900_000 }),
        fc.array(fault, { maxLength: 12 }),
        async (size, faults) => {
          const platform = new Platform(size, faults);
          const run = begin(platform, fileOf(size));
          expect(await reached(run, 'done', 'failed')).toMatchObject({
            phase: { kind: 'done', jobId: 'parts_1' },
            sent: size,
          });
          expect(platform.taken.length).toBe(size);
          expect(platform.taken.equals(bytesOf(size))).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('goes on from where it was, also in a page that was opened anew', async () => {
    const platform = new Platform(700_000);
    platform.taken = bytesOf(300_000);
    const run = begin(platform, fileOf(700_000), 300_000);
    await reached(run, 'done');
    expect(platform.taken.equals(bytesOf(700_000))).toBe(true);
  });

  it('stands still when it is told to, and goes on', async () => {
    const platform = new Platform(2_000_000);
    const run = begin(platform, fileOf(2_000_000));
    run.pause();
    expect(run.state().phase.kind).toBe('paused');
    const before = platform.taken.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(platform.taken.length).toBe(before);
    run.goOn();
    await reached(run, 'done');
    expect(platform.taken.length).toBe(2_000_000);
  });

  it.each([401, 403, 404, 413, 500])(
    'stops at what won’t pass (%i), and can be taken up again',
    async (status) => {
      const platform = new Platform(1_000, [status]);
      const run = begin(platform, fileOf(1_000));
      expect(await reached(run, 'failed')).toMatchObject({ phase: { error: { status } }, sent: 0 });
      expect(platform.pauses).toEqual([]);
      run.goOn();
      await reached(run, 'done');
    },
  );

  it('of somebody who has gone isn’t sent on as somebody else', async () => {
    for (const before of [[], [503]]) {
      const platform = new Platform(1_000, [...before, 'gone']);
      expect(await reached(begin(platform, fileOf(1_000)), 'failed', 'done')).toMatchObject({
        ...{ phase: { kind: 'failed', error: { code: 'not-sent' } }, sent: 0 },
      });
      expect(platform.pauses).toHaveLength(before.length);
    }
  });

  it('waits longer each time, and no longer than half a minute', async () => {
    const platform = new Platform(1_000, Array<number>(9).fill(503));
    await reached(begin(platform, fileOf(1_000)), 'done');
    expect(platform.pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000]);
  });

  it('tells a file that has changed from a line that broke', async () => {
    const gone = Object.assign(fileOf(10), {
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }),
    }) as unknown as Blob;
    expect(await reached(begin(new Platform(10), gone), 'failed')).toMatchObject({
      phase: { error: { name: 'FileGone' } },
    });
    const longer = new Platform(20, ['lost']);
    longer.taken = bytesOf(20);
    expect(await reached(begin(longer, fileOf(10), 5), 'failed')).toMatchObject({
      phase: { error: { name: 'FileGone' } },
    });
  });
});
