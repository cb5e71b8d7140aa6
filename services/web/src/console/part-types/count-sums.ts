interface CountsPage {
  counts: readonly { partTypeId: string | null; unresolved: string | null; parts: number }[];
  partsRead: number;
}

export interface CountSums {
  byType: ReadonlyMap<string, number>;
  /** Typed ids that mean nothing yet, those of the most parts first. */
  unresolved: readonly { id: string; parts: number }[];
  /** Parts that came with no part type at all. */
  without: number;
  partsRead: number;
}

/** What the pages say together. */
export function countSums(pages: readonly CountsPage[]): CountSums {
  const byType = new Map<string, number>();
  const unresolved = new Map<string, number>();
  let without = 0;
  let partsRead = 0;
  for (const page of pages) {
    partsRead += page.partsRead;
    for (const { partTypeId, unresolved: id, parts } of page.counts) {
      if (partTypeId !== null) byType.set(partTypeId, (byType.get(partTypeId) ?? 0) + parts);
      else if (id !== null) unresolved.set(id, (unresolved.get(id) ?? 0) + parts);
      else without += parts;
    }
  }
  return {
    ...{ byType, without, partsRead },
    unresolved: [...unresolved]
      .map(([id, parts]) => ({ id, parts }))
      .sort((a, b) => b.parts - a.parts || (a.id < b.id ? -1 : 1)),
  };
}
