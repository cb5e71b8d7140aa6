/** Who may see a part, as far as is known. */
export interface VisibilityOfPart {
  public: boolean;
  /** The catalogue's version of the part that says so; 0 where that isn't known. */
  partVersion: number;
}

/** Of the batches of a file that name a part. Only rows that could be read know of it: what waits for vehicles may be all that one has. */
export function visibilityIn(
  batches: readonly (VisibilityOfPart & { changes: { readonly length: number } })[],
): VisibilityOfPart {
  const told = batches.findLast(({ partVersion }) => partVersion > 0);
  const { public: isPublic = false, partVersion = 0 } =
    told ?? batches.findLast(({ changes }) => changes.length > 0) ?? {};
  return { public: isPublic, partVersion };
}
