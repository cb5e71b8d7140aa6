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

/** Where there are dimensions the schema wants all six. */
const length = (key: string, name: string) =>
  child(key, name, { check: 'decimal', required: true, positive: true });
/** Which dimensions they are, files of 6.x don't say. */
const oldLength = (key: string, name: string) => child(key, name, { check: 'decimal', until: '6.6' });

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
  child('quantityOfEaches', 'QuantityofEaches', { check: 'integer', positive: true }),
  measure('innerQuantity', 'InnerQuantity', { unit: 'InnerQuantityUOM', positive: true }),
  child('orderable', 'Orderable'),
  group('dimensions', 'Dimensions', [
    attribute('unit', 'UOM', { required: true }),
    oldLength('height', 'Height'),
    oldLength('width', 'Width'),
    oldLength('length', 'Length'),
    length('merchandisingHeight', 'MerchandisingHeight'),
    length('merchandisingWidth', 'MerchandisingWidth'),
    length('merchandisingLength', 'MerchandisingLength'),
    length('shippingHeight', 'ShippingHeight'),
    length('shippingWidth', 'ShippingWidth'),
    length('shippingLength', 'ShippingLength'),
  ]),
  group('weights', 'Weights', [
    attribute('unit', 'UOM', { required: true }),
    child('weight', 'Weight', { check: 'decimal', required: true, positive: true }),
    child('dimensionalWeight', 'DimensionalWeight', { check: 'decimal', positive: true }),
  ]),
  child('weightVariance', 'WeightVariance', { check: 'decimal', positive: true }),
  child('stackingFactor', 'StackingFactor', { check: 'integer', positive: true }),
  { kind: 'elements', key: 'packagingItems', name: 'PackagingItems', from: '8.0' },
  list('hazardousMaterials', { name: 'HazardousMaterial' }, HAZARDOUS_MATERIAL_FIELDS),
];
