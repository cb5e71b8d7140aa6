export interface PartReference {
  brand: string;
  partNumber: string;
}

export interface ResolvedPart {
  partId: string;
  /** The asking tenant publishes it. */
  own: boolean;
  public: boolean;
}

/** Asks the catalogue which parts a tenant's brands and numbers mean. */
export interface PartResolver {
  /** In the same order; undefined where nothing visible has that brand and number. */
  resolve(tenant: string, references: readonly PartReference[]): Promise<(ResolvedPart | undefined)[]>;
}
