import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../../../services/all-in-one/src/main.ts', import.meta.url));
const CLI = fileURLToPath(new URL('../../../../services/all-in-one/src/cli.ts', import.meta.url));

export interface PlatformProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** SIGKILL, and waits until the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
  /** What it has written so far. */
  output(): string;
}

export interface PlatformProcessOptions {
  dataDir: string;
  /** Further environment of the process. */
  env?: Record<string, string>;
  /** How long a start may take. Default 120,000. */
  startMs?: number;
}

/** Starts the whole platform as its users do, as a process of its own, and resolves when it listens. */
export async function startPlatformProcess(options: PlatformProcessOptions): Promise<PlatformProcess> {
  const child = spawn(process.execPath, ['--max-semi-space-size=8', '--max-old-space-size=1536', ENTRY], {
    env: {
      ...process.env,
      MALLOC_ARENA_MAX: '2',
      QIPEI_DEMO: 'off',
      PORT: '0',
      LOG_LEVEL: 'error',
      ...options.env,
      QIPEI_DATA_DIR: options.dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listening = Promise.withResolvers<string>();
  const read = (chunk: Buffer) => {
    output += chunk.toString();
    const url = /Qipei listens on (http:\/\/\S+)/.exec(output)?.[1];
    if (url !== undefined) listening.resolve(url);
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  child.once('exit', (code, signal) =>
    listening.reject(new Error(`the platform ended at its start (${code ?? signal}):\n${output}`)),
  );
  const timeout = setTimeout(() => {
    child.kill('SIGKILL');
    listening.reject(new Error(`the platform did not start in time:\n${output}`));
  }, options.startMs ?? 120_000);
  const url = await listening.promise.finally(() => clearTimeout(timeout));
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    async kill() {
      if (!hasExited(child)) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    },
    async stop() {
      if (!hasExited(child)) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      return child.exitCode;
    },
    async [Symbol.asyncDispose]() {
      if (!hasExited(child)) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    },
  };
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Makes an API key through the command line. */
export async function createKeyByCommand(dataDir: string, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [CLI, 'keys', 'create', ...args], {
    env: { ...process.env, QIPEI_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = await once(child, 'close');
  const secret = /"secret": "(qpk_[^"]+)"/.exec(output)?.[1];
  if (code !== 0 || secret === undefined) throw new Error(`keys create failed (${code}):\n${output}`);
  return secret;
}

/** Memory of a process in bytes, now and at most, as Linux counts it; undefined elsewhere. */
export function processMemory(pid: number): { now: number; peak: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = (name: string) =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) * 1024;
    return { now: kilobytes('VmRSS'), peak: kilobytes('VmHWM') };
  } catch {
    return undefined;
  }
}
