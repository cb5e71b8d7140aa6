import { brokenPartsCsv } from '@qipei/testing';
import { type DemoPlatform, type RestClient, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

let platform: DemoPlatform;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
});
afterAll(() => platform[Symbol.asyncDispose]());

async function allErrors(
  client: RestClient,
  jobId: string,
): Promise<{ row: number; column: string | null; code: string }[]> {
  const errors = [];
  for (let token = ''; ; ) {
    const { body } = await client.get(
      `/v1/imports/${jobId}/errors?pageSize=20&pageToken=${encodeURIComponent(token)}`,
    );
    errors.push(...body.errors);
    token = body.nextPageToken ?? '';
    if (token === '') return errors;
  }
}

// The MongoDB wire server of the tests looks through a whole collection for what its unique indexes don't answer.
const ROWS = inject('demo').kafkaBrokers === undefined ? 10_000 : 2_000;
const BROKEN = 50;

describe(`a CSV of ${ROWS} parts, ${BROKEN} of them broken`, () => {
  const { csv, expected } = brokenPartsCsv({ rows: ROWS, broken: BROKEN });

  it('brings in the others and lists each error with row and column', async () => {
    const { otherTenant } = platform;
    const before = (await otherTenant.get('/v1/search?pageSize=1')).body.total;
    const job = await otherTenant.importFile('parts', 'csv', csv);
    expect(job).toMatchObject({
      state: 'done',
      rows: ROWS,
      created: ROWS - BROKEN,
      updated: 0,
      unchanged: 0,
      failed: BROKEN,
    });
    const errors = await allErrors(otherTenant, job.jobId);
    const seen = errors.map(({ row, column, code }) => `${row}|${column ?? ''}|${code}`).sort();
    expect(seen).toEqual(expected.map(({ row, column, code }) => `${row}|${column}|${code}`).sort());
    await expect
      .poll(async () => (await otherTenant.get('/v1/search?pageSize=1')).body.total - before, {
        timeout: 30_000,
      })
      .toBe(ROWS - BROKEN);
  });

  it('changes nothing when it comes again', async () => {
    const { otherTenant } = platform;
    const job = await otherTenant.importFile('parts', 'csv', csv);
    expect(job).toMatchObject({
      state: 'done',
      rows: ROWS,
      created: 0,
      updated: 0,
      unchanged: ROWS - BROKEN,
      failed: BROKEN,
    });
  });
});

describe('files with Chinese headings', () => {
  it('name the part alike in every kind of file', async () => {
    const { otherTenant } = platform;
    const files = {
      parts: '品牌,配件编号,零件类型,中文名,位置,OE号\n测试牌,CN-100,刹车皮,前刹车片,前,本田:45022S9AA01\n',
      fitments:
        '品牌,配件编号,厂牌,车型,开始年份,结束年份,数量,操作\n测试牌,CN-100,本田,Accord,2003,2005,1,新增\n',
      offers: '品牌,配件编号,单价,币种,操作\n测试牌,CN-100,88.00,CNY,更新\n',
      stock: '品牌,配件编号,仓库,库存\n测试牌,CN-100,HZ-01,5\n',
    };
    for (const [kind, text] of Object.entries(files)) {
      const job = await otherTenant.importFile(kind, 'csv', text);
      expect(job, kind).toMatchObject({ state: 'done', created: 1, failed: 0 });
      const made = { code: 'warehouse-new', value: 'HZ-01 (1 row, the first is row 1)' };
      expect(job.notes, kind).toEqual([
        { code: 'encoding', value: 'utf-8' },
        ...(kind === 'stock' ? [made] : []),
      ]);
    }
    const search = async () =>
      (await otherTenant.get(`/v1/search?q=${encodeURIComponent('测试牌 前刹车皮')}`)).body.hits;
    await expect.poll(search).toEqual([
      expect.objectContaining({
        partNumber: 'CN-100',
        totalAvailable: 5,
        bestPrice: { amount: 8800, currency: 'CNY' },
      }),
    ]);
    const removed = await otherTenant.importFile(
      'fitments',
      'csv',
      '品牌,配件编号,厂牌,车型,开始年份,结束年份,数量,操作\n测试牌,CN-100,本田,Accord,2003,2005,1,删除\n',
    );
    expect(removed).toMatchObject({ deleted: 1, failed: 0 });
  });
});

describe('fitments, prices and stock of a part', () => {
  it('are found together, and rows that name nothing known are listed', async () => {
    const { otherTenant } = platform;
    const parts = await otherTenant.importFile(
      'parts',
      'ndjson',
      '{"brand":"Kettelby","partNumber":"KB-77.001","partType":"oil-filter","oeNumbers":["Honda:15400-PLM-A02"]}\n',
    );
    expect(parts).toMatchObject({ state: 'done', created: 1, failed: 0 });
    const fitments = await otherTenant.importFile(
      'fitments',
      'csv',
      '品牌,零件号,厂牌,车型,起始年份,终止年份,用量\nKettelby,kb 77 001,本田,Accord,2003,2005,1\nKettelby,KB-77.001,Honda,Accordion,2003,2005,1\nKettelby,KB-77.001,Honda,Accord,1951,1952,1\nNobody,1234,Honda,Accord,2003,2005,1\n',
    );
    expect(fitments).toMatchObject({ state: 'done', rows: 4, created: 1, failed: 3 });
    expect(
      (await allErrors(otherTenant, fitments.jobId)).map(({ row, column, code }) => [row, column, code]),
    ).toEqual([
      [2, 'model', 'model-unknown'],
      [3, 'yearFrom', 'vehicle-unknown'],
      [4, 'partNumber', 'part-unknown'],
    ]);
    expect(
      await otherTenant.importFile(
        'offers',
        'csv',
        'brand,partNumber,price,currency\nKettelby,KB77001,38.50,CNY\n',
      ),
    ).toMatchObject({ created: 1, failed: 0 });
    expect(
      await otherTenant.importFile(
        'stock',
        'csv',
        'brand,partNumber,warehouse,quantity\nKettelby,KB77001,HZ-01,7\n',
      ),
    ).toMatchObject({ created: 1, failed: 0 });

    const search = async () =>
      (await otherTenant.get('/v1/search?vin=1HGCM82633A004352&brandId=&inStock=true&q=机油格')).body.hits;
    await expect.poll(search).toEqual([
      expect.objectContaining({
        partNumber: 'KB-77.001',
        totalAvailable: 7,
        bestPrice: { amount: 3850, currency: 'CNY' },
        fit: expect.objectContaining({ verdict: 'fits' }),
      }),
    ]);
  });
});
