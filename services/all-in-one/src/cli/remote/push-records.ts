import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandFault, EXIT } from './command-fault.ts';
import { stateFolder, writePrivately } from './user-folders.ts';

/** Jobs are remembered by the platform for 90 days. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1_000;

/** What is known of a file that is, or was, on its way. */
export interface PushRecord {
  uploadId?: string;
  jobId?: string;
}

/** Of one file with one set of parameters, to one tenant of one platform. */
export interface PushRecords extends AsyncDisposable {
  read(): Promise<PushRecord>;
  write(record: PushRecord): Promise<void>;
  /** Whether nothing else was pushed into the same data set from here since. */
  isLatest(): Promise<boolean>;
  markLatest(): Promise<void>;
}

export interface PushIdentity {
  url: string;
  tenant: string;
  kind: string;
  feed: string;
  /** Everything else that the import is told. */
  parameters: Record<string, string>;
  /** SHA-256 of the file. */
  digest: string;
}

/** Nobody else on this machine sends the same file until it is disposed of. @throws CommandFault where somebody does */
export async function openPushRecords(identity: PushIdentity, env: NodeJS.ProcessEnv): Promise<PushRecords> {
  const { url, tenant, kind, feed } = identity;
  const folder = join(stateFolder(env), 'pushes');
  const key = keyOf([
    url,
    tenant,
    kind,
    feed,
    identity.digest,
    ...Object.entries(identity.parameters).sort().flat(),
  ]);
  const [file, latest] = [
    join(folder, `${key}.json`),
    join(folder, `latest-${keyOf([url, tenant, kind, feed])}.json`),
  ];
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await forgetOld(folder);
  const unlock = await lock(join(folder, `${key}.lock`));
  return {
    read: async () => ((await readJson(file)) ?? {}) as PushRecord,
    write: (record) => writePrivately(file, JSON.stringify(record)),
    isLatest: async () => ((await readJson(latest)) as { key?: unknown } | undefined)?.key === key,
    markLatest: () => writePrivately(latest, JSON.stringify({ key })),
    [Symbol.asyncDispose]: unlock,
  };
}

function keyOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** Undefined where there is none, or none that can be read: the file is then simply sent. */
async function readJson(path: string): Promise<unknown> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function forgetOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > KEPT_MS) await rm(path, { force: true });
  }
}

const LOCK_TRIES = 100;
const LOCK_PAUSE_MS = 20;
/** It is held for a moment; what is older was left by who was killed in it. */
const GATE_MS = 1_000;

/** Held by a process that lives; what a killed one left behind is taken over. */
async function lock(path: string): Promise<() => Promise<void>> {
  const mine = `${process.pid} ${randomUUID()}`;
  const scratch = `${path}.${randomUUID()}.tmp`;
  await writeFile(scratch, mine, { flag: 'wx', mode: 0o600 });
  try {
    for (let tries = 1; ; tries += 1) {
      try {
        await putInPlace(scratch, path, mine);
        return () => rm(path, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || tries === LOCK_TRIES) throw error;
      }
      const held = await readFile(path, 'utf8').catch(() => undefined);
      if (held === undefined) continue;
      if (held === '' && (await isFresh(path))) {
        await pause(LOCK_PAUSE_MS);
        continue;
      }
      const pid = Number(held.split(' ')[0]);
      if (pid > 0 && pid !== process.pid && lives(pid)) {
        const message = `This file is being pushed already, by process ${pid}.`;
        throw new CommandFault({ code: 'push-running', message, exitCode: EXIT.usage });
      }
      await takeAway(path, held);
    }
  } finally {
    await rm(scratch, { force: true });
  }
}

/** As link(2) and Linux file systems say that they have no hard links. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** It appears with its content where the file system can do that; elsewhere it is empty for a moment. @throws EEXIST */
async function putInPlace(scratch: string, path: string, content: string): Promise<void> {
  try {
    await link(scratch, path);
  } catch (error) {
    if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    await writeFile(path, content, { flag: 'wx', mode: 0o600 });
  }
}

/** Whoever makes it may be about to write into it. */
async function isFresh(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs < GATE_MS;
}

/** What is there if it is still that. Only one at a time looks: another may have taken it over, whose lock it then is. */
async function takeAway(path: string, left: string): Promise<void> {
  const gate = `${path}.gate`;
  try {
    await writeFile(gate, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const found = await stat(gate).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > GATE_MS) await rm(gate, { force: true });
    return await pause(LOCK_PAUSE_MS);
  }
  try {
    if ((await readFile(path, 'utf8').catch(() => undefined)) === left) await rm(path, { force: true });
  } finally {
    await rm(gate, { force: true });
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
