import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { mongoServerClassPath } from './mongo-server-files.ts';

export interface MongoServer extends AsyncDisposable {
  /** `mongodb://127.0.0.1:PORT`; stays the same over `stop` and `start`. */
  readonly url: string;
  /** Every acknowledged write is kept, also by `SIGKILL`. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Again, over the same data. */
  start(): Promise<void>;
}

const JAVA = 'java';
const STARTED_MS = 60_000;
const STOPPED_MS = 10_000;

/**
 * A MongoDB wire server of its own process on a free port of the loopback interface, with its data below `folder`:
 * mongo-java-server on an H2 file. It has neither replica sets, sessions nor transactions, and accepts read and write
 * concerns without a meaning: one process is its only member.
 */
export async function startMongo({ folder }: { folder: string }): Promise<MongoServer> {
  mkdirSync(folder, { recursive: true });
  const classPath = await mongoServerClassPath();
  const port = await freePort();
  let running: ChildProcess | undefined;

  async function start(): Promise<void> {
    if (running !== undefined) return;
    const args = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classPath];
    running = spawn(JAVA, [...args, 'MongoJavaServer', `${port}`, join(folder, 'mongo.mv')], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    try {
      await listening(running);
    } catch (error) {
      await stop('SIGKILL');
      throw error;
    }
  }

  async function stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = running;
    running = undefined;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOPPED_MS);
    await ended;
    clearTimeout(late);
  }

  await start();
  return { url: `mongodb://127.0.0.1:${port}`, start, stop, [Symbol.asyncDispose]: () => stop() };
}

async function listening(child: ChildProcess): Promise<void> {
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(failure('didn’t start in time')), STARTED_MS);
    const failure = (what: string) => new Error(`The MongoDB test server ${what}:\n${output.slice(-4_000)}`);
    child.on('error', reject);
    child.on('exit', (code) => reject(failure(`ended with ${code}`)));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.stdout?.on('data', (chunk) => {
      if (!String(chunk).includes('listening')) return;
      clearTimeout(late);
      resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
