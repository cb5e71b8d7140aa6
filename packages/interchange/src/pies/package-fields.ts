import { attribute, child, type FieldSpec, group, list, MAINTENANCE, measure } from './field-spec.ts';

const HAZARDOUS_MATERIAL_FIELDS: readonly FieldSpec[] = [
  MAINTENANCE,
  attribute('language', 'LanguageCode'),
  child('shippingScope', 'ShippingScope'),
  child('bulk', 'Bulk'),
  child('regulatingCountry', 'RegulatingCountry'),
  child('transportMethod', 'TransportMethod'),
  child('regulated', 'Regulated'),
  child('description', 'Description'),
  child('hazardousClass', 'HazardousClass', { until: '6.5' }),
  child('codeQualifier', 'HazardousMaterialCodeQualifier'),
  child('classCode', 'HazardousMaterialClassCode', { until: '6.5' }),
  child('materialDescription', 'HazardousMaterialDescription'),
  child('labelCode', 'HazardousMaterialLabelCode'),
  child('shippingName', 'ShippingName'),
  child('unnaIdCode', 'UNNAIDCode'),
  child('placardNotation', 'HazardousPlacardNotation'),
  child('whmisCode', 'WHMISCode'),
  child('whmisText', 'WHMISFreeText'),
  child('packingGroup', 'PackingGroupCode'),
  child('exemptionCode', 'RegulationsExemptionCode'),
  child('textMessage', 'TextMessage'),
  child('outerPackageLabel', 'OuterPackageLabel'),
];

const length = (key: string, name: string, until?: '6.6') =>
  child(key, name, { check: 'decimal', ...(until !== undefined && { until }) });

export const PACKAGE_FIELDS: readonly FieldSpec[] = [
  MAINTENANCE,
  child('gtin', 'PackageLevelGTIN'),
  child('electronicProductCode', 'ElectronicProductCode'),
  child('barCode', 'PackageBarCodeCharacters'),
  child('unit', 'PackageUOM'),
  child('multiPackageNumber', 'MultiPackageNumber', {
    attributes: [{ key: 'multiPackageTotal', name: 'MultiPackageTotal', column: 'MultiPackageTotal' }],
    from: '8.0',
  }),
  child('quantityOfEaches', 'QuantityofEaches', { check: 'integer' }),
  measure('innerQuantity', 'InnerQuantity', { unit: 'InnerQuantityUOM' }),
  child('orderable', 'Orderable'),
  group('dimensions', 'Dimensions', [
    attribute('unit', 'UOM'),
    // Which dimensions they are, files of 6.x don't say.
    length('height', 'Height', '6.6'),
    length('width', 'Width', '6.6'),
    length('length', 'Length', '6.6'),
    length('merchandisingHeight', 'MerchandisingHeight'),
    length('merchandisingWidth', 'MerchandisingWidth'),
    length('merchandisingLength', 'MerchandisingLength'),
    length('shippingHeight', 'ShippingHeight'),
    length('shippingWidth', 'ShippingWidth'),
    length('shippingLength', 'ShippingLength'),
  ]),
  group('weights', 'Weights', [
    attribute('unit', 'UOM'),
    child('weight', 'Weight', { check: 'decimal' }),
    child('dimensionalWeight', 'DimensionalWeight', { check: 'decimal' }),
  ]),
  child('weightVariance', 'WeightVariance', { check: 'decimal' }),
  child('stackingFactor', 'StackingFactor', { check: 'integer' }),
  { kind: 'elements', key: 'packagingItems', name: 'PackagingItems', from: '8.0' },
  list('hazardousMaterials', { name: 'HazardousMaterial' }, HAZARDOUS_MATERIAL_FIELDS),
];
