import { expect, it } from 'vitest';
import { fileOf, itemsOf, readAll, writeAll } from './pies.fixture.ts';

const item = (content: string) => `<Item MaintenanceType="A"><PartNumber>A1</PartNumber>${content}</Item>`;
const attributes = (...forms: string[]) =>
  `<ProductAttributes>${forms
    .map((form) => `<ProductAttribute MaintenanceType="A" AttributeID="7"${form}>x</ProductAttribute>`)
    .join('')}</ProductAttributes>`;

async function toldOf(content: string, version: '7.2' | '8.0' = '7.2') {
  const records = await readAll(fileOf(item(content), { version }));
  const { text, losses } = await writeAll(records, version);
  return { text, told: losses.map(({ code, element, count }) => `${code} ${element} ${count}`) };
}

it('whether an attribute is of the PAdb is Y or N, however a sender has written it', async () => {
  const forms = ['Y', 'y', 'Yes', 'true', '1', 'N', 'no', 'FALSE', '0'];
  const content = attributes(...forms.map((form) => ` PADBAttribute="${form}"`));
  const [read] = itemsOf(await readAll(fileOf(item(content))));
  expect(read?.attributes.map(({ padb }) => padb)).toEqual([...'YYYYYNNNN']);
  const { text, told } = await toldOf(content);
  expect(text.match(/PADBAttribute="\w"/g)).toHaveLength(9);
  expect(told).toEqual([]);
});

it('is told where a file doesn’t say it, or in a way that nobody reads', async () => {
  const { text, told } = await toldOf(attributes('', ' PADBAttribute="perhaps"'));
  expect(text).toContain('PADBAttribute="perhaps"');
  expect(told).toEqual([
    'not-standard ProductAttributes/ProductAttribute/PADBAttribute 1',
    'required-missing ProductAttributes/ProductAttribute/PADBAttribute 1',
  ]);
});

const SIZES = ['Height', 'Width', 'Length'];
const dimensions = (value: string, ...kinds: string[]) =>
  `<Dimensions UOM="CM">${kinds.flatMap((kind) => SIZES.map((side) => `<${kind}${side}>${value}</${kind}${side}>`)).join('')}</Dimensions>`;
const pack = (content: string) =>
  `<Packages><Package MaintenanceType="A"><PackageUOM>EA</PackageUOM><QuantityofEaches>1</QuantityofEaches>${content}</Package></Packages>`;

it.each(['7.2', '8.0'] as const)('sizes of 0 are written as they are, and told: %s', async (version) => {
  const weights = '<Weights UOM="KG"><Weight>0.00</Weight></Weights><StackingFactor>0</StackingFactor>';
  const content = `<ItemQuantitySize UOM="EA">0</ItemQuantitySize>${pack(
    dimensions('0', 'Merchandising', 'Shipping') + weights,
  )}`;
  const { text, told } = await toldOf(content, version);
  expect(text).toContain('<Weight>0.00</Weight>');
  expect(told).toEqual([
    'not-standard ItemQuantitySize 1',
    ...SIZES.toSorted().map((side) => `not-standard Packages/Package/Dimensions/Merchandising${side} 1`),
    ...SIZES.toSorted().map((side) => `not-standard Packages/Package/Dimensions/Shipping${side} 1`),
    'not-standard Packages/Package/StackingFactor 1',
    'not-standard Packages/Package/Weights/Weight 1',
  ]);
});

it('dimensions of which some are missing are told', async () => {
  const { told } = await toldOf(pack(dimensions('12.5', 'Shipping')));
  expect(told).toEqual(
    SIZES.toSorted().map((side) => `required-missing Packages/Package/Dimensions/Merchandising${side} 1`),
  );
});

it('whole numbers are read as spreadsheets write them, too', async () => {
  const content = `<PartTerminologyID>5340.0</PartTerminologyID>${pack('<StackingFactor>12.</StackingFactor>')}`;
  const [read] = itemsOf(await readAll(fileOf(item(content))));
  expect([read?.partTerminologyId, read?.packages[0]?.stackingFactor]).toEqual(['5340', '12']);
});

it('each item is written by the version that it came in, where a file says it', async () => {
  const REM =
    '<ExtendedInformation><ExtendedProductInformation MaintenanceType="A" EXPICode="REM">Y</ExtendedProductInformation></ExtendedInformation>';
  const records = await readAll(fileOf(item(`${REM}<Strange>x</Strange>`)));
  const of = (version: string) => records.map((each) => (each.kind === 'item' ? { ...each, version } : each));
  const old = await writeAll(of('6.5'), '7.2');
  expect(old.text).toContain('EXPICode="PRC">REM<');
  expect(old.losses.map(({ code, element }) => `${code} ${element}`)).toEqual([
    'converted ExtendedInformation/ExtendedProductInformation[REM]',
    'unknown-element Strange',
  ]);
  const same = await writeAll(of('7.2'), '7.2');
  expect(same.text).toContain('<Strange>x</Strange>');
  expect(same.losses).toEqual([]);
});
