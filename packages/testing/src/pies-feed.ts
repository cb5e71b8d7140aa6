import { Chance } from './demo-catalogue/random.ts';

export type GeneratedPiesVersion = '6.5' | '6.7' | '7.0' | '7.1' | '7.2' | '8.0';

export interface PiesFeedOptions {
  items: number;
  version?: GeneratedPiesVersion;
  /** The same seed gives the same file. */
  seed?: number;
  /** Of each so many items one is deleted, by its maintenance type. Default none. */
  deletedEach?: number;
  /** `FULL` unless given. */
  submission?: 'FULL' | 'UPDATE';
}

const BRAND = { id: 'ZZZQ', label: 'Northlight Filters' };
const TERMINOLOGIES = [5340, 6192, 1684, 3800, 4472];
const COMPETITORS = ['ZZZA:Alder', 'ZZZB:Birch & Co', 'ZZZC:Cedar', 'ZZZD:Dogwood'];

/**
 * A PIES file of made-up parts in pieces, with most segments that the version has. Brands, ids, numbers, texts and prices are
 * invented.
 */
export function* piesFeed({
  items,
  version = '7.2',
  seed = 1,
  deletedEach = 0,
  submission = 'FULL',
}: PiesFeedOptions): Generator<string> {
  const chance = new Chance(seed);
  const dateName = version === '8.0' ? 'PublicationDate' : 'VersionDate';
  yield `<?xml version="1.0" encoding="UTF-8"?>
<PIES xmlns="${version.startsWith('6') ? 'http://www.aftermarket.org' : 'http://www.autocare.org'}">
  <Header>
    <PIESVersion>${version}</PIESVersion>
    <SubmissionType>${submission}</SubmissionType>
    <BlanketEffectiveDate>2025-01-01</BlanketEffectiveDate>
    <CurrencyCode>USD</CurrencyCode>
    <LanguageCode>EN</LanguageCode>
    <TechnicalContact>Catalogue desk</TechnicalContact>
    <ContactEmail>catalogue@example.com</ContactEmail>
    <PCdb${dateName}>2025-01-31</PCdb${dateName}>
    <PAdb${dateName}>2025-01-31</PAdb${dateName}>
  </Header>
  <PriceSheets>
    <PriceSheet MaintenanceType="A">
      <PriceSheetNumber>2025-1</PriceSheetNumber>
      <CurrencyCode>USD</CurrencyCode>
      <EffectiveDate>2025-01-01</EffectiveDate>
    </PriceSheet>
  </PriceSheets>
  <Items>
`;
  for (let at = 1; at <= items; at += 1)
    yield itemXml(at, version, chance, deletedEach > 0 && at % deletedEach === 0 ? 'D' : 'A');
  yield `  </Items>
  <Trailer>
    <ItemCount>${items}</ItemCount>
    <TransactionDate>2025-02-01</TransactionDate>
  </Trailer>
</PIES>
`;
}

/** The part number of the `at`th item, from 1. */
export function piesPartNumber(at: number): string {
  return `NF-${String(100_000 + at)}`;
}

function itemXml(at: number, version: GeneratedPiesVersion, chance: Chance, maintenance: string): string {
  const partNumber = piesPartNumber(at);
  const brandId = version === '8.0' ? 'BrandID' : 'BrandAAIAID';
  if (maintenance === 'D')
    return `    <Item MaintenanceType="D">
      <PartNumber>${partNumber}</PartNumber>
      <${brandId}>${BRAND.id}</${brandId}>
    </Item>
`;
  const gtin = gtin14(chance.below(1_000_000_000));
  return `    <Item MaintenanceType="A">
      <HazardousMaterialCode>N</HazardousMaterialCode>
      <ItemLevelGTIN GTINQualifier="UP">${gtin}</ItemLevelGTIN>
      <PartNumber>${partNumber}</PartNumber>
      <${brandId}>${BRAND.id}</${brandId}>
${version === '8.0' ? '' : `      <BrandLabel>${BRAND.label}</BrandLabel>\n`}      <ACESApplications>Y</ACESApplications>
      <ItemQuantitySize UOM="EA">1</ItemQuantitySize>
      <QuantityPerApplication Qualifier="NOR" UOM="EA">${1 + chance.below(4)}</QuantityPerApplication>
      <ItemEffectiveDate>2024-0${1 + chance.below(9)}-15</ItemEffectiveDate>
      <MinimumOrderQuantity UOM="EA">${1 + chance.below(12)}</MinimumOrderQuantity>
      <PartTerminologyID>${TERMINOLOGIES[chance.below(TERMINOLOGIES.length)] ?? 5340}</PartTerminologyID>
      <Descriptions>
        <Description MaintenanceType="A" DescriptionCode="DES" LanguageCode="EN">Filter ${at}, spin-on</Description>
        <Description MaintenanceType="A" DescriptionCode="SHO" LanguageCode="EN">Filter ${at}</Description>
        <Description MaintenanceType="A" DescriptionCode="DES" LanguageCode="ZH">滤清器 ${at}</Description>
        <Description MaintenanceType="A" DescriptionCode="MKT" LanguageCode="EN" Sequence="1">Holds back dirt &amp; water for ${10 + chance.below(20)} months.</Description>
      </Descriptions>
      <Prices>
        <Pricing MaintenanceType="A" PriceType="JBR">
          <PriceSheetNumber>2025-1</PriceSheetNumber>
          <CurrencyCode>USD</CurrencyCode>
          <Price UOM="PE">${5 + chance.below(90)}.${String(chance.below(100)).padStart(2, '0')}</Price>
        </Pricing>
      </Prices>
      <ExtendedInformation>
        <ExtendedProductInformation MaintenanceType="A" EXPICode="CTO">US</ExtendedProductInformation>
        <ExtendedProductInformation MaintenanceType="A" EXPICode="LIS">2</ExtendedProductInformation>
      </ExtendedInformation>
      <ProductAttributes>
        <ProductAttribute MaintenanceType="A" AttributeID="${1000 + chance.below(50)}" PADBAttribute="Y" AttributeUOM="MM">${60 + chance.below(60)}</ProductAttribute>
        <ProductAttribute MaintenanceType="A" AttributeID="Thread" PADBAttribute="N">M20x1.5</ProductAttribute>
      </ProductAttributes>
      <Packages>
        <Package MaintenanceType="A">
          <PackageLevelGTIN>${gtin}</PackageLevelGTIN>
          <PackageUOM>EA</PackageUOM>
          <QuantityofEaches>1</QuantityofEaches>
${dimensions(version, chance)}          <Weights UOM="PG">
            <Weight>${chance.below(5)}.${1 + chance.below(9)}</Weight>
          </Weights>
        </Package>
      </Packages>
${interchange(version, at, chance)}      <DigitalAssets>
        <DigitalFileInformation MaintenanceType="A" LanguageCode="EN">
          <FileName>${partNumber}_P04.jpg</FileName>
          <AssetType>P04</AssetType>
          <FileType>JPG</FileType>
${version === '8.0' ? `          <FileHash>${hex(chance)}</FileHash>\n` : ''}          <URI>https://media.example.com/${partNumber}_P04.jpg</URI>
        </DigitalFileInformation>
      </DigitalAssets>
    </Item>
`;
}

function dimensions(version: GeneratedPiesVersion, chance: Chance): string {
  const [height, width, length] = [1, 2, 3].map(() => `${1 + chance.below(9)}.${1 + chance.below(9)}`);
  const kinds = version === '6.5' ? [''] : ['Merchandising', 'Shipping'];
  const lines = kinds.flatMap((kind) => [
    `            <${kind}Height>${height}</${kind}Height>`,
    `            <${kind}Width>${width}</${kind}Width>`,
    `            <${kind}Length>${length}</${kind}Length>`,
  ]);
  return `          <Dimensions UOM="IN">\n${lines.join('\n')}\n          </Dimensions>\n`;
}

function interchange(version: GeneratedPiesVersion, at: number, chance: Chance): string {
  const rows = [1, 2].map((step) => {
    const [id = '', label = ''] = (COMPETITORS[chance.below(COMPETITORS.length)] ?? '').split(':');
    const name = label.replace('&', '&amp;');
    const number = `C${step}${at}`;
    if (version === '6.5')
      return `        <PartInterchange MaintenanceType="A">
          <BrandAAIAID>${id}</BrandAAIAID>
          <BrandLabel>${name}</BrandLabel>
          <PartNumber>${number}</PartNumber>
        </PartInterchange>`;
    const brand = version === '8.0' ? `BrandID="${id}"` : `BrandAAIAID="${id}" BrandLabel="${name}"`;
    return `        <PartInterchange MaintenanceType="A" ${brand}>
          <PartNumber>${number}</PartNumber>
        </PartInterchange>`;
  });
  return `      <PartInterchangeInfo>\n${rows.join('\n')}\n      </PartInterchangeInfo>\n`;
}

function hex(chance: Chance): string {
  return Array.from({ length: 32 }, () => chance.below(16).toString(16)).join('');
}

/** Fourteen digits with their check digit: GS1 General Specifications, 7.9.1. */
function gtin14(number: number): string {
  const digits = String(number).padStart(13, '0');
  let sum = 0;
  for (let at = 0; at < 13; at += 1) sum += Number(digits[at]) * (at % 2 === 0 ? 3 : 1);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
