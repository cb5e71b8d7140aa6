/**
 * PIES (Auto Care Association's Product Information Exchange Standard) without regard to its version. Values are text as the
 * file has it, without blanks around it; empty where the file says nothing. Nothing of an item is left out: what no field
 * here stands for is in `others`.
 */
export interface PiesItem {
  /** Line of the file on which the item starts, from 1; of a workbook the row of the sheet of items. */
  line: number;
  maintenance: string;
  hazardous: string;
  baseItemId: string;
  gtin: string;
  /** `UP`, `EN`: of which kind the GTIN is. */
  gtinQualifier: string;
  partNumber: string;
  /** Of Auto Care's Brand Table: four letters. */
  brandId: string;
  brandLabel: string;
  subBrandId: string;
  subBrandLabel: string;
  vmrsBrandId: string;
  acesApplications: string;
  quantitySize: PiesMeasure | undefined;
  containerType: string;
  quantityPerApplication: PiesMeasure | undefined;
  effectiveDate: string;
  availableDate: string;
  minimumOrder: PiesMeasure | undefined;
  productCodes: PiesProductCodes | undefined;
  categoryCode: string;
  unspsc: string;
  /** Of the PCdb, a number. */
  partTerminologyId: string;
  vmrsCode: string;
  descriptions: PiesDescription[];
  prices: PiesPrice[];
  extended: PiesExtended[];
  attributes: PiesAttribute[];
  packages: PiesPackage[];
  /** From 8.0 on; the names within aren't public, so they are kept as they come. */
  kit: PiesKitComponent[];
  interchange: PiesInterchange[];
  assets: PiesAsset[];
  others: PiesOthers | undefined;
}

/** A number with its unit; `qualifier` is there of a quantity per application alone. */
export interface PiesMeasure {
  value: string;
  unit: string;
  qualifier: string;
}

/** An element that is kept as it comes. */
export interface PiesElement {
  name: string;
  attributes: PiesElementAttribute[];
  text: string;
  elements: PiesElement[];
}

export interface PiesElementAttribute {
  name: string;
  value: string;
}

/** What an element holds beyond what is known of it. */
export interface PiesOthers {
  attributes: PiesElementAttribute[];
  elements: PiesElement[];
}

interface Segment {
  others: PiesOthers | undefined;
}

interface MaintainedSegment extends Segment {
  /** `A` added, `C` changed, `D` deleted. */
  maintenance: string;
}

export interface PiesProductCodes extends Segment {
  group: string;
  subGroup: string;
}

export interface PiesDescription extends MaintainedSegment {
  /** Such as `DES`, `SHO`, `MKT`. */
  code: string;
  language: string;
  sequence: string;
  text: string;
}

export interface PiesPrice extends MaintainedSegment {
  type: string;
  sheetNumber: string;
  currency: string;
  effectiveDate: string;
  expirationDate: string;
  /** A decimal of up to four places in `currency`, for one `unit`. */
  price: PiesMeasure | undefined;
  typeDescription: string;
  /** The quantity from which the price is given. */
  priceBreak: PiesMeasure | undefined;
  multiplier: string;
}

export interface PiesExtended extends MaintainedSegment {
  /** An EXPI code, such as `CTO`. */
  code: string;
  language: string;
  value: string;
}

export interface PiesAttribute extends MaintainedSegment {
  /** A number of the PAdb where `padb` is `Y`, otherwise a name of the sender's own. */
  attributeId: string;
  padb: string;
  unit: string;
  styleId: string;
  recordNumber: string;
  multiQuantity: string;
  multiSequence: string;
  language: string;
  value: string;
}

export interface PiesPackage extends MaintainedSegment {
  gtin: string;
  electronicProductCode: string;
  barCode: string;
  unit: string;
  /** From 8.0 on: which one of how many packages of one thing. */
  multiPackageNumber: string;
  multiPackageTotal: string;
  quantityOfEaches: string;
  innerQuantity: PiesMeasure | undefined;
  orderable: string;
  dimensions: PiesDimensions | undefined;
  weights: PiesWeights | undefined;
  weightVariance: string;
  stackingFactor: string;
  /** From 8.0 on, as they come. */
  packagingItems: PiesElement[];
  hazardousMaterials: PiesHazardousMaterial[];
}

export interface PiesDimensions extends Segment {
  unit: string;
  /** The first three are of files before 7.0, which don't say which dimensions they mean. */
  height: string;
  width: string;
  length: string;
  merchandisingHeight: string;
  merchandisingWidth: string;
  merchandisingLength: string;
  shippingHeight: string;
  shippingWidth: string;
  shippingLength: string;
}

export interface PiesWeights extends Segment {
  unit: string;
  weight: string;
  dimensionalWeight: string;
}

export interface PiesHazardousMaterial extends MaintainedSegment {
  language: string;
  shippingScope: string;
  bulk: string;
  regulatingCountry: string;
  transportMethod: string;
  regulated: string;
  description: string;
  hazardousClass: string;
  codeQualifier: string;
  classCode: string;
  materialDescription: string;
  labelCode: string;
  shippingName: string;
  unnaIdCode: string;
  placardNotation: string;
  whmisCode: string;
  whmisText: string;
  packingGroup: string;
  exemptionCode: string;
  textMessage: string;
  outerPackageLabel: string;
}

export interface PiesKitComponent extends MaintainedSegment {
  partNumber: string;
  idQualifier: string;
  brandId: string;
  brandLabel: string;
  subBrandId: string;
  subBrandLabel: string;
  description: string;
  descriptionCode: string;
  descriptionLanguage: string;
  partTerminologyId: string;
  quantity: PiesMeasure | undefined;
  sequence: string;
  soldSeparately: string;
}

export interface PiesInterchange extends MaintainedSegment {
  /** Of files before 6.6. */
  type: string;
  brandId: string;
  brandLabel: string;
  subBrandId: string;
  subBrandLabel: string;
  vmrsBrandId: string;
  equivalentUnit: string;
  qualityGrade: string;
  /** Meant for those who exchange the file, not for customers. */
  internalNotes: string;
  language: string;
  numbers: PiesInterchangeNumber[];
}

export interface PiesInterchangeNumber extends Segment {
  partNumber: string;
  referenceItem: string;
  quantity: string;
  unit: string;
  notes: string;
}

export interface PiesAsset extends MaintainedSegment {
  assetId: string;
  language: string;
  fileName: string;
  /** Such as `P04`. */
  assetType: string;
  fileType: string;
  representation: string;
  fileSize: string;
  /** From 8.0 on; the type (`MD5`, …) is that of all assets of an item. */
  fileHash: string;
  fileHashType: string;
  resolution: string;
  colorMode: string;
  background: string;
  orientationView: string;
  dimensions: PiesAssetDimensions | undefined;
  filePath: string;
  uri: string;
  duration: PiesMeasure | undefined;
  frame: string;
  totalFrames: string;
  plane: string;
  hemisphere: string;
  plunge: string;
  totalPlanes: string;
  descriptions: PiesAssetDescription[];
  dates: PiesAssetDate[];
  /** The next three are of files before 6.7. */
  fileDateModified: string;
  effectiveDate: string;
  expirationDate: string;
  /** From 8.0 on. */
  sequence: string;
  country: string;
}

export interface PiesAssetDimensions extends Segment {
  unit: string;
  height: string;
  width: string;
}

export interface PiesAssetDescription extends MaintainedSegment {
  code: string;
  language: string;
  text: string;
}

export interface PiesAssetDate extends Segment {
  type: string;
  date: string;
}
