/** How much a position would tell. */
export interface Told {
  /** From 1. */
  position: number;
  /** By how much it would lessen what is open, in bits: 1 leaves half of the possibilities. */
  bits: number;
}

function entropy(counts: Iterable<number>, total: number): number {
  let bits = 0;
  for (const count of counts) bits -= (count / total) * Math.log2(count / total);
  return bits;
}

function countsOf(outcomes: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return counts;
}

/** Positions at which the completions differ, the one that tells most of their outcome first. */
export function tellingPositions(completions: readonly { vin: string; outcome: string }[]): Told[] {
  const total = completions.length;
  if (total < 2) return [];
  const open = entropy(countsOf(completions.map(({ outcome }) => outcome)).values(), total);
  const told: Told[] = [];
  for (let index = 0; index < 17; index += 1) {
    const byCharacter = new Map<string, string[]>();
    for (const { vin, outcome } of completions) {
      const character = vin[index] as string;
      const known = byCharacter.get(character);
      if (known === undefined) byCharacter.set(character, [outcome]);
      else known.push(outcome);
    }
    if (byCharacter.size < 2) continue;
    let left = 0;
    for (const outcomes of byCharacter.values()) {
      left += (outcomes.length / total) * entropy(countsOf(outcomes).values(), outcomes.length);
    }
    const bits = Math.round((open - left) * 100) / 100;
    if (bits > 0) told.push({ position: index + 1, bits });
  }
  return told.sort((a, b) => b.bits - a.bits || a.position - b.position);
}
