import type { AcesHeaderText, AcesVersion } from './aces-feed.ts';

/** The versions that are written. */
export type WrittenAcesVersion = Exclude<AcesVersion, '3.0'>;

/** What a version has and how it calls it, after the published schemas of ACES 3.1 to 5.0 (revision 4 of 16 March 2026). */
export interface AcesDialect {
  version: WrittenAcesVersion;
  names: {
    part: 'Part' | 'PartNumber';
    partType: 'PartType' | 'PartTerminology';
    brand: 'BrandAAIAID' | 'BrandID';
    subBrand: 'SubBrandAAIAID' | 'SubBrandID';
    vcdbDate: string;
    qdbDate: string;
    pcdbDate: string;
  };
  /** EquipmentBase, EquipmentModel, and the attributes EngineBlock and EngineBoreStroke: from 4.0 on. */
  equipment: boolean;
  digitalFiles: boolean;
  /** `text`: one text that lists the countries; `none`: removed. */
  approvedFor: 'text' | 'countries' | 'none';
  /** PartsApprovedFor, RegionFor and sub-brands: from 4.2 on. */
  regions: boolean;
  /** Several labels with languages, a diagram with a text, assets that are no diagrams, descriptions with codes: 5.0. */
  assets: boolean;
  spanish: 'sp' | 'es';
  /** Languages of notes; any code of two letters where undefined. */
  languages: ReadonlySet<string> | undefined;
  /** Units of qualifier parameters; any of up to three letters where undefined. */
  units: ReadonlySet<string> | undefined;
  partNumber: { length: number; forbidden: RegExp | undefined };
}

const OLD_NAMES: AcesDialect['names'] = {
  part: 'Part',
  partType: 'PartType',
  brand: 'BrandAAIAID',
  subBrand: 'SubBrandAAIAID',
  vcdbDate: 'VcdbVersionDate',
  qdbDate: 'QdbVersionDate',
  pcdbDate: 'PcdbVersionDate',
};
const NEW_NAMES: AcesDialect['names'] = {
  part: 'PartNumber',
  partType: 'PartTerminology',
  brand: 'BrandID',
  subBrand: 'SubBrandID',
  vcdbDate: 'VCdbPublicationDate',
  qdbDate: 'QdbPublicationDate',
  pcdbDate: 'PCdbPublicationDate',
};
const LANGUAGES: ReadonlySet<string> = new Set(['en', 'fr', 'es']);
const UNITS: ReadonlySet<string> = new Set(['mm', 'cm', 'in', 'ft', 'mg', 'g', 'kg', 'oz', 'lb', 'ton']);
const FORBIDDEN = /[;\][}{~|,%!$*^\\?'"]/;

const V31: AcesDialect = {
  version: '3.1',
  names: OLD_NAMES,
  equipment: false,
  digitalFiles: false,
  approvedFor: 'text',
  regions: false,
  assets: false,
  spanish: 'sp',
  languages: LANGUAGES,
  units: UNITS,
  partNumber: { length: 45, forbidden: undefined },
};
const V32: AcesDialect = { ...V31, version: '3.2', digitalFiles: true, approvedFor: 'countries' };
const V40: AcesDialect = { ...V32, version: '4.0', equipment: true, spanish: 'es' };
const V41: AcesDialect = { ...V40, version: '4.1' };
const V42: AcesDialect = { ...V41, version: '4.2', regions: true, languages: undefined, units: undefined };
const V50: AcesDialect = {
  ...V42,
  version: '5.0',
  names: NEW_NAMES,
  approvedFor: 'none',
  assets: true,
  partNumber: { length: 48, forbidden: FORBIDDEN },
};

export const DIALECTS: Readonly<Record<WrittenAcesVersion, AcesDialect>> = {
  '3.1': V31,
  '3.2': V32,
  '4.0': V40,
  '4.1': V41,
  '4.2': V42,
  '5.0': V50,
};

/** The elements of a header in their order; what isn't a text is written by itself. */
export const HEADER_ORDER: readonly (AcesHeaderText | 'approvedFor' | 'partsApprovedFor' | 'regionFor')[] = [
  ...(['company', 'senderName', 'senderPhone', 'senderPhoneExt', 'transferDate', 'mfrCode'] as const),
  ...(['brand', 'subBrand', 'documentTitle', 'docFormNumber', 'effectiveDate'] as const),
  ...(['approvedFor', 'partsApprovedFor', 'regionFor', 'submission'] as const),
  ...(['mapperCompany', 'mapperContact', 'mapperPhone', 'mapperPhoneExt', 'mapperEmail'] as const),
  ...(['vcdbDate', 'qdbDate', 'pcdbDate'] as const),
];
export const REQUIRED_HEADER: ReadonlySet<string> = new Set([
  ...['company', 'senderName', 'senderPhone', 'transferDate', 'documentTitle', 'effectiveDate'],
  ...['submission', 'vcdbDate', 'qdbDate', 'pcdbDate'],
]);

/** The elements of a file's description in their order. */
export const DIGITAL_FILE_ORDER: readonly string[] = [
  ...['FileName', 'AssetDetailType', 'FileType', 'Representation', 'FileSize', 'Resolution', 'ColorMode'],
  ...['Background', 'OrientationView', 'AssetDimensions', 'AssetDescription', 'AssetDescriptions'],
  ...['FilePath', 'URI', 'FileDateModified', 'EffectiveDate', 'ExpirationDate', 'Country'],
];
