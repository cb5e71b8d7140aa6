import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

let platform: DemoPlatform;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  const parts = '品牌,零件号,配件类型\nAcesworks,AW-1,oil-filter\nAcesworks,AW-2,oil-filter\n';
  expect(await platform.distributor.importFile('parts', 'csv', parts)).toMatchObject({ created: 2 });
}, 120_000);
afterAll(() => platform[Symbol.asyncDispose]());

const app = (id: number, inside: string) =>
  `<App action="A" id="${id}">${inside}<Qty>1</Qty><PartType id="5340"/><Position id="22"/>`;
const FEED = `<?xml version="1.0" encoding="ISO-8859-1"?>\r
<ACES version="4.2"><Header><Company>Acesworks</Company><BrandAAIAID>ZZZQ</BrandAAIAID>\r
<DocumentTitle>Filters</DocumentTitle><EffectiveDate>2026-02-01</EffectiveDate><SubmissionType>Update</SubmissionType>\r
<VcdbVersionDate>2026-01-01</VcdbVersionDate></Header>\r
${app(11, '<BaseVehicle id="990001"/><SubModel id="7"/><Qual id="945"><text>With A/C</text></Qual>')}<Part>AW-1</Part></App>\r
${app(12, '<BaseVehicle id="none"/>')}<Part>AW-1</Part></App>\r
${app(13, '<Years from="2003" to="2005"/><Make id="59"/><Model id="1"/>')}<Part>AW-2</Part></App>\r
${app(14, '<BaseVehicle id="990001"/>')}<MfrLabel>x</MfrLabel><Part>AW-NEW</Part><Foo>y</Foo></App>\r
<Footer><RecordCount>4</RecordCount></Footer></ACES>`;
const MAPPING = encodeURIComponent(JSON.stringify({ constants: { 'autocare.brand:ZZZQ': 'Acesworks' } }));

describe('a feed of ACES', () => {
  it('is taken app by app; what its ids mean is waited for, and what is broken is named', async () => {
    const { distributor } = platform;
    const job = await distributor.importFile(`fitments&mapping=${MAPPING}`, 'xml', FEED);
    expect(job).toMatchObject({ state: 'done', rows: 4, created: 0, failed: 4 });
    expect(job.notes).toContainEqual({
      ...{ code: 'feed', value: 'ACES 4.2 UPDATE Acesworks: Filters 2026-02-01 (VCdb 2026-01-01)' },
    });
    expect(job.notes).toContainEqual({ code: 'feed', value: 'not kept: Foo (1)' });
    const { body } = await distributor.get(`/v1/imports/${job.jobId}/errors`);
    type Shown = { row: number; line: number; code: string; message: string };
    expect(body.errors.map(({ row, line, code }: Shown) => [row, line, code])).toEqual([
      [1, 5, 'vehicle-unknown'],
      [2, 6, 'id-invalid'],
      [3, 7, 'make-unknown'],
      [4, 8, 'part-unknown'],
      [4, 8, 'vehicle-unknown'],
    ]);
    expect(body.errors[1].message).toMatch(/^App 12, <BaseVehicle>/);
    expect(body.errors[2].message).toMatch(/^Record 13: /);
    const waiting = (await distributor.get('/v1/fitments/unresolved?pageSize=100')).body;
    const text = JSON.stringify(waiting);
    for (const kept of [
      'vcdb.baseVehicle:990001',
      'vcdb.subModel:7',
      '[qdb.qualifier:945]',
      'vcdb.make:59',
      'AW-NEW',
    ])
      expect(text).toContain(kept);
  });

  it('is read as parts by nobody, and what is none is refused with the reason', async () => {
    const { distributor } = platform;
    const other = await distributor.importFile('fitments', 'xml', '<html><body/></html>');
    expect(other).toMatchObject({ state: 'failed', failure: expect.stringContaining('html') });
    const bomb = await distributor.importFile(
      'fitments',
      'xml',
      FEED.replace('<ACES', '<!DOCTYPE a [<!ENTITY b "c">]><ACES'),
    );
    expect(bomb).toMatchObject({ state: 'failed', failure: expect.stringContaining('DOCTYPE') });
    expect((await distributor.startImport('stock', 'xml', FEED)).status).toBe(400);
  });
});
