import { join } from 'node:path';
import { readEnvelope, TOPICS } from '@qipei/contracts';
import { NumberKind, Visibility } from '@qipei/contracts/catalog/v1/catalog';
import { PartDeleted, PartSaved } from '@qipei/contracts/catalog/v1/catalog_events';
import { ImportState } from '@qipei/contracts/imports/v1/imports';
import { openSqliteEventLog } from '@qipei/event-log/sqlite';
import { brokenPartsCsv } from '@qipei/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, type CatalogUnderTest, type OpenCatalog, partRow } from './catalog.fixture.ts';

/** What an import does to the catalogue, over whatever engine; `manyRows` are more than a batch where that takes no time. */
export function importContract(open: OpenCatalog, manyRows: number): void {
  let opened: CatalogUnderTest;
  beforeEach(async () => {
    opened = await open({});
  });
  afterEach(() => opened[Symbol.asyncDispose]());

  /** Everything that the log holds of parts. */
  async function eventsInLog(atLeast: number) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const events: ReturnType<typeof readEnvelope>[] = [];
    await using log = openSqliteEventLog({ file: join(opened.config.dataDir, 'event-log.sqlite') });
    await using _subscription = await log.subscribe({
      topics: [TOPICS.catalogPart],
      group: 'test',
      handler: (records) => {
        for (const record of records) events.push(readEnvelope(record.value));
        if (events.length >= atLeast) resolve();
      },
    });
    await promise;
    return events;
  }

  it('takes a whole row in, folds its numbers and tells of it', async () => {
    const job = await opened.importRows('acme', [
      {
        brand: '马勒',
        partNumber: 'OC 295',
        partType: '机滤',
        nameZh: '奥迪机油滤清器',
        description: 'Spin-on',
        oeNumbers: ['Volkswagen:06A 115 561 B', '大众:O6A-115-561-B', '12345/67890'],
        crossReferences: ['MANN-FILTER:W 712/75'],
        comparables: ['Fram:PH5548'],
        attributes: { height: '93 mm', thread: 'M20x1.5', voltage: '12V' },
        positions: ['前', 'rear-left'],
        packQuantity: 2,
        gtin: '4006381333931',
        supersededBy: ['OC 295/1@2031-05-01'],
        visibility: 'public',
      },
    ]);
    expect(job).toMatchObject({ created: 1, updated: 0, unchanged: 0, deleted: 0, failed: 0, rows: 1 });
    const partId = await opened.idOf('acme', '马勒', 'oc295');
    const { part } = await opened.catalog.getPart({ partId }, as('other'));
    expect(part).toMatchObject({
      publisher: 'acme',
      visibility: Visibility.PUBLIC,
      brandId: 'brand_马勒',
      brand: '马勒',
      partNumber: 'OC 295',
      partNumberKey: 'OC295',
      partTypeId: 'oil-filter',
      nameZh: '奥迪机油滤清器',
      nameEn: 'Oil filter',
      attributes: [
        { name: 'height', value: '93', unit: 'mm' },
        { name: 'thread', value: 'M20x1.5', unit: '' },
        { name: 'voltage', value: '12', unit: 'V' },
      ],
      positions: ['front', 'rear-left'],
      packQuantity: 2,
      gtin: '4006381333931',
      supersededBy: [{ brand: '马勒', partNumber: 'OC 295/1', effectiveDate: '2031-05-01' }],
      version: 1,
      source: `${job.jobId}#1`,
    });
    expect(part?.numbers.map(({ kind, key, make, rule }) => [kind, make, key, rule])).toEqual([
      [NumberKind.OWN, '马勒', 'OC295', 'mahle-kind-number'],
      [NumberKind.OE, 'Volkswagen', '06A115561B', 'vw-group-o-to-zero'],
      [NumberKind.OE, '', '12345', 'general'],
      [NumberKind.OE, '', '67890', 'general'],
      [NumberKind.CROSS_REFERENCE, 'MANN-FILTER', 'W71275', 'mann-filter-kind-size'],
      [NumberKind.COMPARABLE, 'Fram', 'PH5548', 'general'],
    ]);
    const [event] = await eventsInLog(1);
    expect(event).toMatchObject({
      type: 'qipei.catalog.v1.PartSaved',
      tenant: 'acme',
      aggregateId: partId,
    });
    expect(PartSaved.decode(event?.payload ?? new Uint8Array()).part).toEqual(part);
  });

  it('counts what became of each row, and tells only of changes', async () => {
    const rows = [partRow('A1'), partRow('A2'), partRow('A3')];
    expect(await opened.importRows('acme', rows)).toMatchObject({ created: 3 });
    expect(await opened.importRows('acme', rows)).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
    const id = await opened.idOf('acme', 'BOSCH', 'A1');
    // Another spelling of brand and number is the same part, with other content.
    const respelt = [
      { ...partRow('a-1'), brand: 'Bosch' },
      partRow('A2'),
      partRow('A3', { gtin: '96385074' }),
    ];
    expect(await opened.importRows('acme', respelt)).toMatchObject({ created: 0, updated: 2, unchanged: 1 });
    expect(await opened.idOf('acme', 'bosch', 'A 1')).toBe(id);
    const { part } = await opened.catalog.getPart({ partId: id }, as('acme'));
    expect(part).toMatchObject({ version: 2, brand: 'Bosch', partNumber: 'a-1' });
    expect(await eventsInLog(5)).toHaveLength(5);
  });

  it('takes the later of two rows of one identity', async () => {
    const rows = [
      partRow('A1', { nameEn: 'first' }),
      partRow('A-1', { nameEn: 'second' }),
      partRow('A-1', { nameEn: 'second' }),
    ];
    const job = await opened.importRows('acme', rows);
    expect(job).toMatchObject({ created: 1, updated: 1, unchanged: 1 });
    expect(job.notes).toContainEqual({
      code: 'row-repeated',
      value: 'partNumber (2 rows, the first is row 2)',
    });
    const { part } = await opened.catalog.getPart(
      { partId: await opened.idOf('acme', 'BOSCH', 'A1') },
      as('acme'),
    );
    expect(part).toMatchObject({ nameEn: 'second', version: 2 });
    const { matches } = await opened.catalog.lookupNumber({ number: 'A1', make: '', limit: 0 }, as('acme'));
    expect(matches).toHaveLength(1);
  });

  it('withdraws a part, and gives it the same id when it comes back', async () => {
    await opened.importRows('acme', [partRow('A1', { oeNumbers: ['VW:06A115561B'], visibility: 'public' })]);
    const partId = await opened.idOf('acme', 'BOSCH', 'A1');
    const withdrawal = { brand: 'BOSCH', partNumber: 'a 1', action: 'delete' };
    expect(
      await opened.importRows('acme', [withdrawal, { ...withdrawal, partNumber: 'never' }]),
    ).toMatchObject({
      deleted: 1,
      unchanged: 1,
    });
    expect(await opened.importRows('acme', [withdrawal])).toMatchObject({ deleted: 0, unchanged: 1 });
    for (const tenant of ['acme', 'other']) {
      await expect(opened.catalog.getPart({ partId }, as(tenant))).rejects.toMatchObject({
        code: 'part-not-found',
      });
      expect(await opened.idOf(tenant, 'BOSCH', 'A1')).toBe('');
      const lookup = { number: '06A115561B', make: '', limit: 0 };
      expect((await opened.catalog.lookupNumber(lookup, as(tenant))).matches).toEqual([]);
      expect((await opened.catalog.listBrands({}, as(tenant))).brands).toEqual([]);
      const page = { pageSize: 0, pageToken: '', ownOnly: false };
      expect((await opened.catalog.listParts(page, as(tenant))).parts).toEqual([]);
    }
    expect(await opened.importRows('acme', [partRow('A1')])).toMatchObject({ created: 1 });
    expect(await opened.idOf('acme', 'BOSCH', 'A1')).toBe(partId);
    const events = await eventsInLog(3);
    expect(events.map(({ type }) => type.split('.').at(-1))).toEqual([
      'PartSaved',
      'PartDeleted',
      'PartSaved',
    ]);
    expect(PartDeleted.decode(events[1]?.payload ?? new Uint8Array())).toEqual({ partId, version: 2 });
    expect(PartSaved.decode(events[2]?.payload ?? new Uint8Array()).part?.version).toBe(3);
  });

  describe('broken rows', () => {
    const HEADER =
      'brand,partNumber,partType,nameZh,oeNumbers,packQuantity,gtin,visibility,action,description,attributes,positions,supersededBy';
    const cells = (change: Record<string, string>) => {
      const row: Record<string, string> = {
        brand: 'BOSCH',
        partNumber: 'X',
        partType: 'oil-filter',
        ...change,
      };
      return HEADER.split(',')
        .map((column) => row[column] ?? '')
        .join(',');
    };
    const faulty: [fault: string, row: string, faults: [column: string, code: string][]][] = [
      ['no brand', cells({ brand: '' }), [['brand', 'required']]],
      ['no number', cells({ partNumber: ' ' }), [['partNumber', 'required']]],
      ['number without a key', cells({ partNumber: '品牌-/' }), [['partNumber', 'malformed']]],
      ['unknown type', cells({ partType: 'flux capacitor' }), [['partType', 'unknown-part-type']]],
      ['word for several types', cells({ partType: '滤芯' }), [['partType', 'unknown-part-type']]],
      ['check digit', cells({ gtin: '4006381333932' }), [['gtin', 'gtin-check-digit']]],
      ['too few cells', 'BOSCH,X', [['', 'column-count']]],
      ['half a piece', cells({ packQuantity: '1.5' }), [['packQuantity', 'not-a-whole-number']]],
      ['no piece', cells({ packQuantity: '0' }), [['packQuantity', 'out-of-range']]],
      ['visibility', cells({ visibility: 'secret' }), [['visibility', 'not-allowed']]],
      ['action', cells({ action: 'destroy' }), [['action', 'not-allowed']]],
      ['description', cells({ description: 'x'.repeat(2_001) }), [['description', 'too-long']]],
      ['number too long', cells({ partNumber: '1'.repeat(65) }), [['partNumber', 'too-long']]],
      ['position', cells({ positions: 'roof-rack' }), [['positions', 'not-allowed']]],
      ['successor', cells({ supersededBy: 'X2@2024-02-30' }), [['supersededBy', 'malformed']]],
      ['attributes', cells({ attributes: 'height' }), [['attributes', 'malformed']]],
      ['OE number', cells({ oeNumbers: 'VW:---' }), [['oeNumbers', 'malformed']]],
      [
        'several',
        cells({
          brand: '',
          partType: '?',
          packQuantity: 'many',
          gtin: '1',
          oeNumbers: 'VW:06A115561B;—:1;?',
        }),
        [
          ['brand', 'required'],
          ['partType', 'unknown-part-type'],
          ['oeNumbers', 'malformed'],
          ['oeNumbers', 'malformed'],
          ['packQuantity', 'not-a-whole-number'],
          ['gtin', 'gtin-check-digit'],
        ],
      ],
    ];

    it('are all told of and never stop the good ones', async () => {
      const good = (at: number) => cells({ partNumber: `GOOD-${at}` });
      const lines = faulty.flatMap(([, row], at) => [good(at), row]);
      const job = await opened.importCsv('acme', [HEADER, ...lines, good(99)].join('\n'));
      expect(job).toMatchObject({
        state: ImportState.DONE,
        rows: faulty.length * 2 + 1,
        created: faulty.length + 1,
        failed: faulty.length,
      });
      const errors = await opened.errorsOf('acme', job);
      for (const [at, [fault, , faults]] of faulty.entries()) {
        const found = errors.filter(({ row }) => row === at * 2 + 2);
        const shown = found.map(({ column, code }) => [column, code]);
        expect([fault, shown.sort()]).toEqual([fault, [...faults].sort()]);
        for (const { line, message } of found) expect([line, message !== '']).toEqual([at * 2 + 3, true]);
      }
    });
  });

  it('tells of each broken row of a large file just what is wrong with it', async () => {
    const { csv, expected } = brokenPartsCsv({ rows: manyRows, broken: 66 });
    const job = await opened.importCsv('acme', [...csv].join(''));
    expect(job).toMatchObject({
      state: ImportState.DONE,
      rows: manyRows,
      created: manyRows - 66,
      failed: 66,
    });
    const errors = await opened.errorsOf('acme', job);
    expect(errors.map(({ row, column, code }) => ({ row, column, code }))).toEqual(expected);
    const again = await opened.importCsv('acme', [...csv].join(''));
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: manyRows - 66, failed: 66 });
  });

  it('takes Chinese headings and trade names', async () => {
    const job = await opened.importCsv(
      'acme',
      '品牌,零件号,品类,名称,OE号,位置\n曼牌,W712/75,机油滤清器,机滤,大众:06A115561B;06A115561D,前',
    );
    expect(job).toMatchObject({ created: 1, failed: 0 });
    const change = (action: string) =>
      opened.importCsv('acme', `品牌,货号,零件类型,名称,操作\n曼牌,W712/75,机油滤清器,机油滤芯,${action}`);
    expect(await change('更新')).toMatchObject({ updated: 1, failed: 0 });
    expect(await change('删除')).toMatchObject({ deleted: 1, failed: 0 });
    expect(await change('清空')).toMatchObject({ failed: 1 });
  });

  it('tells of parts in the trace of the upload', async () => {
    const traces = ['1', '2'].map((digit) => `00-${digit.repeat(32)}-b7ad6b7169203331-00`);
    for (const [at, traceparent] of traces.entries())
      await opened.importRows('acme', [partRow(`A-${at}`), partRow(`B-${at}`)], traceparent);
    const events = await eventsInLog(4);
    expect(events.map(({ traceparent }) => traceparent).sort()).toEqual(
      traces.flatMap((each) => [each, each]),
    );
  });

  it('runs imports in a thread of its own just the same', async () => {
    await using threaded = await open({ background: 'thread' });
    const rows = Array.from({ length: manyRows }, (_, at) => partRow(`T-${at}`));
    expect(await threaded.importRows('acme', rows)).toMatchObject({ created: manyRows });
    expect(await threaded.importRows('acme', rows)).toMatchObject({ unchanged: manyRows });
    expect(threaded.service.ended).toBeInstanceOf(Promise);
  });
}
