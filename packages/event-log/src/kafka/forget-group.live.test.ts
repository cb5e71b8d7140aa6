import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { collect, ids, idsByKey, many, record } from '../contract-records.ts';
import type { EventLog } from '../event-log.ts';
import { openKafkaEventLog } from './kafka-event-log.ts';

const PARTITIONS = 3;
const SESSION_MS = 3_000;
/** The session of a member that is gone, a quarter on top, and what a busy machine adds. */
const BOUND_MS = SESSION_MS * 1.25 + 6_000;

function open(prefix: string, sessionTimeoutMs = SESSION_MS): Promise<EventLog> {
  return openKafkaEventLog({
    brokers: inject('kafkaBrokers'),
    clientId: 'forget',
    prefix,
    topics: [{ topic: 'parts', partitions: PARTITIONS }],
    fetchWaitMs: 50,
    sessionTimeoutMs,
  });
}

interface Member extends AsyncDisposable {
  ids(): string[];
  until(line: string): Promise<void>;
  kill(): Promise<void>;
}

/** Of group 'g', in a process of its own. */
async function member(prefix: string): Promise<Member> {
  const file = fileURLToPath(new URL('./group-member.child.ts', import.meta.url));
  const args = [file, inject('kafkaBrokers').join(), prefix, `${SESSION_MS}`];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (errors += chunk));
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  const lines = () => output.split('\n').slice(0, -1);
  const until = async (line: string) => {
    await expect
      .poll(() => lines().includes(line) || child.exitCode !== null, { timeout: 30_000, interval: 20 })
      .toBe(true);
    if (!lines().includes(line)) throw new Error(`The member has ended:\n${errors}`);
  };
  try {
    await until('caught up');
  } catch (error) {
    await kill();
    throw error;
  }
  return {
    ids: () => lines().filter((each) => each !== 'caught up'),
    until,
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

async function took(act: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await act();
  return performance.now() - since;
}

test('a group that is forgotten starts anew; its dead letters, put back or not, are gone, and it gets new ones', async () => {
  await using log = await open(`${randomUUID()}.`);
  const records = many(30);
  await log.append('parts', records);
  const refused = () => {
    throw new Error('no');
  };
  const options = { topics: ['parts'], group: 'g', maxAttempts: 1, backoffMs: 1 };
  await collect(log, options, refused);
  await collect(log, { ...options, group: 'other' }, refused);
  expect(await log.replayDeadLetters('parts', 'g', 10)).toBe(10);
  expect(await log.countDeadLetters('parts', 'g')).toBe(20);
  await log.forgetGroup('parts', 'g');
  expect(await log.deadLetters('parts', 'g')).toEqual([]);
  expect(await log.replayDeadLetters('parts', 'g')).toBe(0);
  expect(await log.lag('parts', 'g')).toBe(30);
  // A second time, as an operator who is not sure would.
  await log.forgetGroup('parts', 'g');
  const seen = await collect(log, options, (delivered) => {
    if (delivered.some((each) => each.id === records[3]?.id)) refused();
  });
  expect(idsByKey(seen)).toEqual(idsByKey(records.filter((each) => each !== records[3])));
  expect(ids(await log.deadLetters('parts', 'g'))).toEqual([records[3]?.id]);
  expect(await log.countDeadLetters('parts', 'other')).toBe(30);
});

test('a group that another process reads is not forgotten: GroupInUse in bounded time, and it goes on undisturbed', async () => {
  const prefix = `${randomUUID()}.`;
  await using log = await open(prefix);
  const bad = record('bad');
  const before = many(12);
  await log.append('parts', [...before, bad]);
  await using reader = await member(prefix);
  const ms = await took(() =>
    expect(log.forgetGroup('parts', 'g')).rejects.toMatchObject({
      kind: 'conflict',
      code: 'group-in-use',
      details: { group: 'g', topic: 'parts' },
    }),
  );
  expect(ms).toBeLessThan(BOUND_MS);
  expect(ids(await log.deadLetters('parts', 'g'))).toEqual([bad.id]);
  const after = many(12);
  await log.append('parts', after);
  for (const id of ids(after)) await reader.until(id);
  expect(reader.ids().toSorted()).toEqual(ids([...before, ...after]).toSorted());
  process.stdout.write(`group-in-use after ${(ms / 1_000).toFixed(1)} s\n`);
});

test('a group whose only member was killed is forgotten when its session is over', async () => {
  const prefix = `${randomUUID()}.`;
  await using log = await open(prefix);
  const records = many(12);
  await log.append('parts', records);
  await using reader = await member(prefix);
  await reader.kill();
  const ms = await took(() => log.forgetGroup('parts', 'g'));
  expect(ms).toBeLessThan(BOUND_MS);
  expect(idsByKey(await collect(log, { topics: ['parts'], group: 'g' }))).toEqual(idsByKey(records));
  process.stdout.write(`forgotten ${(ms / 1_000).toFixed(1)} s after the kill\n`);
});

test('a group is forgotten at once right after its subscription was disposed, however long its session', async () => {
  const sessionMs = 60_000;
  await using log = await open(`${randomUUID()}.`, sessionMs);
  const records = many(12);
  await log.append('parts', records);
  for (let round = 0; round < 5; round += 1) {
    const seen = await collect(log, { topics: ['parts'], group: 'g' });
    const ms = await took(() => log.forgetGroup('parts', 'g'));
    expect(idsByKey(seen)).toEqual(idsByKey(records));
    expect(ms).toBeLessThan(10_000);
  }
});

test('a subscription that is open here ends as superseded, also one that is still joining', async () => {
  await using log = await open(`${randomUUID()}.`);
  const records = many(12);
  await log.append('parts', records);
  const open1 = () => log.subscribe({ topics: ['parts'], group: 'g', handler: () => {} });
  const settled = await open1();
  await settled.caughtUp();
  const settledEnds = expect(settled.ended).rejects.toMatchObject({ code: 'subscription-superseded' });
  expect(await took(() => log.forgetGroup('parts', 'g'))).toBeLessThan(BOUND_MS);
  await settledEnds;
  const joining = await open1();
  const joiningEnds = expect(joining.ended).rejects.toMatchObject({ code: 'subscription-superseded' });
  expect(await took(() => log.forgetGroup('parts', 'g'))).toBeLessThan(BOUND_MS);
  await joiningEnds;
  expect(await log.lag('parts', 'g')).toBe(records.length);
});
