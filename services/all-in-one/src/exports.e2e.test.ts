import { gunzipSync } from 'node:zlib';
import { vcdbOfAcesFeeds } from '@qipei/testing/aces-feed';
import { piesFeed } from '@qipei/testing/pies-feed';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';

type Tenant = 'distributor' | 'otherTenant';

let platform: DemoPlatform;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
}, 120_000);
afterAll(() => platform[Symbol.asyncDispose]());

const bearer = (tenant: Tenant) => ({ authorization: `Bearer ${platform.keys[tenant]}` });

/** Starts an export, waits for it and downloads its file. */
async function exported(tenant: Tenant, request: object) {
  const started = await platform[tenant].post('/v1/exports', request);
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  const { exportId } = started.body.export;
  const get = async () => (await platform[tenant].get(`/v1/exports/${exportId}`)).body.export;
  await vi.waitUntil(async () => !['queued', 'running'].includes((await get()).state), { timeout: 60_000 });
  const job = await get();
  expect(job).toMatchObject({ state: 'done', failure: null });
  const response = await fetch(`${platform.url}/v1/exports/${exportId}/file`, { headers: bearer(tenant) });
  expect(response.status).toBe(200);
  const file = Buffer.from(await response.arrayBuffer());
  expect(file.length).toBe(job.file.bytes);
  const { losses } = (await platform[tenant].get(`/v1/exports/${exportId}/losses`)).body;
  return { job, file, response, losses };
}

async function imported(tenant: Tenant, query: string, file: Buffer) {
  const response = await fetch(`${platform.url}/v1/imports?kind=${query}`, {
    ...{ method: 'POST', body: new Uint8Array(file) },
    headers: { ...bearer(tenant), 'content-type': 'application/octet-stream' },
  });
  expect(response.status).toBe(202);
  const { job } = (await response.json()) as { job: { jobId: string } };
  return await platform[tenant].importEnded(job.jobId);
}

const undated = (file: Buffer) =>
  file.toString().replaceAll(/<(TransactionDate|TransferDate)>[^<]*</g, '<$1><');

describe.each(['parts', 'fitments'])('%s as tables', (kind) => {
  it.each(['csv', 'ndjson', 'xlsx'])('%s: what goes out comes in and changes nothing', async (format) => {
    const { job, file, losses } = await exported('distributor', { kind, format });
    expect(losses).toEqual([]);
    expect(job.rows).toBeGreaterThan(20);
    const again = await imported('distributor', kind, file);
    expect(again).toMatchObject({ state: 'done', rows: job.rows, unchanged: job.rows, failed: 0 });
  });
});

describe('the file of an export', () => {
  it('is downloaded in parts, known by its tag, packed where that is asked for', async () => {
    const { job, file, response } = await exported('distributor', {
      ...{ kind: 'parts', format: 'csv', gzip: true, settings: { bom: 'true' } },
    });
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="parts-.*\.csv\.gz"$/);
    expect(gunzipSync(file).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const url = `${platform.url}/v1/exports/${job.exportId}/file`;
    const ask = (headers: Record<string, string>) =>
      fetch(url, { headers: { ...bearer('distributor'), ...headers } });
    const etag = response.headers.get('etag') ?? '';
    const part = await ask({ range: 'bytes=100-199', 'if-range': etag });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${file.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(file.subarray(100, 200));
    const other = await ask({ range: 'bytes=100-', 'if-range': '"another"' });
    expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, file.length]);
    expect((await ask({ range: `bytes=${file.length}-` })).status).toBe(416);
    const known = await ask({ 'if-none-match': `"x", W/${etag}`, range: 'bytes=1-2' });
    expect([known.status, (await known.arrayBuffer()).byteLength]).toEqual([304, 0]);
    expect(known.headers.get('etag')).toBe(etag);
    expect((await ask({ 'if-none-match': '"x"' })).status).toBe(200);
    const foreign = await fetch(url, { headers: bearer('otherTenant') });
    expect(foreign.status).toBe(404);
    const gone = await platform.distributor.delete(`/v1/exports/${job.exportId}`);
    expect(gone.status).toBe(204);
    expect((await ask({})).status).toBe(404);
  });

  it('holds what was selected and nothing of another tenant', async () => {
    const all = await exported('distributor', { kind: 'parts', format: 'ndjson' });
    const rows = all.file
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const [first] = rows;
    const ofBrand = rows.filter(({ brand }) => brand === first.brand);
    const some = await exported('distributor', {
      ...{ kind: 'parts', format: 'ndjson', selection: { brands: [first.brand.toLowerCase()] } },
    });
    expect(
      some.file
        .toString()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(ofBrand);
    const one = await exported('distributor', {
      ...{
        kind: 'fitments',
        format: 'ndjson',
        selection: { numbers: [first.partNumber], brands: [first.brand] },
      },
    });
    for (const line of one.file.toString().trim().split('\n').filter(Boolean))
      expect(JSON.parse(line)).toMatchObject({ partNumber: first.partNumber });
    const foreign = await exported('otherTenant', { kind: 'parts', format: 'csv' });
    expect(foreign.job.rows).toBe(0);
  });

  it('is refused for what there is no such thing of', async () => {
    const answer = await platform.distributor.post('/v1/exports', { kind: 'parts', format: 'aces-4.2' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'format-not-of-kind' } });
  });

  it.each(['brands', 'partTypes', 'partIds', 'numbers'])(
    'is refused where a program has filled %s with nothing: it isn’t all that there is',
    async (list) => {
      const request = { kind: 'parts', format: 'csv', selection: { [list]: [] } };
      expect(await platform.distributor.post('/v1/exports', request)).toMatchObject({
        status: 400,
        body: { code: 'too-short', errors: [{ field: `selection.${list}` }] },
      });
    },
  );
});

describe('feeds', () => {
  it.each(['7.2', '8.0'])('PIES %s goes out, in and out the same', async (version) => {
    await platform.otherTenant.importFile('parts', 'xml', piesFeed({ items: 120, submission: 'UPDATE' }));
    const request = { kind: 'parts', format: `pies-${version}` };
    const first = await exported('otherTenant', request);
    expect(first.job.rows).toBe(120);
    const brand = /<Brand(?:AAIA)?ID>(\w{4})</.exec(first.file.toString())?.[1];
    const mapping = { constants: { [`autocare.brand:${brand}`]: 'Northlight Filters' } };
    const query = `parts&mapping=${encodeURIComponent(JSON.stringify(mapping))}`;
    const again = await imported('otherTenant', query, first.file);
    expect(again).toMatchObject({ state: 'done', rows: 120, created: 0, failed: 0 });
    if (version === '7.2') expect(again.unchanged).toBe(120);
    expect(undated((await exported('otherTenant', request)).file)).toBe(undated(first.file));
  });

  it.each(['pies-7.2', 'pies-workbook'])(
    'parts that came in a table go out as %s and come in again',
    async (format) => {
      const brand = `Plainworks ${format.at(-1)}`;
      const part = {
        ...{ brand, partNumber: 'PW-1', partType: 'oil-filter', nameEn: 'Oil filter', gtin: '4006381333931' },
        ...{
          oeNumbers: ['Toyota:90915-YZZJ3'],
          crossReferences: ['MANN-FILTER:W 68/3'],
          comparables: ['Bosch:0451103318'],
        },
        ...{
          attributes: { Thread: 'M20x1.5', 高度: '86 mm' },
          supersededBy: ['PW-2'],
          packQuantity: 6,
          positions: ['前'],
        },
      };
      const { otherTenant } = platform;
      await otherTenant.importFile('parts', 'ndjson', `${JSON.stringify(part)}\n`);
      const ids = { ids: [{ id: 'padb.attribute:12', means: 'Thread' }] };
      expect((await otherTenant.put('/v1/attribute-ids', ids)).status).toBe(200);
      const types = { ids: [{ id: 'pcdb.partTerminology:995340', means: 'oil-filter' }] };
      expect((await otherTenant.put('/v1/part-type-ids', types)).status).toBe(200);
      const { file, losses } = await exported('otherTenant', {
        ...{ kind: 'parts', format, selection: { brands: [brand] } },
      });
      expect(losses.map(({ code, what }: { code: string; what: string }) => `${code} ${what}`)).toEqual([
        'dropped positions',
      ]);
      const query = `parts${format === 'pies-workbook' ? '&format=pies-workbook' : ''}`;
      expect(await imported('distributor', query, file)).toMatchObject({
        state: 'done',
        rows: 1,
        created: 1,
      });
      const { matches } = (
        await platform.distributor.get(`/v1/numbers/PW-1?make=${encodeURIComponent(brand)}`)
      ).body;
      const { body } = await platform.distributor.get(`/v1/parts/${matches[0].part.partId}`);
      const shown = JSON.stringify(body);
      for (const said of [
        '90915-YZZJ3',
        'W 68/3',
        'M20x1.5',
        'padb.attribute:12',
        '高度',
        'PW-2',
        '4006381333931',
      ])
        expect(shown).toContain(said);
      expect(body.packQuantity).toBe(6);
    },
  );

  const app = (id: number, vehicle: string, part: string, rest = '', extras = '') =>
    `<App action="A" id="${id}">${vehicle}${rest}<Qty>2</Qty><PartType id="5340"/><Position id="22"/><Part>${part}</Part>${extras}</App>`;
  const EXTRAS =
    '<MfrLabel>Gold; or better</MfrLabel><DisplayOrder>3</DisplayOrder><AssetName>D|1</AssetName><AssetItemOrder>2</AssetItemOrder>';
  const FEED = `<?xml version="1.0"?><ACES version="4.2"><Header><Company>Outworks</Company><DocumentTitle>Pads</DocumentTitle>
<EffectiveDate>2026-02-01</EffectiveDate><SubmissionType>UPDATE</SubmissionType><VcdbVersionDate>2026-01-01</VcdbVersionDate></Header>
${app(7, '<BaseVehicle id="990001"/><SubModel id="7"/>', 'OW-1', '<Qual id="945"><param value="6.5" uom="in"/><text>With 6.5 in. gear</text></Qual><Note>First; or second</Note>', EXTRAS).replace('<App ', '<App ref="r1" validate="no" ')}
${app(3, '<Years from="2003" to="2005"/><Make id="59"/><Model id="1"/>', 'OW-2', '<Note lang="en" id="12">Exc. Wagon</Note>')}
<Footer><RecordCount>2</RecordCount></Footer></ACES>`;
  const mapping = (name: string) =>
    `fitments&mapping=${encodeURIComponent(JSON.stringify({ constants: { brand: name } }))}`;

  it.each(['3.1', '4.2', '5.0'])('ACES %s goes out, in and out the same', async (version) => {
    const brand = `Outworks ${version.replace('.', '')}`;
    const rows = `brand,partNumber,partType\n${brand},OW-1,oil-filter\n${brand},OW-2,oil-filter\n`;
    await platform.otherTenant.importFile('parts', 'csv', rows);
    await platform.otherTenant.importFile(mapping(brand), 'xml', FEED);
    const request = {
      ...{ kind: 'fitments', format: `aces-${version}`, selection: { brands: [brand] } },
      settings: { senderName: 'A', senderPhone: '1', qdbDate: '2026-01-01', pcdbDate: '2026-01-01' },
    };
    const first = await exported('otherTenant', request);
    const text = first.file.toString();
    expect(text).toContain('<BaseVehicle id="990001"/>');
    expect(text).toContain('<Years from="2003" to="2005"/>');
    expect(text).toMatch(/id="7"[\s\S]*id="3"/);
    expect(first.losses).toEqual([expect.objectContaining({ what: 'brand: without a code', count: 2 })]);
    expect(await imported('otherTenant', mapping(brand), first.file)).toMatchObject({
      ...{ state: 'done', rows: 2, created: 0 },
    });
    expect(undated((await exported('otherTenant', request)).file)).toBe(undated(first.file));
  });

  it('ACES of vehicles that are known names them by the ids of the VCdb', async () => {
    const rows = 'brand,partNumber,partType\nResolved,RV-1,oil-filter\n';
    await platform.otherTenant.importFile('parts', 'csv', rows);
    const tables = await imported('otherTenant', 'vehicles', Buffer.from(vcdbOfAcesFeeds()));
    expect(tables).toMatchObject({ state: 'done' });
    const header = FEED.slice(0, FEED.indexOf('<App '));
    const feed = `${header}${[
      app(1, '<BaseVehicle id="500001"/><SubModel id="12"/>', 'RV-1'),
      app(2, '<BaseVehicle id="500002"/>', 'RV-1', '<Note>First; or second</Note>'),
      app(3, '<Years from="1981" to="1982"/><Make id="1"/><Model id="1"/>', 'RV-1'),
      // Apps that differ in what they say beside where the part fits.
      app(4, '<BaseVehicle id="500002"/>', 'RV-1', '', EXTRAS).replace(
        '<App ',
        '<App ref="r1" validate="no" ',
      ),
      app(5, '<BaseVehicle id="500002"/>', 'RV-1', '', '<MfrLabel>Silver</MfrLabel>').replace(
        '<Part>',
        '<Part SubBrandAAIAID="SBSB">',
      ),
    ].join('')}<Footer><RecordCount>5</RecordCount></Footer></ACES>`;
    const taken = await platform.otherTenant.importFile(mapping('Resolved'), 'xml', feed);
    expect(taken).toMatchObject({ rows: 5, created: 5, failed: 0 });
    const { matches } = (await platform.otherTenant.get('/v1/numbers/RV-1?make=Resolved')).body;
    const shown = await platform.otherTenant.get(`/v1/parts/${matches[0].part.partId}/fitments`);
    const extras = shown.body.fitments.map((each: { extras: unknown }) => each.extras);
    expect(extras.filter((each: unknown) => each === null)).toHaveLength(3);
    expect(extras).toContainEqual({
      ...{ labels: ['Gold; or better'], subBrand: null, displayOrder: '3', unchecked: true, reference: 'r1' },
      assets: [{ kind: 'diagram', name: 'D|1', order: '2', ref: null, text: null }],
    });
    expect(extras).toContainEqual({
      ...{ labels: ['Silver'], subBrand: 'autocare.subBrand:SBSB', assets: [], displayOrder: null },
      ...{ unchecked: false, reference: null },
    });
    const request = { kind: 'fitments', format: 'aces-4.2', selection: { brands: ['Resolved'] } };
    const first = await exported('otherTenant', request);
    const text = first.file.toString();
    for (const said of [
      ...[
        '<BaseVehicle id="500001"/>',
        '<BaseVehicle id="500002"/>',
        '<Model id="1"/>',
        'SubBrandAAIAID="SBSB"',
      ],
      ...[
        '<MfrLabel>Gold; or better</MfrLabel>',
        'ref="r1" validate="no"',
        '<AssetItemOrder>2</AssetItemOrder>',
      ],
    ])
      expect(text).toContain(said);
    const again = await imported('otherTenant', mapping('Resolved'), first.file);
    expect(again).toMatchObject({ rows: 5, unchanged: 5, failed: 0 });
    expect(undated((await exported('otherTenant', request)).file)).toBe(undated(first.file));
    const table = await exported('otherTenant', { ...request, format: 'csv' });
    expect(await imported('otherTenant', 'fitments', table.file)).toMatchObject({ rows: 5, unchanged: 5 });
  });

  it('what a feed says of files goes live with its release, is listed, and goes out, in and out the same', async () => {
    const header = FEED.slice(0, FEED.indexOf('<App ')).replace('UPDATE', 'FULL');
    const asset = (id: number, inside: string, name: string) =>
      `<Asset action="A" id="${id}" validate="no"><BaseVehicle id="99000${id}"/>${inside}<AssetName>${name}</AssetName></Asset>`;
    const feed = `${header}${app(7, '<BaseVehicle id="990001"/>', 'OW-NONE')}
${asset(2, '<SubModel id="7"/><Qual id="945"><text>With A/C</text></Qual><Note>N</Note>', 'P1')}${asset(1, '', 'P1')}
<DigitalAsset><DigitalFileInformation AssetName="P1" action="A" LanguageCode="EN"><FileName>p1.jpg</FileName><AssetDetailType>P04</AssetDetailType>
<FileSize>12</FileSize><AssetDimensions UOM="PX"><AssetHeight>800</AssetHeight><AssetWidth>600</AssetWidth></AssetDimensions>
<AssetDescription>Front &amp; rear</AssetDescription><URI>https://files.example/p1.jpg</URI><Country>US</Country></DigitalFileInformation></DigitalAsset>
<Footer><RecordCount>1</RecordCount></Footer></ACES>`;
    const { distributor, otherTenant } = platform;
    const wanted = `${mapping('Outworks')}&feed=files&release=stage`;
    const job = await distributor.importFile(wanted, 'xml', feed);
    expect(job).toMatchObject({ state: 'done', rows: 4, created: 4, failed: 1 });
    const list = async (tenant: typeof distributor, query = '') =>
      (await tenant.get(`/v1/fitments/assets${query}`)).body;
    expect((await list(distributor)).assets).toEqual([]);
    const release = `/v1/releases/${job.releaseId}`;
    expect((await distributor.get(release)).body.release).toMatchObject({
      ...{
        state: 'staged',
        counts: { added: 1 },
        report: { assets: { added: 3 }, applications: { added: 1 } },
      },
    });
    expect((await distributor.post(`${release}/publish`, {})).status).toBeLessThan(300);
    await vi.waitUntil(async () => (await distributor.get(release)).body.release.state === 'published', {
      timeout: 60_000,
    });
    const { assets, nextPageToken } = await list(distributor, '?name=P1');
    expect(nextPageToken).toBeNull();
    expect(assets).toHaveLength(3);
    expect(assets).toContainEqual({
      ...{ name: 'P1', publisher: 'demo', feed: 'files', source: `${job.jobId}#2`, file: null },
      header: { feed: 'Outworks: Pads', release: '2026-02-01 (VCdb 2026-01-01)' },
      vehicles: {
        ...{ baseVehicle: 'vcdb.baseVehicle:990002', make: null, model: null, yearFrom: null, yearTo: null },
        ...{ attributes: ['vcdb.subModel:7'], qualifiers: ['With A/C [qdb.qualifier:945]'], note: 'N' },
        ...{ unchecked: true, reference: null, record: '2' },
      },
    });
    expect(assets.find(({ file }: { file: unknown }) => file !== null)).toMatchObject({
      vehicles: null,
      file: {
        ...{ fileName: 'p1.jpg', assetDetailType: 'P04', fileSize: '12', resolution: null, language: 'EN' },
        ...{ dimensions: { unit: 'PX', height: '800', width: '600' }, countries: ['US'], others: [] },
        descriptions: [{ text: 'Front & rear', code: null, language: null }],
        uri: 'https://files.example/p1.jpg',
      },
    });
    const page = await list(distributor, '?pageSize=2');
    expect(page.assets).toHaveLength(2);
    const rest = await list(distributor, `?pageSize=2&pageToken=${encodeURIComponent(page.nextPageToken)}`);
    expect([rest.assets.length, rest.nextPageToken]).toEqual([1, null]);
    expect((await list(otherTenant)).assets).toEqual([]);
    expect((await distributor.get('/v1/fitments/assets?pageToken=x')).status).toBe(400);

    const request = {
      ...{ kind: 'fitments', format: 'aces-4.2', selection: { feed: 'files' } },
      settings: { senderName: 'A', senderPhone: '1', qdbDate: '2026-01-01', pcdbDate: '2026-01-01' },
    };
    const first = await exported('distributor', request);
    expect(first.job).toMatchObject({ rows: 4 });
    for (const said of ['<Asset action="A" id="2" validate="no">', '<URI>https://files.example/p1.jpg</URI>'])
      expect(first.file.toString()).toContain(said);
    expect(first.losses.filter(({ what }: { what: string }) => !what.startsWith('brand'))).toEqual([]);
    const again = await imported('otherTenant', `${mapping('Outworks')}&feed=files`, first.file);
    expect(again).toMatchObject({ state: 'done', rows: 4, created: 3, failed: 1 });
    expect((await list(otherTenant)).assets).toHaveLength(3);
    expect(undated((await exported('otherTenant', request)).file)).toBe(undated(first.file));
    const lost = async (format: string) =>
      (await exported('distributor', { ...request, format })).losses.map(
        ({ code, what, count }: { code: string; what: string; count: number }) => `${code} ${what} ${count}`,
      );
    expect(await lost('aces-3.1')).toContain('left-out DigitalFileInformation 1');
    expect(await lost('csv')).toEqual(
      expect.arrayContaining([
        'left-out Asset: only ACES has them 2',
        'left-out DigitalFileInformation: only ACES has it 1',
      ]),
    );
  });
});
