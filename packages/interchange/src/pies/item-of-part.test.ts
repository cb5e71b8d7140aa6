import { expect, it } from 'vitest';
import { itemOfPart } from './item-of-part.ts';
import { fileOf, itemsOf, readAll, writeAll } from './pies.fixture.ts';

const PACK = '<Package MaintenanceType="A"><PackageUOM>EA</PackageUOM></Package>';
const BOX = { name: 'PackagingItem', attributes: [], text: 'Box', elements: [] };

/** What is stored of a part that came in while packaging was taken to be of the item. */
async function storedThen(packages: string) {
  const text = `<Item MaintenanceType="A" odd="1"><PartNumber>A1</PartNumber>${packages}</Item>`;
  const records = await readAll(fileOf(text, { version: '8.0' }));
  const [item] = itemsOf(records);
  const details = { ...item, packagingItems: [BOX], format: 'pies:8.0' };
  const names = { brand: 'Ketto', nameEn: '', nameZh: '', description: '', partTypeRef: '' };
  return { records, part: { ...names, partNumber: 'A1', gtin: '', details, private: undefined } };
}

it.each([
  ['no package', ''],
  ['one', `<Packages>${PACK}</Packages>`],
  ['several', `<Packages>${PACK}${PACK}</Packages>`],
])('packaging that is stored of the item itself is written, or told to be lost: %s', async (_, packages) => {
  const { records, part } = await storedThen(packages);
  const before = structuredClone(part);
  const item = itemOfPart(part);
  const feed = records.map((each) => (each.kind === 'item' ? { ...each, item } : each));
  const written = await writeAll(feed, '8.0');
  expect(written.text).toContain('<PackagingItem>Box</PackagingItem>');
  expect(written.text).toContain(' odd="1"');
  expect(written.losses).toEqual([]);
  const older = await writeAll(feed, '7.2');
  expect(older.text).not.toContain('Box');
  expect(older.losses).toContainEqual({
    ...{ code: 'unknown-element', element: 'PackagingItems', count: 1, partNumbers: ['A1'] },
  });
  // Read and stored anew it is the same.
  expect(itemsOf(await readAll(written.text))[0]?.others).toEqual(item.others);
  expect(part).toEqual(before);
});
