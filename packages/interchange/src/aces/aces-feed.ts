/** The versions of Auto Care's ACES that are read; all but 3.0 are written. */
export const ACES_VERSIONS = ['3.0', '3.1', '3.2', '4.0', '4.1', '4.2', '5.0'] as const;
export type AcesVersion = (typeof ACES_VERSIONS)[number];

/** A row of a licensed table by its id (digits, without leading zeros), and what the file says it means. */
export interface AcesRef {
  id: string;
  text?: string;
}

/** An attribute of the vehicle, a row of the VCdb table that the element is named after. */
export interface AcesAttribute extends AcesRef {
  /** The element's name: `SubModel`, `EngineBase`, `DriveType`, `Region`, … */
  tag: string;
}

/** How the vehicle or the equipment is named; files are seen that mix the forms. */
export interface AcesVehicle {
  baseVehicle?: AcesRef;
  /** Model years, both included. */
  years?: { from: number; to: number };
  make?: AcesRef;
  model?: AcesRef;
  vehicleType?: AcesRef;
  equipmentBase?: AcesRef;
  mfr?: AcesRef;
  equipmentModel?: AcesRef;
  /** Years in which the equipment was made. */
  production?: { from?: number; to?: number };
}

export interface AcesParam {
  value: string;
  uom?: string;
  altValue?: string;
  altUom?: string;
  text?: string;
}

/** A qualifier of Qdb. */
export interface AcesQualifier {
  id: string;
  params: readonly AcesParam[];
  text: string;
}

export interface AcesNote {
  text: string;
  id?: string;
  lang?: string;
}

export interface AcesLabel {
  text: string;
  lang?: string;
}

/** Up to 4.2 the one asset of an app; the diagram of 5.0. */
export interface AcesDiagram {
  name: string;
  itemOrder?: string;
  itemRef?: string;
  text?: string;
}

/** An element that no version is known to have, as it stands in the file. */
export interface AcesUnknown {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  children: readonly AcesUnknown[];
}

interface AcesScope {
  /** As in the file, without blanks around it; empty where it has none. */
  id: string;
  action: 'A' | 'D';
  /** False where the sender asks not to check the vehicle against the VCdb. */
  validate: boolean;
  ref?: string;
  vehicle: AcesVehicle;
  /** In document order. */
  attributes: readonly AcesAttribute[];
  qualifiers: readonly AcesQualifier[];
  notes: readonly AcesNote[];
  /** In document order. */
  unknown: readonly AcesUnknown[];
  /** Line of the file, from 1. */
  line: number;
}

/** An application: this part fits that vehicle. */
export interface AcesApp extends AcesScope {
  kind: 'app';
  /** Pieces a vehicle, 1 or more. */
  quantity?: number;
  /** PCdb part terminology. */
  partType?: AcesRef;
  /** PCdb positions; one by the standard. */
  positions: readonly AcesRef[];
  /** Brands are codes of Auto Care's brand table; where the part has none, that of the header holds. */
  part: { number: string; brand?: string; subBrand?: string };
  mfrLabels: readonly AcesLabel[];
  displayOrder?: string;
  diagram?: AcesDiagram;
  /** From 5.0 on: assets that are no diagrams. */
  assets: readonly { name: string; sequence?: string }[];
}

/** An asset that belongs to a vehicle, not to a part. */
export interface AcesAsset extends AcesScope {
  kind: 'asset';
  assetName: string;
}

/** What is said of a file of pictures, drawings or texts. */
export interface AcesDigitalFile {
  kind: 'digital-file';
  assetName: string;
  action: string;
  language?: string;
  /** `FileName`, `AssetDetailType`, …, in document order. */
  fields: readonly AcesUnknown[];
  line: number;
}

/** The texts of a header, by the names of ACES 4.2 (5.0's `BrandID` is `brand`, its `VCdbPublicationDate` `vcdbDate`, …). */
export const ACES_HEADER_TEXTS = [
  'company',
  'senderName',
  'senderPhone',
  'senderPhoneExt',
  'transferDate',
  'mfrCode',
  'brand',
  'subBrand',
  'documentTitle',
  'docFormNumber',
  'effectiveDate',
  'submission',
  'mapperCompany',
  'mapperContact',
  'mapperPhone',
  'mapperPhoneExt',
  'mapperEmail',
  'vcdbDate',
  'qdbDate',
  'pcdbDate',
] as const;
export type AcesHeaderText = (typeof ACES_HEADER_TEXTS)[number];

/** Absent where the file doesn't say it. `submission` is in upper case: `FULL`, `UPDATE`, `TEST`. */
export type AcesHeader = { [Name in AcesHeaderText]?: string } & {
  kind: 'header';
  version: AcesVersion;
  /** Countries where parts and vehicles are sold, as codes of two letters; up to 3.1 a free text is one entry. */
  approvedFor: readonly string[];
  /** From 4.2 on. */
  partsApprovedFor: readonly string[];
  /** From 4.2 on: regions of the vehicles, ids of VCdb. */
  regionFor: readonly string[];
  unknown: readonly AcesUnknown[];
  line: number;
};

export interface AcesFooter {
  kind: 'footer';
  /** As the file says it; undefined where that is no number. */
  recordCount?: number;
  line: number;
}

export type AcesRecord = AcesHeader | AcesApp | AcesAsset | AcesDigitalFile | AcesFooter;

/** `base`: base vehicle; `years`: years and make; `equipment-base`; `equipment`: maker and model. */
export type AcesVehicleForm = 'base' | 'years' | 'equipment-base' | 'equipment';

/** The forms in which the vehicle is named whole: one, where the file is as the standard has it. */
export function vehicleForms(vehicle: AcesVehicle): AcesVehicleForm[] {
  const forms: AcesVehicleForm[] = [];
  if (vehicle.baseVehicle !== undefined) forms.push('base');
  if (vehicle.years !== undefined && vehicle.make !== undefined) forms.push('years');
  if (vehicle.equipmentBase !== undefined) forms.push('equipment-base');
  if (vehicle.mfr !== undefined && vehicle.equipmentModel !== undefined) forms.push('equipment');
  return forms;
}
