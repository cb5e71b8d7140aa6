import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A server as a process of its own, that can be ended and started again over the same folder and ports. */
export interface ServerProcess extends AsyncDisposable {
  start(): Promise<void>;
  /** SIGTERM; SIGKILL if that has not helped within 20 s. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

export interface ServerProcessOptions {
  command: string;
  args: readonly string[];
  folder: string;
  isReady: () => boolean | Promise<boolean>;
  /** What to show when it doesn't start. */
  log: () => string;
  startMs?: number;
}

export function serverProcess(options: ServerProcessOptions): ServerProcess {
  let child: ChildProcess | undefined;

  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  // A server does not outlive the tests, however these end.
  const takeDown = () => void (isRunning() && child?.kill('SIGKILL'));

  function onSignal(signal: NodeJS.Signals): void {
    takeDown();
    ignoreEnd();
    process.kill(process.pid, signal);
  }

  function ignoreEnd(): void {
    process.off('exit', takeDown);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child === undefined || !isRunning()) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(takeDown, 20_000);
    await exited;
    clearTimeout(timer);
    ignoreEnd();
  }

  return {
    async start() {
      if (isRunning()) return;
      child = spawn(options.command, options.args, {
        cwd: options.folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const started = child;
      let failed: Error | undefined;
      started.once('error', (error) => {
        failed = error;
      });
      process.on('exit', takeDown);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
      const deadline = Date.now() + (options.startMs ?? 180_000);
      while (!(await options.isReady())) {
        if (failed !== undefined || !isRunning() || Date.now() > deadline) {
          takeDown();
          throw new Error(`${options.command} did not start: ${failed?.message ?? ''}\n${options.log()}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => end('SIGKILL'),
  };
}

/** Ports of the loopback that nobody listens on at the moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            resolve(typeof address === 'object' && address !== null ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
