import type { PartDetails, PartPrivate } from './part-details.ts';

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
  /** Name of the rule that folded `raw` into `key`, and behind a `+` how the number was guessed from `raw`. */
  rule: string;
  /** 0 to 1. */
  confidence: number;
  /** Since when the part is said to have the number: YYYY, YYYY-MM or YYYY-MM-DD; empty when unknown. */
  validFrom: string;
  /** The last day, month or year in which it has it. */
  validUntil: string;
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
  /** YYYY, YYYY-MM or YYYY-MM-DD, empty when unknown. */
  effectiveDate: string;
  /** The last day, month or year in which it holds. */
  validUntil: string;
  /** Pieces of the newer part for one of this. */
  quantity: number;
  /** Those of a part with the same text replace it together, and only so; one with none does alone. */
  together: string;
  /** Said to be one of several to choose from. */
  alternative: boolean;
}

export type LinkKind = 'supersedes' | 'accessory' | 'component' | 'part-of';

/** What a part is to another, named by its number: no part of that number need be known. */
export interface PartLink {
  /** `component`: the named part is a piece of this kit; `part-of`: the other way round. */
  kind: LinkKind;
  brand: string;
  partNumber: string;
  /** Pieces in one kit, or for one part that is replaced. */
  quantity: number;
  validFrom: string;
  validUntil: string;
}

/** Whether its publisher still sells it; empty where it doesn't say. */
export type Lifecycle = '' | 'current' | 'discontinued';

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
  links: PartLink[];
  lifecycle: Lifecycle;
  positions: string[];
  /** Pieces in one sales unit. */
  packQuantity: number;
  gtin: string;
  /** Typed id of the part type in the publisher's file; see `partTypeId` for what it has been resolved to. */
  partTypeRef: string;
  /** Of parts from files that say more. */
  details: PartDetails | undefined;
  /** Undefined for everybody but the publisher. */
  private: PartPrivate | undefined;
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
