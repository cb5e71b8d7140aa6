import type { AcesHeaderText } from './aces-feed.ts';

/**
 * The attributes of a vehicle in the order in which every version has them (the schemas of ACES 3.0 to 5.0 agree on it; EngineBlock
 * and EngineBoreStroke came with 4.0).
 */
export const ACES_ATTRIBUTES = [
  'SubModel',
  'MfrBodyCode',
  'BodyNumDoors',
  'BodyType',
  'DriveType',
  'EngineBase',
  'EngineBlock',
  'EngineBoreStroke',
  'EngineDesignation',
  'EngineVIN',
  'EngineVersion',
  'EngineMfr',
  'PowerOutput',
  'ValvesPerEngine',
  'FuelDeliveryType',
  'FuelDeliverySubType',
  'FuelSystemControlType',
  'FuelSystemDesign',
  'Aspiration',
  'CylinderHeadType',
  'FuelType',
  'IgnitionSystemType',
  'TransmissionMfrCode',
  'TransmissionBase',
  'TransmissionType',
  'TransmissionControlType',
  'TransmissionNumSpeeds',
  'TransElecControlled',
  'TransmissionMfr',
  'BedLength',
  'BedType',
  'WheelBase',
  'BrakeSystem',
  'FrontBrakeType',
  'RearBrakeType',
  'BrakeABS',
  'FrontSpringType',
  'RearSpringType',
  'SteeringSystem',
  'SteeringType',
  'Region',
] as const;

/** Attributes that 3.0 took away: files of 1.x and 2.x have them still, and what they narrow is read. No version that is written has them. */
export const ACES_OLD_ATTRIBUTES = [
  'TransferCase',
  'TransferCaseBase',
  'TransferCaseMfr',
  'RestraintType',
] as const;

/** The texts of a header by element, in every version's spelling. */
export const HEADER_ELEMENTS: Readonly<Record<string, AcesHeaderText>> = {
  Company: 'company',
  SenderName: 'senderName',
  SenderPhone: 'senderPhone',
  SenderPhoneExt: 'senderPhoneExt',
  TransferDate: 'transferDate',
  MfrCode: 'mfrCode',
  BrandAAIAID: 'brand',
  BrandID: 'brand',
  SubBrandAAIAID: 'subBrand',
  SubBrandID: 'subBrand',
  DocumentTitle: 'documentTitle',
  DocFormNumber: 'docFormNumber',
  EffectiveDate: 'effectiveDate',
  SubmissionType: 'submission',
  MapperCompany: 'mapperCompany',
  MapperContact: 'mapperContact',
  MapperPhone: 'mapperPhone',
  MapperPhoneExt: 'mapperPhoneExt',
  MapperEmail: 'mapperEmail',
  VcdbVersionDate: 'vcdbDate',
  VCdbPublicationDate: 'vcdbDate',
  QdbVersionDate: 'qdbDate',
  QdbPublicationDate: 'qdbDate',
  PcdbVersionDate: 'pcdbDate',
  PCdbPublicationDate: 'pcdbDate',
};

const OTHERS = [
  ...['ACES', 'Header', 'Apps', 'App', 'Asset', 'Assets', 'DigitalAsset', 'DigitalFileInformation', 'Footer'],
  ...['BaseVehicle', 'Years', 'Make', 'Model', 'VehicleType', 'EquipmentBase', 'Mfr', 'EquipmentModel'],
  ...['ProductionYears', 'Qual', 'param', 'text', 'Note', 'Qty', 'PartType', 'PartTerminology', 'Position'],
  ...['Part', 'PartNumber', 'MfrLabel', 'DisplayOrder', 'AssetName', 'AssetItemOrder', 'AssetItemRef'],
  ...['DiagramAsset', 'NonDiagramAssets', 'NonDiagramAsset', 'ApprovedFor', 'PartsApprovedFor', 'RegionFor'],
  ...['Country', 'RecordCount'],
];

/** What 5.0 calls differently, by the name that the reader goes by. */
const RENAMED: Readonly<Record<string, string>> = { PartNumber: 'Part', PartTerminology: 'PartType' };

const known = new Map<string, string>();
const lower = new Map<string, string>();
for (const name of [...ACES_ATTRIBUTES, ...ACES_OLD_ATTRIBUTES, ...Object.keys(HEADER_ELEMENTS), ...OTHERS]) {
  known.set(name, RENAMED[name] ?? name);
  lower.set(name.toLowerCase(), RENAMED[name] ?? name);
}

/** The name that an element goes by in every version, also where it is spelt in another case; any other name is itself. */
export function canonicalName(name: string): string {
  return known.get(name) ?? lower.get(name.toLowerCase()) ?? name;
}

/** Attributes by the element that has them; every other element has `id` alone. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  ACES: ['version'],
  App: ['action', 'id', 'ref', 'validate'],
  Asset: ['action', 'id', 'ref', 'validate'],
  DigitalFileInformation: ['AssetName', 'action', 'LanguageCode'],
  Years: ['from', 'to'],
  ProductionYears: ['ProductionStart', 'ProductionEnd'],
  param: ['value', 'uom', 'altvalue', 'altuom'],
  Note: ['id', 'lang'],
  MfrLabel: ['lang'],
  Part: ['BrandAAIAID', 'SubBrandAAIAID', 'BrandID', 'SubBrandID'],
  DiagramAsset: ['AssetName', 'AssetItemOrder', 'AssetItemRef'],
  NonDiagramAsset: ['AssetName', 'AssetSequence'],
};

const ID: ReadonlySet<string> = new Set(['id']);
const attributeSets = new Map<string, ReadonlySet<string>>();
for (const name of known.values()) attributeSets.set(name, new Set(ATTRIBUTES[name] ?? ID));

/** The attributes that an element has in some version; undefined for elements that no version has. */
export function knownAttributes(element: string): ReadonlySet<string> | undefined {
  return attributeSets.get(element);
}

/** Namespaces and what stands in one (`xsi:…`) are known to every element, and spellings in another case to the reader. */
export function isUnknownAttribute(name: string, own: ReadonlySet<string>): boolean {
  if (own.has(name) || name.startsWith('xmlns') || name.includes(':')) return false;
  return ![...own].some((each) => each.toLowerCase() === name.toLowerCase());
}

/** Of any element. */
export const ATTRIBUTE_NAMES: ReadonlySet<string> = new Set(['id', ...Object.values(ATTRIBUTES).flat()]);
