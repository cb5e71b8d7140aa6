/**
 * The elements and attributes of PIES, in the order in which a file has them. Order and names of 7.x from public code that
 * was made from its schema and public samples of 6.5 and 7.2; of 8.0 those of revision 3 of its published schema.
 */
import { ASSET_FIELDS } from './asset-fields.ts';
import {
  attribute,
  child,
  type FieldSpec,
  group,
  list,
  looseMeasure,
  MAINTENANCE,
  measure,
  since8,
  text,
} from './field-spec.ts';
import { PACKAGE_FIELDS } from './package-fields.ts';

const DESCRIPTION_FIELDS: readonly FieldSpec[] = [
  MAINTENANCE,
  attribute('code', 'DescriptionCode'),
  attribute('language', 'LanguageCode'),
  attribute('sequence', 'Sequence'),
  text('text', 'Description'),
];

const PRICE_FIELDS: readonly FieldSpec[] = [
  MAINTENANCE,
  attribute('type', 'PriceType'),
  child('sheetNumber', 'PriceSheetNumber'),
  child('currency', 'CurrencyCode'),
  child('effectiveDate', 'EffectiveDate', { check: 'date' }),
  child('expirationDate', 'ExpirationDate', { check: 'date' }),
  measure('price', 'Price', { positive: true }),
  child('typeDescription', 'PriceTypeDescription'),
  measure('priceBreak', 'PriceBreak'),
  child('multiplier', 'PriceMultiplier', { check: 'decimal', from: '7.1' }),
];

const EXTENDED_FIELDS: readonly FieldSpec[] = [
  MAINTENANCE,
  attribute('code', 'EXPICode'),
  attribute('language', 'LanguageCode'),
  text('value', 'EXPIValue'),
];

const ATTRIBUTE_FIELDS: readonly FieldSpec[] = [
  MAINTENANCE,
  attribute('attributeId', 'AttributeID'),
  attribute('padb', 'PADBAttribute', { check: 'yes-no', required: true }),
  attribute('unit', 'AttributeUOM'),
  attribute('styleId', 'StyleID'),
  attribute('recordNumber', 'RecordNumber'),
  attribute('multiQuantity', 'MultiValueQuantity'),
  attribute('multiSequence', 'MultiValueSequence'),
  attribute('language', 'LanguageCode'),
  text('value', 'AttributeValue'),
];

const KIT_FIELDS: readonly FieldSpec[] = [
  MAINTENANCE,
  child('partNumber', 'ComponentPartNumber', { attributes: [{ key: 'idQualifier', name: 'IDQualifier' }] }),
  child('brandId', 'ComponentBrand', since8('ComponentBrandID')),
  child('brandLabel', 'ComponentBrandLabel', { until: '7.2' }),
  child('subBrandId', 'ComponentSubBrand', since8('ComponentSubBrandID')),
  child('subBrandLabel', 'ComponentSubBrandLabel', { until: '7.2' }),
  child('description', 'Description', {
    attributes: [
      { key: 'descriptionCode', name: 'DescriptionCode' },
      { key: 'descriptionLanguage', name: 'LanguageCode' },
    ],
  }),
  child('partTerminologyId', 'ComponentPartTerminologyID'),
  measure('quantity', 'QuantityInKit'),
  child('sequence', 'SequenceCode'),
  child('soldSeparately', 'SoldSeparately', { from: '7.1' }),
];

const INTERCHANGE_FIELDS: readonly FieldSpec[] = [
  MAINTENANCE,
  attribute('brandId', 'BrandAAIAID', since8('BrandID')),
  attribute('brandLabel', 'BrandLabel', { until: '7.2' }),
  attribute('subBrandId', 'SubBrandAAIAID', since8('SubBrandID')),
  attribute('subBrandLabel', 'SubBrandLabel', { until: '7.2' }),
  attribute('vmrsBrandId', 'VMRSBrandID'),
  attribute('equivalentUnit', 'ItemEquivalentUOM'),
  attribute('qualityGrade', 'QualityGradeLevel'),
  attribute('internalNotes', 'InternalNotes'),
  attribute('language', 'LanguageCode'),
  child('type', 'TypeCode', { until: '6.5' }),
  list('numbers', { name: 'PartNumber' }, [
    attribute('referenceItem', 'ReferenceItem'),
    attribute('quantity', 'InterchangeQuantity', { check: 'decimal' }),
    attribute('unit', 'UOM'),
    attribute('notes', 'InterchangeNotes'),
    text('partNumber', 'CompetitorPartNumber'),
  ]),
];

export const ITEM_FIELDS: readonly FieldSpec[] = [
  MAINTENANCE,
  child('hazardous', 'HazardousMaterialCode'),
  child('baseItemId', 'BaseItemID'),
  child('gtin', 'ItemLevelGTIN', {
    attributes: [{ key: 'gtinQualifier', name: 'GTINQualifier', column: 'GTINQualifier' }],
  }),
  child('partNumber', 'PartNumber'),
  child('brandId', 'BrandAAIAID', since8('BrandID')),
  child('brandLabel', 'BrandLabel', { until: '7.2' }),
  child('subBrandId', 'SubBrandAAIAID', since8('SubBrandID')),
  child('subBrandLabel', 'SubBrandLabel', { until: '7.2' }),
  child('vmrsBrandId', 'VMRSBrandID'),
  child('acesApplications', 'ACESApplications'),
  measure('quantitySize', 'ItemQuantitySize', { positive: true }),
  child('containerType', 'ContainerType'),
  looseMeasure('quantityPerApplication', 'QuantityPerApplication', 'Qualifier'),
  child('effectiveDate', 'ItemEffectiveDate', { check: 'date' }),
  child('availableDate', 'AvailableDate', { check: 'date' }),
  measure('minimumOrder', 'MinimumOrderQuantity'),
  group('productCodes', 'ManufacturerProductCodes', [child('group', 'Group'), child('subGroup', 'SubGroup')]),
  child('categoryCode', 'AAIAProductCategoryCode', since8('ProductCategoryCode')),
  child('unspsc', 'UNSPSC'),
  child('partTerminologyId', 'PartTerminologyID', { check: 'integer' }),
  child('vmrsCode', 'VMRSCode'),
  list('descriptions', { wrapper: 'Descriptions', name: 'Description' }, DESCRIPTION_FIELDS),
  list('prices', { wrapper: 'Prices', name: 'Pricing' }, PRICE_FIELDS),
  list('extended', { wrapper: 'ExtendedInformation', name: 'ExtendedProductInformation' }, EXTENDED_FIELDS),
  list('attributes', { wrapper: 'ProductAttributes', name: 'ProductAttribute' }, ATTRIBUTE_FIELDS),
  list('packages', { wrapper: 'Packages', name: 'Package' }, PACKAGE_FIELDS),
  list('kit', { wrapper: 'Kits', name: 'KitComponent', aliases: ['Kit'] }, KIT_FIELDS),
  list('interchange', { wrapper: 'PartInterchangeInfo', name: 'PartInterchange' }, INTERCHANGE_FIELDS),
  list('assets', { wrapper: 'DigitalAssets', name: 'DigitalFileInformation' }, ASSET_FIELDS),
];

/** Names of all elements that some version has within an item. */
export const PIES_ELEMENTS: ReadonlySet<string> = new Set(namesIn(ITEM_FIELDS));

function namesIn(fields: readonly FieldSpec[]): string[] {
  return fields.flatMap((field) => {
    if (field.kind === 'text' || field.kind === 'attribute') return [];
    if (field.kind === 'group') return [field.name, ...namesIn(field.fields)];
    if (field.kind !== 'list') return [field.name];
    return [field.name, ...(field.wrapper === undefined ? [] : [field.wrapper]), ...namesIn(field.fields)];
  });
}
