/** Names of the brands that occur in the index, for the labels of facets. */
export interface BrandNames {
  /** Durable when it resolves; a brand that is known keeps its name, and one without a name isn't kept. */
  remember(brands: readonly { brandId: string; name: string }[]): Promise<void>;
  /** By brand id; without those that aren't known. */
  names(brandIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
