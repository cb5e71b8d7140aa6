import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@qipei/kernel';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteCatalog, type SqliteCatalog } from '../adapters/sqlite/open-sqlite-catalog.ts';
import type { Diagram } from '../domain/diagram.ts';
import { idOf, importOf } from '../domain/part-contract.fixture.ts';
import { getDiagram, putDiagram } from './diagrams.ts';
import { listDiagrams } from './list-diagrams.ts';

let dataDir: string;
let catalog: SqliteCatalog;
let dependencies: Parameters<typeof putDiagram>[2];
let open: string;
let secret: string;
let theirs: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-list-diagrams-'));
  catalog = openSqliteCatalog({ dataDir }, 'calls');
  const { reader: parts, pictureBytes, diagrams } = catalog;
  dependencies = {
    ...{ parts, pictureBytes, diagrams, clock: systemClock },
    render: () => Promise.reject(new Error('nothing is put up')),
  };
  const rows = [
    { partNumber: 'OPEN', visibility: 'public' },
    { partNumber: 'SECRET', visibility: 'private' },
  ];
  await catalog.writer.apply(...importOf('acme').batch(rows));
  await catalog.writer.apply(...importOf('rival').batch([{ partNumber: 'THEIRS', visibility: 'public' }]));
  open = await idOf(catalog.reader, 'acme', 'OPEN');
  secret = await idOf(catalog.reader, 'acme', 'SECRET');
  theirs = await idOf(catalog.reader, 'rival', 'THEIRS');
});
afterEach(async () => {
  await catalog[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true });
});

const spot = (...partIds: string[]) => ({
  ...{ label: '1', x: 0.1, y: 0.1, width: 0.2, height: 0.2, partIds, number: '', make: '' },
  name: { zh: '', en: '' },
});
const content = (...partIds: string[]) => ({
  ...{ title: { zh: '', en: 'Drawing' }, vehicleIds: ['v1'], partTypeIds: ['t1'] },
  spots: partIds.length === 0 ? [] : [spot(...partIds)],
});
const draw = (tenant: string, diagramId: string, ...partIds: string[]) =>
  putDiagram(tenant, { diagramId, ...content(...partIds), ifVersion: 0 }, dependencies);
/** Past all checks. */
const keep = async (publisher: string, diagramId: string, spots: Diagram['spots']) =>
  expect(
    await catalog.diagrams.save({
      ...{ publisher, diagramId, ...content(), spots, picture: undefined, version: 1, updatedAt: new Date() },
    }),
  ).toBe(true);
type Asked = {
  partId?: string;
  vehicleId?: string;
  partTypeId?: string;
  pageSize?: number;
  pageToken?: string;
};
const list = (tenant: string, asked: Asked) =>
  listDiagrams(
    tenant,
    { partId: '', vehicleId: '', partTypeId: '', pageSize: 0, pageToken: '', ...asked },
    dependencies,
  );
const listed = async (tenant: string, asked: Asked) =>
  (await list(tenant, asked)).diagrams.map(({ publisher, diagramId }) => `${publisher} ${diagramId}`);

it('shows nobody a drawing that somebody has put on another’s part', async () => {
  await draw('acme', 'own', open);
  await draw('rival', 'spam', open);
  await draw('rival', 'both', open, theirs);
  for (const reader of ['acme', 'bolt', '_guests']) {
    expect(await listed(reader, { partId: open })).toEqual(['acme own']);
    expect(await listed(reader, { partId: theirs })).toEqual(['rival both']);
    for (const asked of [{ vehicleId: 'v1' }, { partTypeId: 't1' }])
      expect(await listed(reader, asked)).toEqual(['acme own', 'rival both']);
    const spam = getDiagram(reader, { publisher: 'rival', diagramId: 'spam' }, dependencies);
    await expect(spam).rejects.toMatchObject({ code: 'diagram-not-found' });
  }
  // The way to the other's part stays one, and whose drawing it is finds it by that part.
  const both = await getDiagram('bolt', { publisher: 'rival', diagramId: 'both' }, dependencies);
  expect(both.spots[0]?.partIds).toEqual([open, theirs]);
  expect(await listed('rival', { partId: open })).toEqual(['acme own', 'rival both', 'rival spam']);
});

it('pages through drawings most of which aren’t to be seen', async () => {
  for (let n = 10; n < 35; n += 1) await draw('acme', `d${n}`, n % 5 === 0 ? open : secret);
  const found: string[] = [];
  for (let pageToken = '', pages = 0; pages < 9; pages += 1) {
    const page = await list('bolt', { vehicleId: 'v1', pageSize: 2, pageToken });
    found.push(...page.diagrams.map(({ diagramId }) => diagramId));
    pageToken = page.nextPageToken;
    if (pageToken === '') break;
  }
  expect(found).toEqual(['d10', 'd15', 'd20', 'd25', 'd30']);
});

it('tells by the token of a page nothing of what is hidden, and takes none but its own', async () => {
  const hidden = Array.from({ length: 100 }, (_, n) => `part_${String(n).padStart(26, '0')}`);
  const spots = Array.from({ length: 5 }, (_, at) => spot(...hidden.slice(at * 20, at * 20 + 20)));
  for (let n = 0; n < 70; n += 1) await keep('canary-co', `canary-${String(n).padStart(3, '0')}`, spots);
  await draw('rival', 'seen', theirs);
  const first = await list('bolt', { vehicleId: 'v1' });
  expect(first.diagrams).toEqual([]);
  const bytes = Buffer.from(first.nextPageToken, 'base64url');
  expect(bytes.toString('latin1')).not.toContain('canary');
  expect(JSON.stringify(first)).not.toContain('canary');
  const again = await list('bolt', { vehicleId: 'v1' });
  expect(again.nextPageToken).not.toBe(first.nextPageToken);
  expect(again.nextPageToken.length).toBe(first.nextPageToken.length);
  const pageToken = first.nextPageToken;
  expect(await listed('bolt', { vehicleId: 'v1', pageToken })).toEqual(['rival seen']);

  const turned = Buffer.from(bytes);
  turned.writeUInt8(turned.readUInt8(40) ^ 1, 40);
  const forged = Buffer.from('["canary-co","canary-050"]').toString('base64url');
  for (const [tenant, asked] of [
    ['bolt', { vehicleId: 'v1', pageToken: turned.toString('base64url') }],
    ['bolt', { vehicleId: 'v1', pageToken: forged }],
    ['bolt', { vehicleId: 'v1', pageToken: 'x' }],
    ['bolt', { partTypeId: 't1', pageToken }],
    ['rival', { vehicleId: 'v1', pageToken }],
  ] as const)
    await expect(list(tenant, asked)).rejects.toMatchObject({ code: 'page-token-invalid' });
});

it('looks at so many parts for a page, and lets others have their turn meanwhile', async () => {
  const hidden = Array.from({ length: 500 }, (_, n) => `part_${String(n).padStart(26, '0')}`);
  const spots = Array.from({ length: 25 }, (_, at) => spot(...hidden.slice(at * 20, at * 20 + 20)));
  for (let n = 0; n < 40; n += 1) await keep('canary-co', `d${n}`, spots);
  // A thousand that are empty hide nobody's.
  for (let n = 0; n < 1_000; n += 1) await keep('aaa', `empty-${n}`, []);
  let [asked, most, turns] = [0, 0, 0];
  const parts = {
    ...catalog.reader,
    seenOf: (...[tenant, publisher, partIds]: Parameters<typeof catalog.reader.seenOf>) => {
      asked += partIds.length;
      most = Math.max(most, partIds.length);
      return catalog.reader.seenOf(tenant, publisher, partIds);
    },
  };
  dependencies = { ...dependencies, parts };
  let running = true;
  const turn = () => {
    turns += 1;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  const page = await list('_guests', { vehicleId: 'v1' });
  running = false;
  expect(page.diagrams).toEqual([]);
  expect(page.nextPageToken).not.toBe('');
  expect([asked, most]).toEqual([5_000, 100]);
  expect(turns).toBeGreaterThan(50);

  asked = 0;
  await draw('acme', 'real', open, secret);
  expect(await listed('_guests', { partId: open })).toEqual(['acme real']);
  expect(asked).toBe(2);
});

it('finds what stands behind a thousand drawings without a part', async () => {
  for (let n = 0; n < 1_000; n += 1) await keep('aaa', `empty-${n}`, []);
  await draw('acme', 'real', open);
  expect(await listed('_guests', { vehicleId: 'v1' })).toEqual(['acme real']);
});
