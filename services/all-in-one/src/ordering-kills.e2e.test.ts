import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as messages from '@qipei/contracts/order/v1/order';
import { DomainError } from '@qipei/kernel';
import { startOrder } from '@qipei/order';
import { expect, it } from 'vitest';
import { acme, confirmedInLog, orderClient, startOrdering } from './ordering-bench.fixture.ts';

const KILLS = Number(process.env.CRASH_KILLS ?? 20);
const POINTS = ['placed', 'reserved', 'reservation-confirmed', 'settled'];
const CHILD = `
  import { startOrder } from '@qipei/order';
  const { config, point, hit } = JSON.parse(process.env.CRASH);
  let hits = 0;
  const onStep = (step) => {
    if (step === point && (hits += 1) === hit) process.kill(process.pid, 'SIGKILL');
  };
  const service = await startOrder(config, { onStep });
  console.log(service.address);`;

it(`after kill -9 each order that was acknowledged is there once, and the stock adds up (${KILLS} kills at each of ${POINTS.length} points)`, async () => {
  await using stack = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'qipei-ordering-'));
  stack.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const { config, parts, stock } = await startOrdering(dataDir, stack, 'thread');
  let seed = Number(process.env.QIPEI_SEED ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const random = (n: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >>> 8) % n;
  };
  const requests = new Map<string, { partId: string; quantity: number }[]>();
  const acknowledged = new Map<string, string>();
  const cancelled = new Set<string>();
  let kills = 0;

  async function round(point: string, hit: number, fresh: number): Promise<void> {
    const child = spawn(process.execPath, ['--input-type=module', '-e', CHILD], {
      cwd: join(import.meta.dirname, '..'),
      env: { ...process.env, CRASH: JSON.stringify({ config, point, hit }) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    // Killed before it could say where it listens: recovery alone met the point.
    const address = (await lines.next()).value as string | undefined;
    if (address !== undefined) {
      for (let i = 0; i < fresh; i += 1) {
        const line = () => ({ partId: parts[random(parts.length)] ?? '', quantity: 1 + random(3) });
        requests.set(`key-${requests.size}`, Array.from({ length: 1 + random(2) }, line));
      }
      await using client = orderClient(address);
      const unlessAway = (error: unknown) => {
        const away = error instanceof DomainError && ['unavailable', 'deadline'].includes(error.kind);
        if (!away && child.exitCode === null && child.signalCode === null) throw error;
      };
      const open = [...requests].filter(([key]) => !acknowledged.has(key));
      const place = async ([key, lines]: (typeof open)[number]) => {
        const { order } = await client.place(key, lines);
        acknowledged.set(key, order?.orderId ?? '');
      };
      await Promise.all(open.map((each) => place(each).catch(unlessAway)));
      const victim = [...acknowledged.values()][random(acknowledged.size + 1)];
      if (victim !== undefined) {
        const cancel = client.cancelOrder({ orderId: victim }, acme);
        await cancel.then(() => cancelled.add(victim)).catch(unlessAway);
      }
    }
    if (point === '') child.kill('SIGKILL');
    else setTimeout(() => child.kill('SIGTERM'), 3_000).unref();
    const [, signal] = await exited;
    if (signal === 'SIGKILL' && point !== '') kills += 1;
  }

  for (const point of POINTS) {
    kills = 0;
    while (kills < KILLS) await round(point, 1 + random(4), 4);
  }
  await round('', 0, 0);
  expect(acknowledged.size).toBe(requests.size);

  const service = stack.use(await startOrder(config));
  await using client = orderClient(service.address);
  const orders: messages.Order[] = [];
  for (let pageToken = ''; ; ) {
    const page = await client.listOrders({ pageSize: 200, pageToken, state: 0 }, acme);
    orders.push(...page.orders);
    pageToken = page.nextPageToken;
    if (pageToken === '') break;
  }
  expect(orders.map((each) => each.orderId).sort()).toEqual([...acknowledged.values()].sort());
  for (const orderId of cancelled)
    expect(orders.find((each) => each.orderId === orderId)?.state).toBe(messages.OrderState.CANCELLED);
  for (const [key, orderId] of acknowledged) {
    const lines = orders.find((each) => each.orderId === orderId)?.lines;
    expect(lines?.map(({ partId, quantity }) => ({ partId, quantity }))).toEqual(requests.get(key));
  }
  await expect
    .poll(async () => Promise.all(parts.map((partId) => stock(partId))))
    .toEqual(
      parts.map((partId) => ({
        onHand: orders
          .filter((each) => each.state === messages.OrderState.CONFIRMED)
          .flatMap((each) => each.lines)
          .filter((line) => line.partId === partId)
          .reduce((left, { quantity }) => left - quantity, 1_000),
        reserved: 0,
      })),
    );
  await expect
    .poll(async () => Object.fromEntries(await confirmedInLog(dataDir)))
    .toEqual(Object.fromEntries(orders.map((each) => [each.orderId, 1])));
}, 600_000);
