import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of the platform. */
export interface PlatformChild extends AsyncDisposable {
  readonly pid: number;
  readonly exited: boolean;
  /** The exit code, once it and its output have come to an end. */
  ended(): Promise<number | null>;
  /** SIGKILL, and waits until the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
  /** What it has written so far. */
  output(): string;
  /** Resolves with the first match of what it writes. Rejects when it ends before, or takes longer. */
  wrote(pattern: RegExp, withinMs: number): Promise<RegExpExecArray>;
}

/** The path of a file of the project, given from its root. */
export function projectFile(path: string): string {
  return fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
}

export function startChild(args: readonly string[], env: Record<string, string>): PlatformChild {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  const read = (chunk: Buffer) => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);

  const closed = once(child, 'close');

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (hasExited(child)) return;
    child.kill(signal);
    await once(child, 'exit');
  }

  return {
    pid: child.pid ?? 0,
    get exited() {
      return hasExited(child);
    },
    async ended() {
      await closed;
      return child.exitCode;
    },
    output: () => output,
    wrote: (pattern, withinMs) =>
      new Promise((resolve, reject) => {
        const done = () => {
          clearTimeout(late);
          listeners.delete(look);
          child.off('exit', ended);
        };
        const look = () => {
          const match = pattern.exec(output);
          if (match === null) return;
          done();
          resolve(match);
        };
        const ended = (code: number | null, signal: string | null) => {
          done();
          reject(new Error(`${args.at(-1)} ended at its start (${code ?? signal}):\n${output}`));
        };
        const late = setTimeout(() => {
          done();
          child.kill('SIGKILL');
          reject(new Error(`${args.at(-1)} did not start in time:\n${output}`));
        }, withinMs);
        listeners.add(look);
        child.once('exit', ended);
        look();
      }),
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM');
      return child.exitCode;
    },
    [Symbol.asyncDispose]: () => end('SIGKILL'),
  };
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
