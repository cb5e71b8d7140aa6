import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo } from '@qipei/testing/mongo-server';
import { type TestClock, testClock } from '../../application/exchange-contract.fixture.ts';
import { readersWaiting } from '../../application/read-feed.ts';
import { storeSignal } from '../store-signal.ts';
import { openMongoExchange } from './open-mongo-exchange.ts';

/** A server in a folder of its own, and stores in databases of it. */
export async function startTestMongo() {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'qipei-exchange-mongo-'));
  opened.defer(() => rmSync(folder, { recursive: true, force: true }));
  const server = opened.use(await startMongo({ folder: join(folder, 'mongo') }));
  let stores = 0;
  async function openStore({ clock = testClock(), name = '' }: { clock?: TestClock; name?: string } = {}) {
    stores += 1;
    const url = `${server.url}/${name === '' ? `store-${stores}` : name}`;
    const exchange = await openMongoExchange(url, { clock, begins: true, chance: () => 0.5 });
    const { feed } = exchange;
    const signal = storeSignal(`test-${stores}`);
    return {
      ...{ ...exchange, url, signal, clock },
      reading: { feed, clock, changed: signal.changed, waiting: readersWaiting(2) },
      async [Symbol.asyncDispose]() {
        signal[Symbol.dispose]();
        await exchange[Symbol.asyncDispose]();
      },
    };
  }
  const resources = opened.move();
  return { server, openStore, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
export type TestMongo = Awaited<ReturnType<typeof startTestMongo>>;
