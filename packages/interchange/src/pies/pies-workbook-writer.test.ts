import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_ITEM, bytesOf, fileOf, itemsOf, readAll, writeAll } from './pies.fixture.ts';
import type { PiesRecord } from './pies-feed.ts';
import type { PiesItem } from './pies-item.ts';
import { piesWorkbookWriter } from './pies-workbook-writer.ts';
import { plainHeader } from './pies-writer.ts';
import { readPiesWorkbook } from './read-pies-workbook.ts';

async function* each(items: readonly PiesItem[]) {
  yield* items;
}

async function workbookOf(items: readonly PiesItem[]) {
  const writer = piesWorkbookWriter({ modified: new Date('2026-01-02T03:04:06Z') });
  const pieces: Uint8Array[] = [];
  const header = { ...plainHeader(), version: '7.2', currency: 'USD', technicalContact: 'A & B' };
  for await (const piece of writer.write(header, each(items))) pieces.push(piece);
  return { file: Buffer.concat(pieces), losses: writer.losses() };
}

async function read(file: Uint8Array): Promise<PiesRecord[]> {
  const all: PiesRecord[] = [];
  for await (const { records } of readPiesWorkbook(bytesOf(file, 4_000))) all.push(...records);
  return all;
}

/** As a file of 7.2 has them: without what XML can't hold. */
async function asWritten(items: readonly PiesItem[]): Promise<PiesItem[]> {
  const records = items.map((item, at): PiesRecord => ({ kind: 'item', number: at + 1, item }));
  const header: PiesRecord = { kind: 'header', header: { ...plainHeader(), version: '7.2' } };
  return itemsOf(await readAll((await writeAll([header, ...records], '7.2')).text));
}

const unplaced = (items: readonly PiesItem[]) => items.map((item) => ({ ...item, line: 0 }));

const ITEMS = `<Item MaintenanceType="A"><HazardousMaterialCode>N</HazardousMaterialCode><ItemLevelGTIN GTINQualifier="UP">00012345678905</ItemLevelGTIN>
<PartNumber>A-1</PartNumber><BrandAAIAID>ZZZQ</BrandAAIAID><BrandLabel>Northlight</BrandLabel><ItemQuantitySize UOM="EA">2</ItemQuantitySize>
<QuantityPerApplication Qualifier="NOR" UOM="EA">1</QuantityPerApplication><ManufacturerProductCodes><Group>G7</Group></ManufacturerProductCodes>
<PartTerminologyID>5340</PartTerminologyID>
<Descriptions><Description MaintenanceType="A" DescriptionCode="DES" LanguageCode="EN">=1+1 &amp; more
lines</Description><Description MaintenanceType="A" DescriptionCode="DES" LanguageCode="ZH">滤清器 _x0041_</Description></Descriptions>
<Packages><Package MaintenanceType="A"><PackageUOM>EA</PackageUOM><QuantityofEaches>1</QuantityofEaches><Dimensions UOM="IN"><ShippingHeight>3.1</ShippingHeight></Dimensions><Weights UOM="PG"><Weight>0.4</Weight></Weights></Package></Packages>
<Kits><KitComponent MaintenanceType="A"><ComponentPartNumber>K 1</ComponentPartNumber><QuantityInKit UOM="EA">2</QuantityInKit><SoldSeparately>Y</SoldSeparately></KitComponent></Kits>
<PartInterchangeInfo><PartInterchange MaintenanceType="A" BrandAAIAID="ZZZA" BrandLabel="Alder"><PartNumber InterchangeNotes="With seal">X 9</PartNumber></PartInterchange></PartInterchangeInfo>
<DigitalAssets><DigitalFileInformation MaintenanceType="A" LanguageCode="EN"><FileName>a1.jpg</FileName><AssetType>P04</AssetType></DigitalFileInformation></DigitalAssets></Item>
<Item MaintenanceType="A"><PartNumber>B-2</PartNumber><BrandAAIAID>ZZZQ</BrandAAIAID></Item>`;

describe('a workbook of PIES', () => {
  it('lets its taker have turns while rows are gathered, and ends with them', async () => {
    const [item] = itemsOf(await readAll(fileOf(ITEMS))) as [PiesItem];
    let given = 0;
    let ended = false;
    async function* endless() {
      try {
        for (; given < 10_000; given += 1) yield { ...item, partNumber: `A-${given}` };
      } finally {
        ended = true;
      }
    }
    const writer = piesWorkbookWriter({ modified: new Date('2026-01-02T03:04:06Z') });
    const turns: number[] = [];
    for await (const piece of writer.write({ ...plainHeader(), version: '7.2' }, endless())) {
      expect(piece).toHaveLength(0);
      turns.push(given);
      if (turns.length === 3) break;
    }
    expect(turns.every((count, turn) => count > 0 && count <= (turn + 1) * 250)).toBe(true);
    expect(ended).toBe(true);
  });

  it('says the same as the file that it was made of', async () => {
    const items = itemsOf(await readAll(fileOf(ITEMS)));
    const { file, losses } = await workbookOf(items);
    expect(losses).toEqual([]);
    const records = await read(file);
    expect(unplaced(itemsOf(records))).toEqual(unplaced(items));
    expect(records[0]).toMatchObject({
      kind: 'header',
      header: { version: '7.2', submission: 'FULL', currency: 'USD', technicalContact: 'A & B' },
    });
    expect(records.filter(({ kind }) => kind === 'note' || kind === 'broken-item')).toEqual([]);
    expect((await workbookOf(items)).file).toEqual(file);
  });

  it('has a row for each number of an interchange, and tells what a row has no room for', async () => {
    const numbers = '<PartNumber>X 9</PartNumber><PartNumber UOM="EA">X 10</PartNumber>';
    const items = itemsOf(
      await readAll(
        fileOf(
          `<Item><PartNumber>A-1</PartNumber><Packages><Package Odd="1"><PackageUOM>EA</PackageUOM><HazardousMaterial><ShippingScope>I</ShippingScope></HazardousMaterial><HazardousMaterial><ShippingScope>D</ShippingScope></HazardousMaterial></Package></Packages>
<PartInterchangeInfo><PartInterchange BrandLabel="Alder">${numbers}</PartInterchange></PartInterchangeInfo></Item>`,
        ),
      ),
    );
    const { file, losses } = await workbookOf(items);
    const [item] = itemsOf(await read(file));
    expect(
      item?.interchange.map(({ brandLabel, numbers: of }) => [brandLabel, of.map((one) => one.partNumber)]),
    ).toEqual([
      ['Alder', ['X 9']],
      ['Alder', ['X 10']],
    ]);
    expect(item?.packages[0]?.hazardousMaterials.map(({ shippingScope }) => shippingScope)).toEqual(['I']);
    expect(losses.map(({ code, element, partNumbers }) => [code, element, partNumbers])).toEqual([
      ['not-in-version', 'Packages/Package/HazardousMaterial: several', ['A-1']],
      ['not-in-version', 'Packages/Package: unknown elements', ['A-1']],
    ]);
  });

  it('of no items has its header alone', async () => {
    const { file } = await workbookOf([]);
    await expect(read(file)).rejects.toThrow(/no sheet 'Items'/);
  });

  it('of any items has all that isn’t in the report', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ANY_ITEM, { minLength: 1, maxLength: 3 }), async (drawn) => {
        const named = drawn.map((item, at) => ({ ...item, partNumber: `P-${at}` }));
        const items = await asWritten(named);
        const { file, losses } = await workbookOf(items);
        const records = await read(file);
        const back = itemsOf(records);
        expect(records.filter(({ kind }) => kind === 'broken-item')).toEqual([]);
        for (const [at, item] of items.entries()) {
          const found = leaves(back[at]);
          const missing = leaves(item).filter((value) => !found.includes(value));
          expect(missing.length === 0 || losses.length > 0, missing.join()).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  }, 180_000);
});

/** All texts of an item. */
function leaves(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === 'name' ? [] : leaves(each)));
}
