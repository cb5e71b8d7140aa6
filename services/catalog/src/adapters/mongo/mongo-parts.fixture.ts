import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo } from '@qipei/testing/mongo-server';
import { type OpenGrants, trace } from '../../domain/part-contract.fixture.ts';
import type { PartVersion } from '../../domain/part-version.ts';
import { toldEvents, toldGrants } from '../events/told-event.fixture.ts';
import { type MongoCatalogOptions, openMongoCatalog } from './open-mongo-catalog.ts';

/** A server on a folder of its own, and catalogues in databases of it. */
export async function startTestMongo() {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'qipei-parts-mongo-'));
  opened.defer(() => rmSync(folder, { recursive: true, force: true }));
  const server = opened.use(await startMongo({ folder }));
  async function openWith(storage: string, options: MongoCatalogOptions = {}) {
    const catalog = await openMongoCatalog({ url: `${server.url}/${storage}` }, options);
    return {
      ...catalog,
      events: async () => toldEvents(await catalog.outbox.read(100_000)),
      grantEvents: async () => toldGrants(await catalog.outbox.read(100_000)),
      async versions() {
        const all: PartVersion[] = [];
        for await (const each of catalog.versions()) all.push(each);
        return all;
      },
      republish: () => catalog.republish({ now: new Date('2027-01-02'), traceparent: trace }),
    };
  }
  const open: OpenGrants = (storage, clock) => openWith(storage, clock === undefined ? {} : { clock });
  const resources = opened.move();
  return { server, open, openWith, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

export type TestMongo = Awaited<ReturnType<typeof startTestMongo>>;
