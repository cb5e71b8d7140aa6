/** One row of a `parts` import. */
export interface PartRow {
  brand: string;
  partNumber: string;
  /** Id of the part-type table. */
  partType: string;
  nameZh: string;
  nameEn: string;
  description: string;
  /** `make:number`. */
  oeNumbers: string[];
  /** `brand:number`. */
  crossReferences: string[];
  attributes: { name: string; value: string; unit: string }[];
  positions: string[];
  packQuantity: number;
  gtin?: string;
  /** `brand:number`, or the number alone under the same brand. */
  supersededBy?: string;
  visibility: 'public' | 'private';
}

/** One row of a `fitments` import: an application. What is absent is no condition. */
export interface FitmentRow {
  brand: string;
  partNumber: string;
  make: string;
  model: string;
  yearFrom: number;
  yearTo: number;
  displacementL?: string;
  cylinders?: number;
  fuel?: string;
  body?: string;
  position?: string;
  quantity: number;
  qualifiers?: string[];
  note?: string;
}

/** One row of an `offers` import. */
export interface OfferRow {
  brand: string;
  partNumber: string;
  /** Decimal text, for one piece. */
  price: string;
  currency: string;
  minQuantity: number;
}

/** One row of a `stock` import. */
export interface StockRow {
  brand: string;
  partNumber: string;
  warehouse: string;
  quantity: number;
  warehouseName: string;
}

/** The columns of each file, in the order of the public formats. */
export const PART_COLUMNS = [
  'brand',
  'partNumber',
  'partType',
  'nameZh',
  'nameEn',
  'description',
  'oeNumbers',
  'crossReferences',
  'attributes',
  'positions',
  'packQuantity',
  'gtin',
  'supersededBy',
  'visibility',
] as const satisfies readonly (keyof PartRow)[];
export const FITMENT_COLUMNS = [
  'brand',
  'partNumber',
  'make',
  'model',
  'yearFrom',
  'yearTo',
  'displacementL',
  'cylinders',
  'fuel',
  'body',
  'position',
  'quantity',
  'qualifiers',
  'note',
] as const satisfies readonly (keyof FitmentRow)[];
export const OFFER_COLUMNS = [
  'brand',
  'partNumber',
  'price',
  'currency',
  'minQuantity',
] as const satisfies readonly (keyof OfferRow)[];
export const STOCK_COLUMNS = [
  'brand',
  'partNumber',
  'warehouse',
  'quantity',
  'warehouseName',
] as const satisfies readonly (keyof StockRow)[];
