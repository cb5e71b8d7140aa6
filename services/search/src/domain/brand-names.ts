/** Names of the brands that occur in the index, for the labels of facets. */
export interface BrandNames {
  /** Durable when it returns; a brand that is known keeps its name. */
  remember(brands: readonly { brandId: string; name: string }[]): void;
  name(brandId: string): string;
}
