import { join } from 'node:path';
import { readEnvelope, TOPICS } from '@qipei/contracts';
import { ListPartsRequest, type Part } from '@qipei/contracts/catalog/v1/catalog';
import { PartSaved } from '@qipei/contracts/catalog/v1/catalog_events';
import { ImportState } from '@qipei/contracts/imports/v1/imports';
import { openSqliteEventLog } from '@qipei/event-log/sqlite';
import {
  itemOfPart,
  type PiesItem,
  type PiesRecord,
  piesWriter,
  plainHeader,
  readPies,
} from '@qipei/interchange/pies';
import { piesFeed, piesPartNumber } from '@qipei/testing/pies-feed';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { as, type CatalogUnderTest, type OpenCatalog } from './catalog.fixture.ts';

const BRAND = 'Northlight Filters';
const file = (options: Parameters<typeof piesFeed>[0]) =>
  [...piesFeed({ submission: 'UPDATE', ...options })].join('');

/** What an import of PIES does to the catalogue, over whatever engine. */
export function piesContract(open: OpenCatalog): void {
  let opened: CatalogUnderTest;
  beforeEach(async () => {
    opened = await open({});
  });
  afterEach(() => opened[Symbol.asyncDispose]());

  async function partOf(tenant: string, partNumber: string): Promise<Part | undefined> {
    const partId = await opened.idOf('acme', BRAND, partNumber);
    return (await opened.catalog.getPart({ partId }, as(tenant))).part;
  }

  it('an item is a part with its names, numbers, attributes and all else that it says', async () => {
    const job = await opened.importPies('acme', file({ items: 30 }));
    expect(await opened.errorsOf('acme', job)).toEqual([]);
    expect(job).toMatchObject({ state: ImportState.DONE, rows: 30, created: 30, failed: 0 });
    const part = await partOf('acme', piesPartNumber(1));
    expect(part).toMatchObject({
      ...{ brand: BRAND, partTypeId: '', partTypeRef: expect.stringMatching(/^pcdb\.partTerminology:\d+$/) },
      ...{ nameEn: 'Filter 1, spin-on', nameZh: '滤清器 1', packQuantity: 1, lifecycle: 'current' },
      details: { format: 'pies:7.2', packages: [{ unit: 'EA', dimensions: { unit: 'IN' } }] },
      private: { prices: [{ currency: 'USD', amount: expect.any(Number) }] },
    });
    expect(part?.attributes).toMatchObject([{ unit: 'MM' }, { name: 'Thread', value: 'M20x1.5', unit: '' }]);
    const { matches } = await opened.catalog.lookupNumber({ number: 'C1-1', make: '', limit: 5 }, as('acme'));
    expect(matches.map(({ part: found }) => found?.partNumber)).toEqual([piesPartNumber(1)]);
    const again = await opened.importPies('acme', file({ items: 30 }));
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 30 });
  });

  it('a customer of the publisher’s sees none of what it keeps to itself', async () => {
    await opened.importPies('acme', file({ items: 3 }));
    const partId = await opened.idOf('acme', BRAND, piesPartNumber(1));
    const { catalog } = opened;
    const seen = async (customerId: string) => {
      const context = { ...as('acme'), customerId };
      const number = { number: piesPartNumber(1), make: '', limit: 5 };
      const page = { pageSize: 10, pageToken: '', ownOnly: true };
      const answers = [
        [(await catalog.getPart({ partId }, context)).part],
        (await catalog.batchGetParts({ partIds: [partId] }, context)).parts,
        (await catalog.listParts(ListPartsRequest.fromPartial(page), context)).parts,
        (await catalog.lookupNumber(number, context)).matches.map(({ part }) => part),
      ];
      return answers.map((parts) => {
        const part = parts.find((each) => each?.partId === partId);
        expect(part?.details?.packages).toHaveLength(1);
        return part?.private?.prices.length ?? 0;
      });
    };
    for (const prices of await seen('')) expect(prices).toBeGreaterThan(0);
    expect(await seen('garage-7')).toEqual([0, 0, 0, 0]);
  });

  it('parts are the items again that they came in as', async () => {
    const original = file({ items: 12, version: '8.0' });
    await opened.importPies('acme', original, { 'autocare.brand:ZZZQ': BRAND });
    const parts = await Promise.all(
      Array.from({ length: 12 }, (_, at) => partOf('acme', piesPartNumber(at + 1))),
    );
    const items = parts.flatMap((part) => (part === undefined ? [] : [itemOfPart(part)]));
    const read: PiesItem[] = [];
    // What the price sheet says of a price, the price says itself.
    for await (const { records } of readPies(pieces(original)))
      for (const record of records)
        if (record.kind === 'item')
          read.push({
            ...record.item,
            prices: record.item.prices.map((price) => ({ ...price, effectiveDate: '2025-01-01' })),
          });
    expect(await written(items)).toBe(await written(read));
  });

  it('an item that is deleted is withdrawn; another version of the file means the same parts', async () => {
    await opened.importPies('acme', file({ items: 6 }));
    const job = await opened.importPies('acme', file({ items: 6, deletedEach: 3 }));
    expect(job).toMatchObject({ deleted: 2, failed: 0 });
    const later = await opened.importPies('acme', file({ items: 6, version: '8.0' }), {
      'autocare.brand:ZZZQ': BRAND,
    });
    expect(later).toMatchObject({ created: 2, updated: 4, failed: 0 });
  });

  it('prices and notes that aren’t for customers are seen by the publisher alone, also in events', async () => {
    const secrets = file({ items: 1 })
      .replace(/<Price UOM="PE">[^<]*</, '<Price UOM="PE">77.31<')
      .replace(
        '<PartInterchange MaintenanceType="A"',
        '<PartInterchange MaintenanceType="A" InternalNotes="CANARY"',
      )
      .replace('<PartNumber>NF', '<Odd>CANARY</Odd><PartNumber>NF');
    await opened.importPies('acme', secrets, { visibility: 'public' });
    const own = await partOf('acme', piesPartNumber(1));
    expect(own?.private?.prices[0]).toMatchObject({ amount: 7731, price: { value: '77.31', unit: 'PE' } });
    expect(JSON.stringify(own).match(/CANARY/g)).toHaveLength(2);
    const partId = own?.partId ?? '';
    const other = as('other');
    const request = { number: piesPartNumber(1), make: '', limit: 5 };
    const shown = [
      await opened.catalog.getPart({ partId }, other),
      await opened.catalog.batchGetParts({ partIds: [partId] }, other),
      await opened.catalog.listParts({ pageSize: 10, pageToken: '', ownOnly: false }, other),
      await opened.catalog.lookupNumber(request, other),
      await opened.catalog.lookupNumber({ ...request, number: 'C11' }, other),
      await firstEvent(),
    ];
    for (const each of shown) {
      expect(JSON.stringify(each)).toContain('Filter 1, spin-on');
      expect(JSON.stringify(each)).not.toMatch(/CANARY|77\.31|7731/);
    }
  });

  it('each broken item is refused with all that is wrong with it', async () => {
    const broken = file({ items: 3 })
      .replace(/UOM="EA">1<\/ItemQuantitySize>/, 'UOM="EA">one</ItemQuantitySize>')
      .replace(/<Price UOM="PE">[^<]*</, '<Price UOM="PE">cheap<');
    const job = await opened.importPies('acme', broken);
    expect(job).toMatchObject({ rows: 3, created: 2, failed: 1 });
    expect(
      (await opened.errorsOf('acme', job)).map(({ row, column, code, value }) => [row, column, code, value]),
    ).toEqual([
      [1, 'ItemQuantitySize', 'malformed', 'one'],
      [1, 'Prices/Pricing/Price', 'malformed', 'cheap'],
    ]);
  });

  it('a check digit that is wrong refuses the item, as it does a row', async () => {
    const wrong = file({ items: 1 }).replaceAll(
      /\d(?=<\/ItemLevelGTIN>)/g,
      (digit) => `${(Number(digit) + 1) % 10}`,
    );
    const job = await opened.importPies('acme', wrong);
    expect((await opened.errorsOf('acme', job)).map(({ column, code }) => [column, code])).toEqual([
      ['gtin', 'gtin-check-digit'],
    ]);
  });

  async function firstEvent() {
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof readEnvelope>>();
    await using log = openSqliteEventLog({ file: join(opened.config.dataDir, 'event-log.sqlite') });
    await using _ = await log.subscribe({
      topics: [TOPICS.catalogPart],
      group: 'test',
      handler: (records) => {
        for (const { value } of records) resolve(readEnvelope(value));
      },
    });
    return PartSaved.decode((await promise).payload).part;
  }
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function written(items: readonly PiesItem[]): Promise<string> {
  const header = { ...plainHeader(), version: '8.0' };
  const records: PiesRecord[] = [
    { kind: 'header', header },
    ...items.map((item, at): PiesRecord => ({ kind: 'item', number: at + 1, item })),
  ];
  let text = '';
  for await (const piece of piesWriter({ version: '8.0', transactionDate: '2026-01-02' }).write(records))
    text += piece;
  return text;
}
