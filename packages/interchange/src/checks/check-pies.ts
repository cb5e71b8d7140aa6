import { type PiesItem, readPies } from '../pies/index.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import type { CheckedFile } from './check-aces.ts';
import { type CheckedItem, createPartsCheck } from './parts-check.ts';

/** Checks a file of PIES of any version: its items' numbers, GTINs and units, and what the reader finds. */
export async function checkPies(
  source: AsyncIterable<Uint8Array>,
  options: {
    maxFindings?: number | undefined;
    progress?: ((bytes: number, items: number) => void) | undefined;
  } = {},
): Promise<CheckedFile> {
  using check = createPartsCheck(options);
  let broken: UnreadableFile | undefined;
  let items = 0;
  try {
    for await (const { records, bytesRead } of readPies(source)) {
      for (const record of records) {
        if (record.kind === 'item') check.add(checkedItemOf(record.item));
        if (record.kind === 'item' || record.kind === 'broken-item') items = record.number;
        if (record.kind === 'broken-item')
          for (const { line, element, message } of record.faults)
            check.fault('record-unreadable', { record: record.partNumber, line }, `${element}: ${message}`);
        if (record.kind === 'trailer' && Number(record.trailer.itemCount) !== record.itemsRead) {
          const message = `The trailer says '${record.trailer.itemCount.slice(0, 40)}' items; the file has ${record.itemsRead}.`;
          check.fault('footer-count', { record: '', line: 0 }, message);
        }
        if (record.kind === 'note' && record.code === 'unknown-element')
          check.fault(
            'element-unknown',
            { record: '', line: 0 },
            `No version has '${record.value.slice(0, 80)}'.`,
          );
      }
      options.progress?.(bytesRead, items);
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    broken = error;
    check.fault('file-broken', { record: '', line: error.line }, error.message);
  }
  return { report: check.finish(), broken };
}

function checkedItemOf(item: PiesItem): CheckedItem {
  const measures: { where: string; value: string; unit: string }[] = [];
  const add = (where: string, measure: { value: string; unit: string } | undefined) => {
    if (measure !== undefined) measures.push({ where, value: measure.value, unit: measure.unit });
  };
  add('Quantity size', item.quantitySize);
  add('Quantity per application', item.quantityPerApplication);
  add('Minimum order', item.minimumOrder);
  for (const { price } of item.prices) add('Price', price);
  const gtins = [{ where: 'GTIN of the item', value: item.gtin }];
  for (const { gtin, weights, dimensions, innerQuantity } of item.packages) {
    gtins.push({ where: 'GTIN of a package', value: gtin });
    add('Inner quantity', innerQuantity);
    if (weights !== undefined) add('Weight', { value: weights.weight, unit: weights.unit });
    if (dimensions === undefined) continue;
    const { unit, height, merchandisingHeight, shippingHeight } = dimensions;
    add('Height', { value: shippingHeight || merchandisingHeight || height, unit });
  }
  return {
    line: item.line,
    brand: item.subBrandId === '' ? item.brandId : `${item.brandId}/${item.subBrandId}`,
    number: item.partNumber,
    partType: item.partTerminologyId,
    gtins: gtins.filter(({ value }) => value !== ''),
    measures,
    // PIES has no element for what replaces a part.
    replacedBy: [],
  };
}
