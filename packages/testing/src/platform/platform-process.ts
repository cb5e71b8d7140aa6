import { readFileSync } from 'node:fs';
import { type PlatformChild, projectFile, startChild } from './child-process.ts';

const ENTRY = projectFile('services/all-in-one/src/main.ts');

/** The platform as its users run it, in one process or several. */
export interface PlatformProcess extends Pick<PlatformChild, 'kill' | 'stop' | 'output'>, AsyncDisposable {
  readonly url: string;
}

export interface PlatformProcessOptions {
  dataDir: string;
  /** Further environment of the process. */
  env?: Record<string, string>;
  /** How long a start may take. Default 120,000. */
  startMs?: number;
  /** Further flags of Node's. */
  flags?: readonly string[];
}

/** Starts the whole platform as its users do, as a process of its own, and resolves when it listens. */
export async function startPlatformProcess(
  options: PlatformProcessOptions,
): Promise<PlatformProcess & Pick<PlatformChild, 'pid' | 'wrote'>> {
  const child = startChild(
    [
      ...['--max-semi-space-size=2', '--heap-growing-percent=30', '--no-allocation-site-pretenuring'],
      '--max-old-space-size=1536',
      ...(options.flags ?? []),
      ENTRY,
    ],
    {
      MALLOC_ARENA_MAX: '2',
      MALLOC_MMAP_THRESHOLD_: '16384',
      MALLOC_TRIM_THRESHOLD_: '131072',
      QIPEI_DEMO: 'off',
      PORT: '0',
      LOG_LEVEL: 'error',
      // What is built on this machine is no part of what the API is tested for.
      WEB_DIST: 'off',
      ...options.env,
      QIPEI_DATA_DIR: options.dataDir,
    },
  );
  const [, url = ''] = await child.wrote(/Qipei listens on (http:\/\/\S+)/, options.startMs ?? 120_000);
  return { ...child, url };
}

export interface ProcessMemory {
  now: number;
  peak: number;
  /** Of `now`, what is mapped from files: code and libraries. The system takes it back where it is short of memory. */
  files: number;
}

/** Memory of a process in bytes, now and at most, as Linux counts it; undefined elsewhere. */
export function processMemory(pid: number): ProcessMemory | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = (name: string) =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) * 1024;
    return { now: kilobytes('VmRSS'), peak: kilobytes('VmHWM'), files: kilobytes('RssFile') };
  } catch {
    return undefined;
  }
}
