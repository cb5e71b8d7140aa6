import { ASSET_FIELDS } from './asset-fields.ts';
import { attribute, child, type FieldSpec, group, list, MAINTENANCE, since8, text } from './field-spec.ts';

export const HEADER_FIELDS: readonly FieldSpec[] = [
  child('version', 'PIESVersion'),
  child('submission', 'SubmissionType'),
  child('blanketEffectiveDate', 'BlanketEffectiveDate'),
  child('changesSince', 'ChangesSinceDate'),
  child('parentDuns', 'ParentDUNSNumber'),
  child('parentGln', 'ParentGLN'),
  child('parentVmrsId', 'ParentVMRSID'),
  child('parentBrandId', 'ParentAAIAID', since8('ParentID')),
  child('ownerDuns', 'BrandOwnerDUNS'),
  child('ownerGln', 'BrandOwnerGLN'),
  child('ownerVmrsId', 'BrandOwnerVMRSID'),
  child('ownerBrandId', 'BrandOwnerAAIAID', { until: '6.6', aliases: ['BrandOwnerID'] }),
  child('buyerDuns', 'BuyerDuns'),
  child('currency', 'CurrencyCode'),
  child('language', 'LanguageCode'),
  child('technicalContact', 'TechnicalContact'),
  child('contactEmail', 'ContactEmail'),
  child('pcdbDate', 'PCdbVersionDate', since8('PCdbPublicationDate')),
  child('padbDate', 'PAdbVersionDate', since8('PAdbPublicationDate')),
];

export const PRICE_SHEET_FIELDS: readonly FieldSpec[] = [
  MAINTENANCE,
  child('number', 'PriceSheetNumber'),
  child('name', 'PriceSheetName'),
  child('supersededNumber', 'SupersededPriceSheetNumber'),
  child('currency', 'CurrencyCode'),
  child('zone', 'PriceZone'),
  child('effectiveDate', 'EffectiveDate'),
  child('expirationDate', 'ExpirationDate'),
];

export const MARKET_COPY_FIELDS: readonly FieldSpec[] = [
  group('content', 'MarketCopyContent', [
    MAINTENANCE,
    attribute('code', 'MarketCopyCode'),
    attribute('reference', 'MarketCopyReference'),
    attribute('subCode', 'MarketCopySubCode'),
    attribute('subReference', 'MarketCopySubCodeReference'),
    attribute('type', 'MarketCopyType'),
    attribute('sequence', 'RecordSequence'),
    attribute('language', 'LanguageCode'),
    text('text', 'MarketCopyContent'),
  ]),
  list('assets', { wrapper: 'DigitalAssets', name: 'DigitalFileInformation' }, ASSET_FIELDS),
];

export const TRAILER_FIELDS: readonly FieldSpec[] = [
  child('itemCount', 'ItemCount'),
  child('transactionDate', 'TransactionDate'),
];
