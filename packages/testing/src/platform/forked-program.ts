import { fork } from 'node:child_process';

/** How long what is waited for may take, on a machine that is busy with other things too. */
const PATIENCE_MS = 120_000;

/** A program that tells where it is, by `process.send(point)`, and is killed there, by itself or by who waits for it. */
export interface ForkedProgram {
  /** Resolves when it has told this, at any time from its start on. Rejects when it ends before, or takes two minutes. */
  told(point: string): Promise<void>;
  /** Resolves with the signal that ended it, or its exit code. Rejects when it takes two minutes. */
  ended(): Promise<NodeJS.Signals | number | null>;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts it. Whatever it tells is heard, however fast one message follows another. */
export function forkProgram(program: URL, args: readonly string[]): ForkedProgram {
  const child = fork(program, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exit = new Promise<NodeJS.Signals | number | null>((resolve, reject) => {
    child.on('exit', (code, signal) => resolve(signal ?? code));
    child.on('error', reject);
  });
  const points = new Map<string, PromiseWithResolvers<void>>();
  const about = (point: string) => {
    const known = points.get(point) ?? Promise.withResolvers<void>();
    points.set(point, known);
    return known;
  };
  child.on('message', (point) => about(String(point)).resolve());

  async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      late.reject(new Error(`${program.pathname.split('/').at(-1)} ${args.join(' ')} ${what} in time`));
    }, PATIENCE_MS);
    try {
      return await Promise.race([work, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    told(point) {
      const gone = exit.then((how): never => {
        throw new Error(`it ended (${how}) and had not come to ${point}`);
      });
      return inTime(Promise.race([about(point).promise, gone]), `did not come to ${point}`);
    },
    ended: () => inTime(exit, 'did not end'),
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/**
 * For such a program: tells of each point that it passes, and kills itself where it has passed the one of that name so many times. An
 * empty name is never passed.
 */
export function killedAt(crashPoint: string, passes = 1): (point: string) => void {
  let left = passes;
  return (point) => {
    process.send?.(point);
    if (point !== crashPoint) return;
    left -= 1;
    if (left > 0) return;
    process.kill(process.pid, 'SIGKILL');
    // The signal takes a moment; nothing of this thread may run until then.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
}
