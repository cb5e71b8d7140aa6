import { expect, it } from 'vitest';
import { fileOf, itemsOf, readAll, writeAll } from './pies.fixture.ts';

/** As the published schema of 8.0 (revision 3) names and orders its elements. */
const ITEM = `<Item MaintenanceType="A">
<PartNumber>HB-7</PartNumber>
<BrandID>ZZZQ</BrandID>
<SubBrandID>ZZZR</SubBrandID>
<ACESApplications>Y</ACESApplications>
<ProductCategoryCode>123456</ProductCategoryCode>
<PartTerminologyID>6832</PartTerminologyID>
<Packages><Package MaintenanceType="A">
<PackageUOM>EA</PackageUOM>
<MultiPackageNumber MultiPackageTotal="2">1</MultiPackageNumber>
<QuantityofEaches>1</QuantityofEaches>
<StackingFactor>3</StackingFactor>
<PackagingItems><PackagingItem MaintenanceType="A" LanguageCode="EN"><PackagingItemLevel>1</PackagingItemLevel><PackagingItemDimensions UOM="MM"><PackagingItemHeight>5</PackagingItemHeight></PackagingItemDimensions></PackagingItem></PackagingItems>
<HazardousMaterial MaintenanceType="A"><ShippingScope>INT</ShippingScope></HazardousMaterial>
</Package></Packages>
<Kits><KitComponent MaintenanceType="A">
<ComponentPartNumber>HB-8</ComponentPartNumber>
<ComponentBrandID>ZZZQ</ComponentBrandID>
<ComponentSubBrandID>ZZZR</ComponentSubBrandID>
<QuantityInKit UOM="EA">1</QuantityInKit>
<SoldSeparately>Y</SoldSeparately>
</KitComponent></Kits>
<PartInterchangeInfo><PartInterchange MaintenanceType="A" BrandID="ZZZA" SubBrandID="ZZZB"><PartNumber>C-1</PartNumber></PartInterchange></PartInterchangeInfo>
<DigitalAssets FileHashType="MD5">
<DigitalFileInformation MaintenanceType="A"><FileName>a.jpg</FileName><AssetType>P04</AssetType><FileHash>0f</FileHash><AssetSequence>1</AssetSequence><Country>US</Country></DigitalFileInformation>
<DigitalFileInformation MaintenanceType="A"><FileName>b.jpg</FileName><AssetType>P05</AssetType></DigitalFileInformation>
</DigitalAssets>
</Item>`;
const HEADER =
  '<ParentID>ZZZP</ParentID><PCdbPublicationDate>2026-01-30</PCdbPublicationDate><PAdbPublicationDate>2026-01-31</PAdbPublicationDate>';

const file = fileOf(ITEM, { version: '8.0', header: HEADER });
/** What a file holds, its lines and blanks apart. */
const bare = (text: string) => text.replace(/>\s+</g, '><');

it('8.0 is read by its own names', async () => {
  const records = await readAll(file);
  expect(records[0]).toMatchObject({
    header: { parentBrandId: 'ZZZP', pcdbDate: '2026-01-30', padbDate: '2026-01-31', others: undefined },
  });
  expect(records.filter((each) => each.kind === 'note' && each.code !== 'encoding')).toEqual([]);
  expect(itemsOf(records)).toMatchObject([
    {
      ...{ brandId: 'ZZZQ', subBrandId: 'ZZZR', categoryCode: '123456', others: undefined },
      packages: [{ multiPackageNumber: '1', multiPackageTotal: '2', others: undefined }],
      kit: [{ brandId: 'ZZZQ', subBrandId: 'ZZZR', others: undefined }],
      interchange: [{ brandId: 'ZZZA', subBrandId: 'ZZZB', others: undefined }],
      assets: [
        { fileHash: '0f', fileHashType: 'MD5', sequence: '1', others: undefined },
        { fileHashType: 'MD5', others: undefined },
      ],
    },
  ]);
});

it('8.0 is written by its own names, in the order of its schema', async () => {
  const { text, losses } = await writeAll(await readAll(file), '8.0');
  expect(losses).toEqual([]);
  expect(bare(text)).toContain(bare(ITEM));
  expect(bare(text)).toContain(HEADER);
});

it('7.2 names them its way, and lacks what is new', async () => {
  const { text, losses } = await writeAll(await readAll(file), '7.2');
  for (const named of [
    '<BrandAAIAID>ZZZQ</BrandAAIAID>',
    '<SubBrandAAIAID>ZZZR</SubBrandAAIAID>',
    '<AAIAProductCategoryCode>123456</AAIAProductCategoryCode>',
    '<ComponentBrand>ZZZQ</ComponentBrand>',
    ' BrandAAIAID="ZZZA" SubBrandAAIAID="ZZZB"',
    '<ParentAAIAID>ZZZP</ParentAAIAID>',
    '<PCdbVersionDate>2026-01-30</PCdbVersionDate>',
  ])
    expect(text).toContain(named);
  expect(losses.map(({ code, element }) => `${code} ${element}`).sort()).toEqual([
    'not-in-version DigitalAssets/DigitalFileInformation/AssetSequence',
    'not-in-version DigitalAssets/DigitalFileInformation/FileHash',
    'not-in-version DigitalAssets/DigitalFileInformation/FileHashType',
    'not-in-version Packages/Package/MultiPackageNumber',
    'not-in-version Packages/Package/PackagingItems',
  ]);
  // And back: nothing but that is missing.
  const { text: again } = await writeAll(await readAll(text), '8.0');
  expect(again).toContain('<BrandID>ZZZQ</BrandID>');
});

it('what 8.0 wants of each item and another version does not is told', async () => {
  const records = await readAll(fileOf('<Item MaintenanceType="A"><PartNumber>A1</PartNumber></Item>'));
  const { losses } = await writeAll(records, '8.0');
  expect(losses.map(({ code, element }) => `${code} ${element}`)).toEqual([
    'required-missing ACESApplications',
    'required-missing PartTerminologyID',
  ]);
});

const asset = (name: string, attributes: string, hash: string) =>
  `<DigitalFileInformation MaintenanceType="A"${attributes}><FileName>${name}</FileName>${hash}</DigitalFileInformation>`;
const hashed = (hash: string) => `<FileHash>${hash}</FileHash>`;

it.each([
  ['a hash whose type nobody tells', '', ''],
  ['a hash of another type', ' FileHashType="SHA1"', 'SHA1'],
])('no asset is given the hash type of another: %s', async (_, attributes, given) => {
  const assets = asset('a.jpg', attributes, hashed('1')) + asset('b.jpg', ' FileHashType="MD5"', hashed('2'));
  const item = `<Item MaintenanceType="A"><PartNumber>A1</PartNumber><DigitalAssets>${assets}</DigitalAssets></Item>`;
  const records = await readAll(fileOf(item, { version: '8.0' }));
  expect(itemsOf(records)[0]?.assets.map(({ fileHashType }) => fileHashType)).toEqual([given, 'MD5']);
  const { text, losses } = await writeAll(records, '8.0');
  expect(itemsOf(await readAll(text))[0]?.assets.map(({ fileHashType }) => fileHashType)).toEqual(['', '']);
  expect(losses).toEqual([
    {
      ...{ code: 'not-in-version', element: 'DigitalAssets/DigitalFileInformation/FileHashType' },
      ...{ count: given === '' ? 1 : 2, partNumbers: ['A1'] },
    },
  ]);
});

it('an asset without a hash leaves the type of the others as it is', async () => {
  const assets = asset('a.jpg', '', '') + asset('b.jpg', ' FileHashType="MD5"', hashed('2'));
  const item = `<Item MaintenanceType="A"><PartNumber>A1</PartNumber><DigitalAssets>${assets}</DigitalAssets></Item>`;
  const { text, losses } = await writeAll(await readAll(fileOf(item, { version: '8.0' })), '8.0');
  expect(text).toContain('<DigitalAssets FileHashType="MD5">');
  expect(losses).toEqual([]);
});
