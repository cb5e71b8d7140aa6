import { piesFeed, piesPartNumber } from '@qipei/testing/pies-feed';
import { type DemoPlatform, restClient, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';

let platform: DemoPlatform;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
});
afterAll(() => platform[Symbol.asyncDispose]());

it('a feed of PIES is uploaded as XML and read back as parts, their prices by the publisher alone', async () => {
  const { otherTenant, shop } = platform;
  const job = await otherTenant.importFile(
    'parts',
    'xml',
    piesFeed({ items: 200, deletedEach: 50, submission: 'UPDATE' }),
  );
  expect(job).toMatchObject({ state: 'done', format: 'pies', rows: 200, created: 196, failed: 0 });
  const number = encodeURIComponent(piesPartNumber(7));
  const found = await otherTenant.get(`/v1/numbers/${number}`);
  const [match] = found.body.matches;
  expect(match.part.partNumber).toBe(piesPartNumber(7));
  const { body: part } = await otherTenant.get(`/v1/parts/${match.part.partId}`);
  expect(part).toMatchObject({
    ...{ brand: 'Northlight Filters', partTypeId: null, lifecycle: 'current' },
    partTypeRef: expect.stringMatching(/^pcdb\.partTerminology:/),
    name: { en: 'Filter 7, spin-on', zh: '滤清器 7' },
    details: {
      format: 'pies:7.2',
      packages: [{ unit: 'EA', pieces: '1', dimensionUnit: 'IN', weight: { unit: 'PG' } }],
      assets: [{ assetType: 'P04', uri: expect.stringContaining('media.example.com') }],
    },
    listPrices: [{ type: 'JBR', currency: 'USD', amount: expect.any(Number) }],
  });
  expect((await shop.get(`/v1/parts/${match.part.partId}`)).status).toBe(404);
  // Nor by who buys from the publisher.
  const scopes = ['catalog:read', 'inventory:read', 'orders:read', 'orders:write'];
  const made = await otherTenant.post('/v1/keys', { name: 'a garage', scopes, customerId: 'garage-7' });
  expect(made.status).toBe(201);
  const garage = restClient(platform.url, made.body.secret);
  const seen = await garage.get(`/v1/parts/${match.part.partId}`);
  expect(seen).toMatchObject({ status: 200, body: { details: { format: 'pies:7.2' }, listPrices: null } });
});
