import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';

interface Line {
  cursor: string;
  type: string;
  id: string;
  version: number;
  change: 'saved' | 'deleted';
  data?: Record<string, unknown>;
}

let platform: DemoPlatform;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
});
afterAll(() => platform[Symbol.asyncDispose]());

type Reader = 'distributor' | 'shop' | 'otherTenant';

async function feed(reader: Reader, query = ''): Promise<Line[]> {
  const headers = { authorization: `Bearer ${platform.keys[reader]}` };
  const response = await fetch(`${platform.url}/v1/feed${query}`, { headers });
  const text = await response.text();
  expect(response.status, text.slice(0, 300)).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Line);
}

const row = (partNumber: string, more: object) =>
  `${JSON.stringify({ brand: 'Feedwater', partNumber, partType: 'oil-filter', ...more })}\n`;

it('gives a new reader the whole catalogue, and afterwards what changes', async () => {
  const { distributor } = platform;
  const parts = async () => (await feed('distributor', '?types=parts')).length;
  // The demo has been taken in when the platform is new; it may still be on its way into the feed.
  await vi.waitUntil(async () => (await distributor.get('/v1/feed?limit=1')).body !== '', {
    timeout: 60_000,
  });
  let before = -1;
  await vi.waitUntil(
    async () => {
      const now = await parts();
      const stands = now === before && now > 0;
      before = now;
      return stands;
    },
    { timeout: 60_000, interval: 500 },
  );
  const all = await feed('otherTenant');
  const seen = new Set(all.map(({ type, id }) => `${type} ${id}`));
  expect(seen.size).toBe(all.length);
  expect(all.every(({ change }) => change === 'saved')).toBe(true);
  const [fitments] = all.filter(({ type }) => type === 'fitments');
  expect(fitments?.data).toMatchObject({ partId: fitments?.id, fitmentCount: expect.any(Number) });

  const cursor = all.at(-1)?.cursor ?? '';
  expect(await feed('otherTenant', `?cursor=${cursor}`)).toEqual([]);
  const waiting = feed('otherTenant', `?cursor=${cursor}&wait=30`);
  await distributor.importFile(
    'parts',
    'ndjson',
    row('FW-1', { visibility: 'private' }) + row('FW-2', { visibility: 'public', nameEn: 'Feed filter' }),
  );
  const [line] = await waiting;
  expect(line).toMatchObject({
    ...{ type: 'part', change: 'saved', version: 1 },
    data: { partNumber: 'FW-2', brand: 'Feedwater', name: { en: 'Feed filter' }, listPrices: null },
  });
  const next = line?.cursor ?? '';
  await distributor.importFile('parts', 'ndjson', row('FW-2', { visibility: 'private' }));
  const [gone] = await feed('otherTenant', `?cursor=${next}&wait=30`);
  expect(gone).toMatchObject({ type: 'part', change: 'deleted', id: line?.id, version: 2 });
  expect(gone).not.toHaveProperty('data');
});

it('opens with a grant and closes with its end', async () => {
  const { distributor, otherTenant } = platform;
  const rows = row('FW-3', { visibility: 'private' }) + row('FW-4', { visibility: 'private' });
  await distributor.importFile('parts', 'ndjson', rows);
  const has = new Map<string, string>();
  let cursor = '';
  const follow = async () => {
    for (const line of await feed(
      'otherTenant',
      cursor === '' ? '?types=parts' : `?cursor=${cursor}&wait=1`,
    )) {
      if (line.change === 'deleted') has.delete(line.id);
      else has.set(line.id, String(line.data?.partNumber));
      cursor = line.cursor;
    }
    return [...has.values()].filter((number) => number.startsWith('FW-')).sort();
  };
  expect(await follow()).toEqual([]);
  const { tenant: subscriber } = (await otherTenant.get('/v1/key')).body.key;
  const granted = await distributor.post('/v1/grants', { subscriber, brands: ['Feedwater'] });
  expect(granted.status, JSON.stringify(granted.body)).toBe(201);
  await vi.waitUntil(async () => (await follow()).length === 4, { timeout: 30_000 });
  expect(await follow()).toEqual(['FW-1', 'FW-2', 'FW-3', 'FW-4']);
  await distributor.importFile('parts', 'ndjson', row('FW-5', { visibility: 'private' }));
  await vi.waitUntil(async () => (await follow()).includes('FW-5'), { timeout: 30_000 });
  const { grantId } = granted.body.grant;
  expect((await distributor.delete(`/v1/grants/${grantId}`)).status).toBeLessThan(300);
  await vi.waitUntil(async () => (await follow()).length === 0, { timeout: 30_000 });
});

it('refuses cursors that it has not given to this reader', async () => {
  const { distributor, otherTenant } = platform;
  const [line] = await feed('distributor', '?limit=1');
  const foreign = await otherTenant.get(`/v1/feed?cursor=${line?.cursor}`);
  expect(foreign.body).toMatchObject({ status: 400, code: 'cursor-invalid' });
  expect((await distributor.get('/v1/feed?types=prices')).body).toMatchObject({ status: 400 });
  expect((await distributor.get(`/v1/feed?types=parts&cursor=${line?.cursor}`)).body).toMatchObject({
    ...{ status: 400, code: 'types-differ' },
  });
});

it('shows releases to keys that may read them', async () => {
  expect((await platform.shop.get('/v1/feed?types=releases')).body).toMatchObject({ status: 403 });
  const lines = await feed('shop', '?limit=5');
  expect(lines.map(({ type }) => type)).not.toContain('release');
});

it('goes on after a kill where the cursor was', async () => {
  const lines = await feed('distributor', '?types=parts&limit=50');
  const cursor = lines.at(-1)?.cursor ?? '';
  const rest = (await feed('distributor', `?cursor=${cursor}`)).map(({ id }) => id);
  await platform.process.kill();
  await platform.restart();
  expect((await feed('distributor', `?cursor=${cursor}`)).map(({ id }) => id)).toEqual(rest);
});
