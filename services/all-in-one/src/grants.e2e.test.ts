import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { piesFeed, piesPartNumber } from '@qipei/testing/pies-feed';
import {
  createKeyByCommand,
  type PlatformProcess,
  type RestClient,
  restClient,
  startPlatformProcess,
} from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { routeWalk } from './route-walk.fixture.ts';

const BRAND = 'Northlight Filters';
const NUMBER = piesPartNumber(1);
const HOUSE = { brand: 'Zyxanary', number: 'ZQ-9917', oe: '15400-ZYX-77' };
/** What of its parts a publisher keeps to itself, whoever sees the rest. */
const KEPT = /secret-(sheet|element|note)|7331[.]?37/i;
/** What its parts are known by. */
const SHOWN = /zyxanary|northlight|15400-?ZYX/i;

const TENANTS = ['acme', 'bolt', 'core'] as const;

let dataDir: string;
let platform: PlatformProcess;
let keys: Record<(typeof TENANTS)[number], string>;
let acme: RestClient;
let bolt: RestClient;
let core: RestClient;
/** By number. */
let partIds: Record<string, string>;
/** Jobs of the publisher. */
let jobIds: string[];

function piesWithSecrets(): string {
  return [...piesFeed({ items: 3, submission: 'UPDATE' })]
    .join('')
    .replaceAll('2025-1<', 'secret-sheet<')
    .replace(/<Price UOM="PE">[^<]*</, '<Price UOM="PE">7331.37<')
    .replace('<HazardousMaterialCode>', '<HouseElement>secret-element</HouseElement><HazardousMaterialCode>')
    .replace(/<PartInterchange MaintenanceType="A"/, '$& InternalNotes="secret-note"');
}

const row = (rest: object) =>
  `${JSON.stringify({ brand: HOUSE.brand, partNumber: HOUSE.number, partType: 'oil-filter', ...rest })}\n`;
const house = (rest: object = {}) =>
  row({ nameEn: 'Zyxanary filter', oeNumbers: [`Honda:${HOUSE.oe}`], visibility: 'private', ...rest });

async function take(
  client: RestClient,
  kind: string,
  format: 'ndjson' | 'xml',
  body: string,
): Promise<string> {
  const job = await client.importFile(kind, format, body);
  expect(job).toMatchObject({ state: 'done', failed: 0 });
  return job.jobId;
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-grants-'));
  const made: [string, string][] = [];
  for (const tenant of TENANTS)
    made.push([
      tenant,
      await createKeyByCommand(dataDir, ['--tenant', tenant, '--role', 'distributor', '--name', tenant]),
    ]);
  keys = Object.fromEntries(made) as typeof keys;
  platform = await startPlatformProcess({ dataDir, env: { LOG_LEVEL: 'info' } });
  [acme, bolt, core] = TENANTS.map((tenant) => restClient(platform.url, keys[tenant])) as [
    RestClient,
    RestClient,
    RestClient,
  ];
  jobIds = [
    await take(acme, 'parts', 'ndjson', house()),
    await take(acme, 'parts', 'xml', piesWithSecrets()),
    await take(
      acme,
      'fitments',
      'ndjson',
      `${JSON.stringify({ brand: HOUSE.brand, partNumber: HOUSE.number, make: 'Honda', model: 'Accord', yearFrom: 2003, note: 'Zyxanary note' })}\n`,
    ),
  ];
  partIds = {};
  for (const number of [HOUSE.number, NUMBER]) {
    const { matches } = (await acme.get(`/v1/numbers/${number}`)).body;
    partIds[number] = matches[0].part.partId;
  }
  const indexed = async () => (await acme.get('/v1/search?pageSize=1')).body.total;
  await vi.waitUntil(async () => (await indexed()) === 4, { timeout: 60_000 });
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

const share = async (body: object) => {
  const answer = await acme.post('/v1/grants', { subscriber: 'bolt', ...body });
  expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
  return answer;
};
const revoke = async (grantId: string) => {
  const answer = await acme.delete(`/v1/grants/${grantId}`);
  expect(answer).toMatchObject({ status: 200, body: { grant: { grantId, state: 'revoked' } } });
};

/** What a tenant sees of the part of the house's brand right now, search apart. */
async function sightOf(client: RestClient) {
  const id = partIds[HOUSE.number];
  const vehicle = { vehicleId: 'v1861-2003-wmq420' };
  const check = await client.post('/v1/fitments/check', { pairs: [{ partId: id, ...vehicle }] });
  const pair = JSON.stringify(check.body);
  return {
    part: (await client.get(`/v1/parts/${id}`)).status,
    fitments: (await client.get(`/v1/parts/${id}/fitments`)).body.total ?? 0,
    interchange: (await client.get(`/v1/parts/${id}/interchange`)).status,
    availability: (await client.get(`/v1/parts/${id}/availability`)).status,
    number: (await client.get(`/v1/numbers/${HOUSE.oe}`)).body.matches.length,
    vehicles: JSON.stringify((await client.get(`/v1/numbers/${HOUSE.oe}/vehicles`)).body).includes('Accord'),
    brand: (await client.get('/v1/brands')).body.brands.some(
      ({ name }: { name: string }) => name === HOUSE.brand,
    ),
    check: pair.includes('Zyxanary note'),
  };
}
const SEEN = {
  ...{ part: 200, fitments: 1, interchange: 200, availability: 200, number: 1 },
  ...{ vehicles: true, brand: true, check: true },
};
const UNSEEN = {
  ...{ part: 404, fitments: 0, interchange: 404, availability: 404, number: 0 },
  ...{ vehicles: false, brand: false, check: false },
};
const hits = async (client: RestClient, query: string): Promise<number> =>
  (await client.get(`/v1/search?${query}`)).body.total;
const untilHits = (client: RestClient, query: string, count: number) =>
  vi.waitUntil(async () => (await hits(client, query)) === count, { timeout: 30_000, interval: 50 });

describe('a grant', () => {
  it('opens a brand to its subscriber alone, with its changes, until it is revoked', async () => {
    for (const client of [bolt, core]) {
      expect(await sightOf(client)).toEqual(UNSEEN);
      expect(await hits(client, 'q=zyxanary')).toBe(0);
    }
    const { body, status, headers } = await share({ brands: ['ZYXANARY'], note: 'between us' });
    expect(status).toBe(201);
    const { grantId } = body.grant;
    expect(headers.get('location')).toBe(`/v1/grants/${grantId}`);
    expect(body.grant).toMatchObject({
      ...{ publisher: 'acme', subscriber: 'bolt', state: 'active', note: 'between us', version: 1 },
      brands: [{ brandId: 'brand_ZYXANARY', name: 'ZYXANARY' }],
    });
    expect(await sightOf(bolt)).toEqual(SEEN);
    await untilHits(bolt, 'q=zyxanary', 1);
    expect(await hits(bolt, 'q=northlight')).toBe(0);
    expect(await hits(bolt, 'vehicleId=v1861-2003-wmq420')).toBe(1);
    expect(await hits(bolt, `q=${HOUSE.oe}`)).toBe(1);
    expect((await share({ brands: ['zyxanary'], note: 'between us' })).body.grant.grantId).toBe(grantId);

    // Its changes come along, and what is new of the brand.
    await take(acme, 'parts', 'ndjson', house({ nameEn: 'Zyxanary strainer' }));
    expect((await bolt.get(`/v1/parts/${partIds[HOUSE.number]}`)).body.name.en).toBe('Zyxanary strainer');
    await untilHits(bolt, 'q=strainer', 1);
    await take(acme, 'parts', 'ndjson', row({ partNumber: 'ZQ-NEXT', nameEn: 'strainer too' }));
    await untilHits(bolt, 'q=strainer', 2);
    await take(acme, 'parts', 'ndjson', row({ partNumber: 'ZQ-NEXT', action: 'delete' }));
    await untilHits(bolt, 'q=strainer', 1);

    // The subscriber sells it under its own price.
    const named = { brand: HOUSE.brand, partNumber: HOUSE.number };
    await take(bolt, 'stock', 'ndjson', `${JSON.stringify({ ...named, warehouse: 'B-1', quantity: 5 })}\n`);
    expect((await bolt.get(`/v1/parts/${partIds[HOUSE.number]}/availability`)).body.totalAvailable).toBe(5);
    expect((await acme.get(`/v1/parts/${partIds[HOUSE.number]}/availability`)).body.totalAvailable).toBe(0);

    expect(await sightOf(core)).toEqual(UNSEEN);
    expect(await hits(core, 'pageSize=1')).toBe(0);
    await revoke(grantId);
    expect(await sightOf(bolt)).toEqual(UNSEEN);
    await untilHits(bolt, 'pageSize=1', 0);
    expect((await bolt.get('/v1/search?pageSize=1')).body.facets).toMatchObject({});
  });

  it('opens what feeds say of files: all of it with everything, and with a part what its fitments name', async () => {
    const file = (name: string) =>
      `<DigitalAsset><DigitalFileInformation AssetName="${name}" action="A" LanguageCode="EN"><FileName>${name}.jpg</FileName><HouseElement>of-the-house</HouseElement></DigitalFileInformation></DigitalAsset>`;
    const feed = `<ACES version="4.2"><Header><Company>Zyxanary</Company><SubmissionType>UPDATE</SubmissionType></Header>
<Asset action="A" id="1"><BaseVehicle id="1"/><AssetName>ZQ-front</AssetName></Asset>${file('ZQ-front')}${file('ZQ-other')}<Footer><RecordCount>1</RecordCount></Footer></ACES>`;
    const taken = await acme.importFile('fitments&feed=files', 'xml', feed);
    expect(taken).toMatchObject({ state: 'done', rows: 3, failed: 0 });
    const { brand, number: partNumber } = HOUSE;
    const naming = { brand, partNumber, make: 'Honda', model: 'Accord', yearFrom: 2004, yearTo: 2004 };
    const assets = ['asset:ZQ-front|order=1'];
    await take(acme, 'fitments&feed=files', 'ndjson', `${JSON.stringify({ ...naming, assets })}\n`);
    const list = async (client: RestClient, query: string) => {
      const { status, body } = await client.get(`/v1/fitments/assets?${query}`);
      expect(status, JSON.stringify(body)).toBe(200);
      if (client !== acme) expect(JSON.stringify(body)).not.toContain('of-the-house');
      return body.assets.map(
        ({ name, file: said }: { name: string; file: { others: string[] } | null }) =>
          `${name} ${said === null ? 'vehicles' : `file ${said.others}`}`,
      );
    };
    const ofPart = `partId=${partIds[HOUSE.number]}`;
    const whole = ['ZQ-front vehicles', 'ZQ-front file HouseElement', 'ZQ-other file HouseElement'].sort();
    expect((await list(acme, '')).sort()).toEqual(whole);
    const seen = async (client: RestClient) => [
      (await list(client, '')).sort(),
      (await list(client, 'publisher=acme')).sort(),
      (await list(client, ofPart)).sort(),
    ];
    for (const client of [bolt, core]) expect(await seen(client)).toEqual([[], [], []]);
    const front = ['ZQ-front file ', 'ZQ-front vehicles'];
    const brandGrant = (await share({ brands: [HOUSE.brand] })).body.grant.grantId;
    expect(await seen(bolt)).toEqual([[], [], front]);
    const wholeGrant = (await share({ allBrands: true })).body.grant.grantId;
    expect(await seen(bolt)).toEqual([[], [...front, 'ZQ-other file '].sort(), front]);
    expect(await seen(core)).toEqual([[], [], []]);
    await revoke(wholeGrant);
    expect(await seen(bolt)).toEqual([[], [], front]);
    await revoke(brandGrant);
    expect(await seen(bolt)).toEqual([[], [], []]);
    // As it was before, for what else looks at the part.
    await take(
      acme,
      'fitments&feed=files',
      'ndjson',
      `${JSON.stringify({ ...naming, assets, action: 'delete' })}\n`,
    );
  });

  it('ends by its own time, with nobody telling', async () => {
    await share({ allBrands: true });
    await untilHits(bolt, 'q=northlight', 3);
    // Only now does it get an end: the index of a busy machine may take longer than that.
    const validUntil = new Date(Date.now() + 8_000).toISOString();
    const { body } = await share({ allBrands: true, validUntil });
    expect(await sightOf(bolt)).toEqual(SEEN);
    await vi.waitUntil(async () => (await sightOf(bolt)).part === 404, { timeout: 30_000, interval: 50 });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(validUntil));
    expect(await sightOf(bolt)).toEqual(UNSEEN);
    await untilHits(bolt, 'pageSize=1', 0);
    const path = `/v1/grants/${body.grant.grantId}`;
    expect((await acme.get(path)).body.grant.state).toBe('expired');
    // Given again it goes on; from later on it waits.
    const validFrom = new Date(Date.now() + 3_600_000).toISOString();
    const again = await share({ allBrands: true, validFrom });
    expect(again).toMatchObject({ status: 200, body: { grant: { state: 'pending', version: 3 } } });
    expect(await sightOf(bolt)).toEqual(UNSEEN);
    await revoke(body.grant.grantId);
  });

  it('is seen by its two sides only, its note by the publisher', async () => {
    const { body } = await share({ allBrands: true, note: 'terms of ours' });
    const { grantId } = body.grant;
    const listed = async (client: RestClient, query: string) =>
      (await client.get(`/v1/grants?${query}`)).body.grants.map(
        (grant: { grantId: string; note: string }) => [grant.grantId, grant.note],
      );
    expect(await listed(acme, 'revoked=false')).toEqual([[grantId, 'terms of ours']]);
    expect(await listed(bolt, 'direction=received&revoked=false')).toEqual([[grantId, null]]);
    expect((await bolt.get(`/v1/grants/${grantId}`)).body.grant.note).toBeNull();
    for (const query of ['direction=received', 'direction=given'])
      expect(await listed(core, query)).toEqual([]);
    expect((await core.get(`/v1/grants/${grantId}`)).status).toBe(404);
    for (const client of [bolt, core])
      expect((await client.delete(`/v1/grants/${grantId}`)).status).toBe(404);
    expect((await bolt.get(`/v1/grants/${grantId}`)).body.grant.state).toBe('active');
    await revoke(grantId);
  });

  it.each([
    [{ subscriber: 'acme', allBrands: true }, 'subscriber'],
    [{ subscriber: 'No Tenant', allBrands: true }, 'subscriber'],
    [{ allBrands: true, brands: ['X'] }, 'brands'],
    [{}, 'brands'],
    [{ brands: ['---'] }, 'brands[0]'],
    [{ brands: [] }, 'brands'],
    [{ allBrands: true, validUntil: '2020-01-01T00:00:00Z' }, 'validUntil'],
    [
      { allBrands: true, validFrom: '2999-01-01T00:00:00Z', validUntil: '2998-01-01T00:00:00Z' },
      'validUntil',
    ],
    [{ allBrands: true, validUntil: 'soon' }, 'validUntil'],
    [{ allBrands: true, note: 'x'.repeat(1_001) }, 'note'],
    [{ allBrands: true, stranger: 1 }, ''],
  ])('%j is refused, naming the field', async (body, field) => {
    const answer = await acme.post('/v1/grants', { subscriber: 'bolt', ...body });
    expect(answer.status).toBe(400);
    if (field !== '') expect(JSON.stringify(answer.body)).toContain(field);
  });

  it('answers the same of a tenant that there is and of one that there isn’t', async () => {
    const of = async (subscriber: string) => {
      const { status, body } = await share({ subscriber, allBrands: true });
      await revoke(body.grant.grantId);
      return JSON.stringify([status, Object.keys(body.grant), body.grant.state, body.grant.version]);
    };
    expect(await of('core')).toBe(await of('nobody-at-all'));
  });
});

describe('what a publisher keeps to itself', () => {
  it('is in no answer to a subscriber or a stranger, in no index, export or log', async () => {
    const { body } = await share({ allBrands: true, note: 'secret-note' });
    const { grantId } = body.grant;
    await untilHits(bolt, 'q=northlight', 3);
    const exported = await acme.post('/v1/exports', { kind: 'parts', format: 'pies-7.2' });
    const { exportId } = exported.body.export;
    const ended = async () => (await acme.get(`/v1/exports/${exportId}`)).body.export.state === 'done';
    await vi.waitUntil(ended, { timeout: 60_000 });
    const own = (await acme.get(`/v1/exports/${exportId}/file`)).body;
    for (const kept of ['secret-sheet', 'secret-element', 'secret-note', '7331.37'])
      expect(own).toContain(kept);
    const unknown = (prefix: string) => [`${prefix}_11111111111111111111111111`];
    const walk = routeWalk({
      url: platform.url,
      document: (await core.get('/openapi.json')).body,
      secrets: {
        partId: Object.values(partIds),
        ...{ brandId: ['brand_ZYXANARY', 'brand_NORTHLIGHTFILTERS'], jobId: jobIds },
        ...{ number: [NUMBER, HOUSE.oe], exportId: [exportId], name: ['x'], profileName: ['x'] },
        uploadId: unknown('parts'),
        releaseId: unknown('rel-parts'),
        orderId: unknown('order'),
        // Last, as the walk of a subscriber must not find it revoked by anybody.
        grantId: [grantId],
      },
      canary: {
        numbers: [NUMBER, HOUSE.oe],
        ...{ brand: BRAND, misspelt: 'zyxanari', vehicle: 'x' },
      },
      canaries: KEPT,
      // That every route is walked is seen to where all tenants are.
      otherwise: 'unknown',
    });
    const telling = new Set<string>();
    for (const tenant of ['bolt', 'core'] as const) {
      for await (const { operation, target, status, text } of walk.walk(keys[tenant])) {
        const call = `${tenant}: ${operation.method} ${target}: ${text.slice(0, 1_000)}`;
        expect(status, call).toBeLessThan(500);
        expect(KEPT.exec(text)?.[0], call).toBeUndefined();
        const sent = decodeURIComponent(target).replaceAll('+', ' ');
        const told = SHOWN.test(text) && !SHOWN.test(sent) && operation.method === 'get';
        if (told) telling.add(`${tenant} ${operation.path}`);
      }
    }
    // The subscriber does come across the rest of it, and the stranger across nothing.
    expect([...telling].filter((each) => each.startsWith('core'))).toEqual([]);
    for (const path of ['/v1/brands', '/v1/parts/{partId}', '/v1/parts/{partId}/fitments', '/v1/search'])
      expect(telling).toContain(`bolt ${path}`);
    const started = await bolt.post('/v1/exports', { kind: 'parts', format: 'ndjson' });
    const mine = `/v1/exports/${started.body.export.exportId}`;
    await vi.waitUntil(async () => (await bolt.get(mine)).body.export.state === 'done', { timeout: 60_000 });
    expect((await bolt.get(mine)).body.export.rows).toBe(0);
    expect(KEPT.exec(platform.output())?.[0]).toBeUndefined();
    // What the catalogue keeps is its publisher's; nothing that is made of its events has it.
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter(
      (file) => file.isFile() && !/catalog/.test(join(file.parentPath, file.name).slice(dataDir.length)),
    );
    expect(files.length).toBeGreaterThan(3);
    for (const { parentPath, name } of files)
      expect(KEPT.exec(readFileSync(join(parentPath, name), 'latin1'))?.[0], name).toBeUndefined();
    await revoke(grantId);
  });
});
