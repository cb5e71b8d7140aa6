import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPushRecords } from './push-records.ts';

const state = mkdtempSync(join(tmpdir(), 'qipei-pushes-'));
const env = { ...process.env, XDG_STATE_HOME: state };
const folder = join(state, 'qipei', 'pushes');
const ROUNDS = 60;
let children: ChildProcess[] = [];

beforeAll(async () => {
  const child = new URL('./push-records.child.ts', import.meta.url);
  children = Array.from({ length: 5 }, () => fork(child, { env, execArgv: [] }));
  await Promise.all(children.map(async (each) => await once(each, 'message')));
});
afterAll(() => {
  for (const each of children) each.kill();
  rmSync(state, { recursive: true });
});

async function tellAll(message: string): Promise<string[]> {
  return await Promise.all(
    children.map(async (each) => {
      const answer = once(each, 'message');
      each.send(message);
      const [text] = (await answer) as [string];
      return text;
    }),
  );
}

const locks = () => readdirSync(folder).filter((name) => !name.endsWith('.json'));
const identity = (digest: string) => ({
  ...{ url: 'http://a', tenant: 't', kind: 'parts', feed: '', parameters: {}, digest },
});

it('one of several that push the same file at once has it, and the others are told', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const answers = await tellAll(`file ${round}`);
    expect(answers.toSorted()).toEqual(['held', ...Array(4).fill('push-running')]);
    await tellAll('');
  }
  expect(locks()).toEqual([]);
});

it('so it is where one that was killed has left its lock behind', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  for (let round = 0; round < ROUNDS; round += 1) {
    const digest = `left ${round}`;
    {
      await using _ = await openPushRecords(identity(digest), env);
      const [lock = ''] = locks();
      writeFileSync(join(folder, `${lock}.left`), '');
    }
    const [left = ''] = locks();
    rmSync(join(folder, left));
    writeFileSync(join(folder, left.replace(/\.left$/, '')), round % 2 === 0 ? `${pid}` : `${pid} a`);
    const answers = await tellAll(digest);
    expect(answers.toSorted()).toEqual(['held', ...Array(4).fill('push-running')]);
    await tellAll('');
  }
  expect(locks()).toEqual([]);
});

it('a lock that is empty as yet is its maker’s', async () => {
  {
    await using _ = await openPushRecords(identity('empty'), env);
    const [lock = ''] = locks();
    writeFileSync(join(folder, `${lock}.left`), '');
  }
  const [left = ''] = locks();
  const lock = join(folder, left.replace(/\.left$/, ''));
  rmSync(join(folder, left));
  writeFileSync(lock, '');
  const answers = tellAll('empty');
  setTimeout(() => writeFileSync(lock, `${process.pid} a`), 50);
  expect(await answers).toEqual(Array(5).fill('push-running'));
  rmSync(lock);
  await tellAll('');
});
