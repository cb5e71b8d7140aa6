import type { Allocation } from './allocate.ts';

export interface DeclaredParts {
  readonly partIds: ReadonlySet<string>;
  add(allocations: readonly Allocation[]): void;
  /** @throws TypeError for a part that a step wasn't said to be about. */
  require(partId: string): void;
}

/** The parts that a step may touch. */
export function declaredParts(partIds: readonly string[]): DeclaredParts {
  const declared = new Set(partIds);
  return {
    partIds: declared,
    add(allocations) {
      for (const { partId } of allocations) declared.add(partId);
    },
    require(partId) {
      if (!declared.has(partId))
        throw new TypeError(`The step wasn’t said to be about the part '${partId}'.`);
    },
  };
}
