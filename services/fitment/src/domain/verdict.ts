import type { Fitment } from './fitment.ts';
import { type FitVehicle, matchVehicle } from './vehicle-match.ts';

export interface Verdict {
  kind: 'fits' | 'does-not-fit' | 'cannot-tell';
  /** The applications that speak for it. */
  proof: Fitment[];
  /** What would decide it: conditions and qualifiers to look at. */
  undecided: string[];
}

/**
 * Whether a part fits a vehicle of which `candidates` are the rows of the table that it may be. It fits when every
 * candidate has an application that matches without a qualifier; where only some have, or a qualifier stands in
 * between, that is said rather than decided.
 */
export function judge(fitments: readonly Fitment[], candidates: readonly FitVehicle[]): Verdict {
  const proof = new Set<Fitment>();
  const undecided = new Set<string>();
  let certain = 0;
  for (const vehicle of candidates) {
    let fits = false;
    for (const fitment of fitments) {
      const match = matchVehicle(fitment.selector, vehicle);
      if (match.kind === 'no') continue;
      proof.add(fitment);
      const open = match.kind === 'unknown' ? match.undecided : [];
      if (open.length === 0 && fitment.qualifiers.length === 0) fits = true;
      else for (const reason of [...open, ...fitment.qualifiers]) undecided.add(reason);
    }
    if (fits) certain += 1;
  }
  if (proof.size === 0) return { kind: 'does-not-fit', proof: [], undecided: [] };
  if (certain === candidates.length) return { kind: 'fits', proof: [...proof], undecided: [] };
  for (const fitment of proof) for (const condition of conditionsOf(fitment)) undecided.add(condition);
  return { kind: 'cannot-tell', proof: [...proof], undecided: [...undecided] };
}

function conditionsOf({ selector }: Fitment): string[] {
  const conditions: string[] = [];
  if (selector.displacementL !== '') conditions.push(`displacementL: ${selector.displacementL}`);
  if (selector.cylinders !== 0) conditions.push(`cylinders: ${selector.cylinders}`);
  if (selector.fuel !== '') conditions.push(`fuel: ${selector.fuel}`);
  if (selector.body !== '') conditions.push(`body: ${selector.body}`);
  return conditions;
}
