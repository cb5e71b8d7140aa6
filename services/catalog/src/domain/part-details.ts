/**
 * What a publisher says of a part beyond what every part has: enough to write the item of the file again that it came in. Texts are
 * as the file has them; empty where it says nothing.
 */
export interface PartDetails {
  /** Standard and version of the file, such as `pies:7.2`. */
  format: string;
  hazardous: string;
  baseItemId: string;
  /** Of which kind the GTIN is: `UP`, `EN`. */
  gtinQualifier: string;
  brandId: string;
  brandLabel: string;
  subBrandId: string;
  subBrandLabel: string;
  vmrsBrandId: string;
  acesApplications: string;
  quantitySize: PartMeasure | undefined;
  containerType: string;
  quantityPerApplication: PartMeasure | undefined;
  effectiveDate: string;
  availableDate: string;
  minimumOrder: PartMeasure | undefined;
  productCodes: PartProductCodes | undefined;
  categoryCode: string;
  unspsc: string;
  partTerminologyId: string;
  vmrsCode: string;
  descriptions: PartDescription[];
  extended: PartExtendedInformation[];
  attributes: PartDetailAttribute[];
  packages: PartPackage[];
  /** Of parts that were taken in as files of 8.0 were taken to be; empty since. */
  packagingItems: PartElement[];
  kit: PartKitComponent[];
  interchange: PartInterchange[];
  assets: PartAsset[];
  others: PartOthers | undefined;
}

/** What only the publisher of a part sees. */
export interface PartPrivate {
  prices: PartListPrice[];
}

/** A number with its unit; `qualifier` is there of a quantity per application alone. */
interface PartMeasure {
  value: string;
  unit: string;
  qualifier: string;
}

/** An element that is kept as it comes. */
interface PartElement {
  name: string;
  attributes: PartElementAttribute[];
  text: string;
  elements: PartElement[];
}

interface PartElementAttribute {
  name: string;
  value: string;
}

/** What an element holds beyond what is known of it. */
interface PartOthers {
  attributes: PartElementAttribute[];
  elements: PartElement[];
}

interface Segment {
  others: PartOthers | undefined;
}

interface PartProductCodes extends Segment {
  group: string;
  subGroup: string;
}

interface PartDescription extends Segment {
  /** Such as `DES`, `SHO`, `MKT`. */
  code: string;
  language: string;
  sequence: string;
  text: string;
}

/** As the publisher lists it. What a tenant sells at is an offer, of another service. */
interface PartListPrice extends Segment {
  type: string;
  sheetNumber: string;
  currency: string;
  effectiveDate: string;
  expirationDate: string;
  /** A decimal, for one `unit`. */
  price: PartMeasure | undefined;
  typeDescription: string;
  /** The quantity from which the price is given. */
  priceBreak: PartMeasure | undefined;
  multiplier: string;
  /** In minor units of the currency; undefined where it has no such fraction or isn't known. */
  amount?: number | undefined;
}

interface PartExtendedInformation extends Segment {
  /** An EXPI code, such as `CTO`. */
  code: string;
  language: string;
  value: string;
}

interface PartDetailAttribute extends Segment {
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

interface PartPackage extends Segment {
  gtin: string;
  electronicProductCode: string;
  barCode: string;
  unit: string;
  /** From 8.0 on: which one of how many packages of one thing. */
  multiPackageNumber: string;
  multiPackageTotal: string;
  quantityOfEaches: string;
  innerQuantity: PartMeasure | undefined;
  orderable: string;
  dimensions: PartDimensions | undefined;
  weights: PartWeights | undefined;
  weightVariance: string;
  stackingFactor: string;
  packagingItems: PartElement[];
  hazardousMaterials: PartHazardousMaterial[];
}

interface PartDimensions extends Segment {
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

interface PartWeights extends Segment {
  unit: string;
  weight: string;
  dimensionalWeight: string;
}

interface PartHazardousMaterial extends Segment {
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

interface PartKitComponent extends Segment {
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
  quantity: PartMeasure | undefined;
  sequence: string;
  soldSeparately: string;
}

interface PartInterchange extends Segment {
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
  numbers: PartInterchangeNumber[];
}

interface PartInterchangeNumber extends Segment {
  partNumber: string;
  referenceItem: string;
  quantity: string;
  unit: string;
  notes: string;
}

interface PartAsset extends Segment {
  assetId: string;
  language: string;
  fileName: string;
  /** Such as `P04`. */
  assetType: string;
  fileType: string;
  representation: string;
  fileSize: string;
  /** From 8.0 on. */
  fileHash: string;
  fileHashType: string;
  sequence: string;
  resolution: string;
  colorMode: string;
  background: string;
  orientationView: string;
  dimensions: PartAssetDimensions | undefined;
  filePath: string;
  uri: string;
  duration: PartMeasure | undefined;
  frame: string;
  totalFrames: string;
  plane: string;
  hemisphere: string;
  plunge: string;
  totalPlanes: string;
  descriptions: PartAssetDescription[];
  dates: PartAssetDate[];
  /** The next three are of files before 6.7. */
  fileDateModified: string;
  effectiveDate: string;
  expirationDate: string;
  country: string;
}

interface PartAssetDimensions extends Segment {
  unit: string;
  height: string;
  width: string;
}

interface PartAssetDescription extends Segment {
  code: string;
  language: string;
  text: string;
}

interface PartAssetDate extends Segment {
  type: string;
  date: string;
}

/** Elements that nobody here knows, and notes that are meant for those who exchange the file. */
const HIDDEN: readonly string[] = ['others', 'internalNotes'];

interface MayHaveSecrets {
  details: PartDetails | undefined;
  private: PartPrivate | undefined;
}

/** As everybody but its publisher may see a part. */
export function withoutSecrets<T extends MayHaveSecrets>(part: T): T {
  if (part.details === undefined && part.private === undefined) return part;
  return { ...part, private: undefined, details: part.details && (shown(part.details) as PartDetails) };
}

function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => {
    if (!HIDDEN.includes(key)) return [key, shown(each)];
    return [key, typeof each === 'string' ? '' : undefined];
  });
  return Object.fromEntries(entries);
}
