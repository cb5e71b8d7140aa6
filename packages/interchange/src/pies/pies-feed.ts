import type { PiesAsset, PiesItem, PiesOthers } from './pies-item.ts';

/** Versions that are known here. Elements of them are read in any version: a header may lie. */
export const PIES_VERSIONS = ['6.5', '6.7', '7.0', '7.1', '7.2', '8.0'] as const;
export type PiesVersion = (typeof PIES_VERSIONS)[number];

/** Versions that are written. */
export const WRITTEN_PIES_VERSIONS = ['7.2', '8.0'] as const;
export type WrittenPiesVersion = (typeof WRITTEN_PIES_VERSIONS)[number];

export interface PiesHeader {
  /** As the file says it. */
  version: string;
  /** `FULL`, `UPDATE` or `TEST`, in the case of the file. */
  submission: string;
  blanketEffectiveDate: string;
  changesSince: string;
  parentDuns: string;
  parentGln: string;
  parentVmrsId: string;
  parentBrandId: string;
  ownerDuns: string;
  ownerGln: string;
  ownerVmrsId: string;
  /** Of versions before 7.0: the brand of items that name none. */
  ownerBrandId: string;
  buyerDuns: string;
  currency: string;
  language: string;
  technicalContact: string;
  contactEmail: string;
  pcdbDate: string;
  padbDate: string;
  others: PiesOthers | undefined;
}

export interface PiesPriceSheet {
  maintenance: string;
  number: string;
  name: string;
  supersededNumber: string;
  currency: string;
  zone: string;
  effectiveDate: string;
  expirationDate: string;
  others: PiesOthers | undefined;
}

/** Text about a brand, a category or the like, of no item. */
export interface PiesMarketCopy {
  content: PiesMarketCopyContent | undefined;
  assets: PiesAsset[];
  others: PiesOthers | undefined;
}

export interface PiesMarketCopyContent {
  maintenance: string;
  code: string;
  reference: string;
  subCode: string;
  subReference: string;
  type: string;
  sequence: string;
  language: string;
  text: string;
  others: PiesOthers | undefined;
}

export interface PiesTrailer {
  itemCount: string;
  transactionDate: string;
  others: PiesOthers | undefined;
}

/** Something that is wrong with an item. */
export interface PiesFault {
  line: number;
  /** Way to the element within its item, such as `Prices/Pricing/Price`; empty for the item itself. */
  element: string;
  code: PiesFaultCode;
  value: string;
  message: string;
}

export type PiesFaultCode =
  | 'required'
  | 'malformed'
  | 'not-allowed'
  | 'not-a-whole-number'
  | 'field-too-large'
  | 'repeated';

/** What is found in a file, in its order. */
export type PiesRecord =
  | { kind: 'header'; header: PiesHeader }
  | { kind: 'price-sheet'; sheet: PiesPriceSheet }
  | { kind: 'market-copy'; copy: PiesMarketCopy }
  /** `number` counts the items from 1, broken ones too. `version`: that it is of, where it isn't the header's. */
  | { kind: 'item'; number: number; item: PiesItem; version?: string }
  | { kind: 'broken-item'; number: number; line: number; partNumber: string; faults: PiesFault[] }
  | { kind: 'trailer'; trailer: PiesTrailer; itemsRead: number }
  | { kind: 'note'; code: PiesNoteCode; value: string };

export type PiesNoteCode =
  | 'encoding'
  | 'unknown-version'
  | 'unknown-element'
  | 'item-count'
  | 'malformed'
  /** The sender says that the file is for trying things out. */
  | 'test-file';

export interface PiesBatch {
  records: PiesRecord[];
  bytesRead: number;
}
