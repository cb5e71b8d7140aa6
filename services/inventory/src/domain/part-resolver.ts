export interface PartReference {
  brand: string;
  partNumber: string;
}

/** Brand and number, in any spelling, to the part that the tenant means by it. */
export interface PartResolver {
  /** In the order asked; undefined where nothing that the tenant may see has this brand and number. */
  resolve(tenant: string, references: readonly PartReference[]): Promise<(string | undefined)[]>;
}
