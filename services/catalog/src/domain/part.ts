export type Visibility = 'private' | 'public';
export type NumberKind = 'own' | 'oe' | 'cross-reference' | 'comparable';

/** A number as it was received, as its maker groups it, and as it is compared. */
export interface PartNumber {
  raw: string;
  display: string;
  key: string;
  /** Vehicle maker or brand to which the number belongs; empty where the row names none. */
  make: string;
  kind: NumberKind;
  /** Name of the rule that folded `raw` into `key`. */
  rule: string;
  /** 0 to 1. */
  confidence: number;
}

export interface Attribute {
  name: string;
  value: string;
  /** Empty where there is none. */
  unit: string;
}

/** The maker replaced the part by this one. */
export interface Supersession {
  brand: string;
  partNumber: string;
  /** YYYY-MM-DD, empty when unknown. */
  effectiveDate: string;
}

/** What a publisher says of a part. */
export interface PartContent {
  visibility: Visibility;
  brand: string;
  partNumber: string;
  partNumberKey: string;
  partTypeId: string;
  nameZh: string;
  nameEn: string;
  description: string;
  /** Its own number first. */
  numbers: PartNumber[];
  attributes: Attribute[];
  supersededBy: Supersession[];
  positions: string[];
  /** Pieces in one sales unit. */
  packQuantity: number;
  gtin: string;
}

export interface Part extends PartContent {
  partId: string;
  /** The tenant that imported it. */
  publisher: string;
  brandId: string;
  /** Counts the writes, from 1. */
  version: number;
  /** Import job and row of this version. */
  source: string;
  updatedAt: Date;
}

/** What makes two rows of a publisher one part. */
export interface PartIdentity {
  brandKey: string;
  partNumberKey: string;
}
