import type { RestClient } from '../platform/rest-client.ts';
import { type Figure, figure, percentile } from './figure.ts';

const ORDERS = 3_000;
const CALLERS = 16;

/** Orders of two lines each, placed by several callers at once; every one is confirmed and durable when answered. */
export async function measureOrders(
  client: RestClient,
  partIds: readonly string[],
  run: string,
): Promise<Figure[]> {
  const times: number[] = [];
  let next = 0;
  let rejected = 0;
  const caller = async () => {
    for (let at = next++; at < ORDERS; at = next++) {
      const lines = [0, 1].map((line) => ({
        partId: partIds[(at * 2 + line) % partIds.length],
        quantity: 1,
      }));
      const from = performance.now();
      const answer = await client.post('/v1/orders', { lines }, { 'idempotency-key': `${run}-${at}` });
      times.push(performance.now() - from);
      if (answer.status === 409) rejected += 1;
      else if (answer.status !== 201)
        throw new Error(`order ${at}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: CALLERS }, caller));
  const seconds = (performance.now() - started) / 1_000;
  return [
    figure('orders', (ORDERS - rejected) / seconds, '1/s'),
    figure('order p50', percentile(times, 0.5), 'ms'),
    figure('order p99', percentile(times, 0.99), 'ms'),
    figure('orders out of stock', rejected, 'orders'),
  ];
}
