import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo } from '@qipei/testing/mongo-server';
import {
  createKeyByCommand,
  type PlatformProcess,
  type RestClient,
  readDemoKeys,
  restClient,
  runCommand,
  startClusterProcess,
  startPlatformProcess,
} from '@qipei/testing/platform';
import { expect, inject, it } from 'vitest';
import { random } from './order-burst.fixture.ts';

const REQUESTS = 1_000;
const VINS = [
  '1HGCM82633A004352',
  'LSVAM4187C2184847',
  '1M8GDM9AXKP042788',
  'WBA3A5C57CF256651',
  'NOT-A-VIN',
];
const WORDS = [
  '机油格',
  '刹车片',
  'oil filter',
  'spark plug',
  '雅阁',
  '空气滤清器',
  'bosh',
  '减震器',
  'brake',
];

type Who = 'distributor' | 'shop' | 'otherTenant';
/** What a tenant's feed has told, and how far it has read. */
interface Followed {
  cursor: string;
  has: Map<string, number>;
}

/** Goes on where it has come to, and waits a moment for what may come. Returns how many lines there were. */
async function follow(url: string, key: string, followed: Followed): Promise<number> {
  const query = followed.cursor === '' ? '' : `?wait=1&cursor=${followed.cursor}`;
  const response = await fetch(`${url}/v1/feed${query}`, { headers: { authorization: `Bearer ${key}` } });
  const text = await response.text();
  expect(response.status, text.slice(0, 300)).toBe(200);
  const lines = text.split('\n').filter((each) => each !== '');
  for (const line of lines) {
    const { cursor, type, id, version, change } = JSON.parse(line);
    if (change === 'deleted') followed.has.delete(`${type} ${id}`);
    else followed.has.set(`${type} ${id}`, version);
    followed.cursor = cursor;
  }
  return lines.length;
}

/** The feed goes on with the cursors from before, and somebody who begins now is told the same. */
async function expectFollowed(url: string, key: string, followed: Followed): Promise<void> {
  await follow(url, key, followed);
  const anew: Followed = { cursor: '', has: new Map() };
  await follow(url, key, anew);
  expect([...anew.has].sort()).toEqual([...followed.has].sort());
}

interface Recorded {
  who: Who;
  path: string;
  answer: unknown;
}

function clientsOf(platform: PlatformProcess, dataDir: string): Record<Who, RestClient> {
  const keys = readDemoKeys(dataDir);
  return {
    distributor: restClient(platform.url, keys.distributor),
    shop: restClient(platform.url, keys.shop),
    otherTenant: restClient(platform.url, keys.otherTenant),
  };
}

/** More than the demo has: orders in every state, private, changed and deleted parts, an import with faults. */
async function trade({ distributor, shop, otherTenant }: Record<Who, RestClient>): Promise<void> {
  const { hits } = (await shop.get('/v1/search?inStock=true&pageSize=30')).body;
  for (const [at, { partId }] of hits.entries()) {
    const lines = [{ partId, quantity: at % 7 === 0 ? 100_000 : 1 }];
    const { body } = await shop.post('/v1/orders', { lines }, { 'idempotency-key': `migrated-${at}` });
    if (at % 3 === 0 && body.orderId !== undefined) await shop.post(`/v1/orders/${body.orderId}/cancel`);
  }
  const own = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const part = (n: number) => ({
    brand: 'Mover',
    partNumber: `MV-${n}`,
    partType: 'oil-filter',
    nameEn: `Mover ${n}`,
  });
  const parts = Array.from({ length: 60 }, (_, n) => ({
    ...part(n),
    visibility: n % 2 === 0 ? 'private' : 'public',
    oeNumbers: [`Honda:15400-PLM-${n}`],
  }));
  await otherTenant.importFile('parts', 'ndjson', own(parts));
  const changes = [
    { ...part(1), nameEn: 'Mover, renamed' },
    { ...part(2), action: 'delete' },
    { brand: 'Mover', nameEn: 'no number' },
  ];
  await otherTenant.importFile('parts', 'ndjson', own(changes));
  const stock = { brand: 'Mover', partNumber: 'MV-1', warehouse: 'W-1', quantity: 12 };
  await distributor.importFile('stock', 'ndjson', own([stock]));
  await otherTenant.importFile('stock', 'ndjson', own([{ ...stock, quantity: 7 }]));
}

/** Requests of every kind that reads, made from what there is to find. */
async function requests(clients: Record<Who, RestClient>): Promise<{ who: Who; path: string }[]> {
  const next = random(20_261_121);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
  const { distributor, otherTenant } = clients;
  const { hits } = (await distributor.get('/v1/search?pageSize=100')).body;
  const { orders } = (await distributor.get('/v1/orders?pageSize=100')).body;
  const { jobs } = (await distributor.get('/v1/imports')).body;
  const otherJobs = (await otherTenant.get('/v1/imports')).body.jobs;
  const details = await Promise.all(
    hits
      .slice(0, 40)
      .map(async ({ partId }: { partId: string }) => (await distributor.get(`/v1/parts/${partId}`)).body),
  );
  const numbers: string[] = details.flatMap(({ numbers }) => numbers.map(({ raw }: { raw: string }) => raw));
  const { makes } = (await distributor.get('/v1/makes')).body;
  const encode = encodeURIComponent;
  const kinds: (() => string)[] = [
    () => `/v1/search?q=${encode(pick(WORDS))}&page=${1 + Math.floor(next() * 3)}`,
    () => `/v1/search?q=${encode(pick(numbers))}`,
    () =>
      `/v1/search?vin=${pick(VINS)}&inStock=${pick(['true', 'false'])}&sort=${pick(['price-asc', '-stock', 'relevance'])}`,
    () => `/v1/search?q=${encode(pick(WORDS))}&vin=${VINS[0]}&sort=${pick(['-price', 'number'])}`,
    () => '/v1/search?q=Mover&pageSize=100',
    () => `/v1/vins/${pick(VINS)}`,
    () => `/v1/parts/${pick<{ partId: string }>(hits).partId}`,
    () => `/v1/parts/${pick<{ partId: string }>(hits).partId}/fitments?pageSize=50`,
    () => `/v1/parts/${pick<{ partId: string }>(hits).partId}/availability`,
    () => `/v1/parts/${pick<{ partId: string }>(hits).partId}/interchange`,
    () => `/v1/numbers/${encode(pick(numbers))}`,
    () => `/v1/orders/${pick<{ orderId: string }>(orders).orderId}`,
    () =>
      `/v1/orders?pageSize=${1 + Math.floor(next() * 40)}&state=${pick(['confirmed', 'cancelled', 'rejected'])}`,
    () => `/v1/imports/${pick<{ jobId: string }>([...jobs, ...otherJobs]).jobId}`,
    () => `/v1/imports/${pick<{ jobId: string }>(otherJobs).jobId}/errors`,
    () => pick(['/v1/imports', '/v1/brands', '/v1/warehouses', '/v1/part-types', '/v1/makes']),
    () => `/v1/makes/${pick<{ makeId: string }>(makes).makeId}/models`,
  ];
  const who: readonly Who[] = ['distributor', 'distributor', 'shop', 'otherTenant'];
  return Array.from({ length: REQUESTS }, (_, at) => ({
    who: pick(who),
    path: (kinds[at % kinds.length] as () => string)(),
  }));
}

async function ask(clients: Record<Who, RestClient>, who: Who, path: string): Promise<unknown> {
  const { status, body } = await clients[who].get(path);
  // What names the request, and not what was asked for.
  if (typeof body === 'object' && body !== null) delete body.traceId;
  return { status, body };
}

async function expectSameAnswers(
  clients: Record<Who, RestClient>,
  recorded: readonly Recorded[],
): Promise<void> {
  for (const { who, path, answer } of recorded)
    expect(await ask(clients, who, path), `${who} ${path}`).toEqual(answer);
}

/** The index is made from the events after the start. */
async function expectIndexed(env: Record<string, string>): Promise<void> {
  await expect
    .poll(async () => (await runCommand(env, ['index', 'check'])).output, { timeout: 300_000, interval: 500 })
    .toMatch(/the index agrees with the catalogue\.\n$/);
}

it(`moves to a cluster and back, and answers ${REQUESTS} recorded requests as before`, {
  timeout: 1_500_000,
}, async () => {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'qipei-migration-'));
  opened.defer(() => rmSync(folder, { recursive: true, force: true }));
  const first = join(folder, 'first');
  const recorded: Recorded[] = [];
  /** In the cluster, by a tenant of its own. */
  const made: { path: string; answer: unknown }[] = [];
  let newcomer = '';
  const followed: Followed = { cursor: '', has: new Map() };
  const webhookUrl = 'https://shop.example/qipei';
  {
    await using platform = await startPlatformProcess({ dataDir: first, env: { QIPEI_DEMO: 'on' } });
    await platform.wrote(/Ctrl-C stops it/, 120_000);
    const clients = clientsOf(platform, first);
    await trade(clients);
    newcomer = await createKeyByCommand(first, ['--tenant', 'newcomer', '--role', 'distributor']);
    await expectIndexed({ QIPEI_DATA_DIR: first });
    const { distributor } = readDemoKeys(first);
    const hook = { url: webhookUrl, eventTypes: ['order.placed'], enabled: false };
    expect((await clients.distributor.post('/v1/webhooks', hook)).status).toBe(201);
    // The feed is made from the same events as the index; it may be some of them behind.
    await expect.poll(() => follow(platform.url, distributor, followed), { timeout: 180_000 }).toBe(0);
    expect(followed.has.size).toBeGreaterThan(100);
    for (const { who, path } of await requests(clients))
      recorded.push({ who, path, answer: await ask(clients, who, path) });
    expect(await platform.stop()).toBe(0);
  }
  const answered = recorded.filter(({ answer }) => (answer as { status: number }).status === 200);
  expect(answered.length).toBeGreaterThan(REQUESTS * 0.6);

  const mongo = opened.use(await startMongo({ folder: join(folder, 'mongo') }));
  const engines = {
    QIPEI_MONGODB_URL: mongo.url,
    QIPEI_KAFKA_BROKERS: inject('demo').kafkaBrokers?.join(',') ?? '',
    QIPEI_KAFKA_PREFIX: `migration-${process.pid}.`,
    ...(process.env.MEILI_URL !== undefined && {
      QIPEI_MEILI_URL: process.env.MEILI_URL,
      QIPEI_MEILI_KEY: process.env.MEILI_KEY ?? '',
      QIPEI_MEILI_PREFIX: `migration-${process.pid}-`,
    }),
  };
  console.info(
    `the cluster's search index: ${process.env.MEILI_URL === undefined ? 'SQLite' : 'Meilisearch'}`,
  );
  const there = await runCommand({ ...engines, QIPEI_DATA_DIR: first }, ['migrate', 'to-cluster']);
  expect(there, there.output).toMatchObject({ code: 0 });
  const second = await runCommand({ ...engines, QIPEI_DATA_DIR: first }, ['migrate', 'to-cluster']);
  expect(second).toMatchObject({ code: 1, output: expect.stringContaining('The target has something') });
  {
    // A folder of its own: nothing but its index is in it.
    const dataDir = join(folder, 'cluster');
    await using platform = await startClusterProcess({ dataDir, env: engines });
    await expectIndexed({ ...engines, QIPEI_DATA_DIR: dataDir });
    await expectSameAnswers(clientsOf(platform, first), recorded);
    const { distributor } = readDemoKeys(first);
    await expectFollowed(platform.url, distributor, followed);
    const webhooks = (await restClient(platform.url, distributor).get('/v1/webhooks')).body;
    expect(webhooks).toMatchObject({ webhooks: [{ url: webhookUrl, enabled: false }] });
    // What only this tenant sees, so that the recorded answers stay what they are.
    const client = restClient(platform.url, newcomer);
    const rows = ['NC-1', 'NC-2', ''].map((partNumber) =>
      JSON.stringify({ brand: 'Newcomer', partNumber, partType: 'oil-filter', nameEn: 'New here' }),
    );
    const job = await client.importFile('parts', 'ndjson', `${rows.join('\n')}\n`);
    expect(job).toMatchObject({ state: 'done', created: 2, failed: 1 });
    await expectIndexed({ ...engines, QIPEI_DATA_DIR: dataDir });
    for (const path of [
      '/v1/imports',
      `/v1/imports/${job.jobId}`,
      `/v1/imports/${job.jobId}/errors`,
      '/v1/search?q=Newcomer',
    ])
      made.push({ path, answer: (await client.get(path)).body });
    const own: Followed = { cursor: '', has: new Map() };
    const { hits } = (await client.get('/v1/search?q=Newcomer')).body;
    expect(hits).toHaveLength(2);
    await expect
      .poll(
        async () => {
          await follow(platform.url, newcomer, own);
          return hits.filter(({ partId }: { partId: string }) => !own.has.has(`part ${partId}`));
        },
        { timeout: 300_000 },
      )
      .toEqual([]);
    expect(await platform.stop()).toBe(0);
  }

  const last = join(folder, 'last');
  const back = await runCommand({ ...engines, QIPEI_DATA_DIR: last }, ['migrate', 'to-embedded']);
  expect(back, back.output).toMatchObject({ code: 0 });
  {
    await using platform = await startPlatformProcess({ dataDir: last });
    await expectIndexed({ QIPEI_DATA_DIR: last });
    await expectSameAnswers(clientsOf(platform, first), recorded);
    await expectFollowed(platform.url, readDemoKeys(first).distributor, followed);
    const client = restClient(platform.url, newcomer);
    for (const { path, answer } of made) expect((await client.get(path)).body, path).toEqual(answer);
  }
});
