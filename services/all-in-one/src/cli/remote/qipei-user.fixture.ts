import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../qipei.ts', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Somebody with a home folder of their own and the `qipei` command. */
export interface QipeiUser extends Disposable {
  /** Where the commands run. */
  readonly folder: string;
  readonly env: Record<string, string>;
  start(
    args: readonly string[],
    options?: { stdin?: string },
  ): { child: ChildProcess; ended: Promise<Ended> };
  run(args: readonly string[], options?: { stdin?: string }): Promise<Ended>;
}

export function qipeiUser(): QipeiUser {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-user-'));
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_STATE_HOME: join(folder, 'state'),
  };
  const start: QipeiUser['start'] = (args, { stdin } = {}) => {
    const child = spawn(process.execPath, [ENTRY, ...args], { cwd: folder, env, stdio: 'pipe' });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      output.stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output.stderr += chunk.toString();
    });
    child.stdin.on('error', () => undefined).end(stdin ?? '');
    const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }));
    return { child, ended };
  };
  return {
    ...{ folder, env, start },
    run: (args, options) => start(args, options).ended,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
