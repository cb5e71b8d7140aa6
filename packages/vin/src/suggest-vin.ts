import { changeFilter } from './change-filter.ts';
import { expectedCheckDigit } from './check-digit.ts';
import {
  allReplaced,
  deletions,
  fillings,
  insertions,
  lookAlikes,
  type Proposal,
  substitutions,
  swaps,
} from './repair-proposals.ts';
import type { VinDecode, VinSuggestion } from './vin-decode.ts';
import {
  evidenceNear,
  formScore,
  GOOD_FORM,
  impossiblePositions,
  isMaker,
  needsCheckDigit,
  type VinEvidence,
} from './vin-evidence.ts';
import type { VinTable } from './vin-table.ts';
import { wmiOf } from './wmi-number.ts';

const MOST = 5;
/** More characters than this that no VIN can have where they stand are no slip of the pen. */
const MOST_IMPOSSIBLE = 4;
/** Bounds of the work for one VIN. */
const MOST_WAYS = 256;
const MOST_DECODES = 40;
/** A suggestion below this is noise. */
const LEAST_CONFIDENCE = 0.005;
/** From here on a suggestion puts its positions in doubt. */
const GOOD_CONFIDENCE = 0.05;

/** Two slips at once, or one that isn't thought of, and a good VIN behind it. */
const SOMETHING_ELSE = Math.log(0.00002) + GOOD_FORM;
/**
 * A VIN of a region without check digits that is right as it is, though patterns of North America name its model: zero is
 * what European makers fill position 9 with, where they don't write Z.
 */
const RIGHT_AS_IT_IS = { zero: 0, other: Math.log(0.15) };
/** Below this nothing is said against a VIN that may well be right. */
const LEAST_AGAINST_RIGHT = 0.1;
/** Share of the VINs of makers elsewhere that were built for North America, by whether position 9 is zero. */
const FOR_NORTH_AMERICA = { zero: 0.3, other: 0.5 };
/** Patterns are those of vehicles for North America: of others they say little, and no more than this against them. */
const AGAINST_OTHERS = 6;
/** Natural logarithm: what comes this far behind the best is not worth telling (LEAST_CONFIDENCE), nor a look at patterns. */
const FAR_BEHIND = 5.5;

interface Scored {
  proposal: Proposal;
  score: number;
  evidence: number;
}

export interface Repair {
  suggestions: VinSuggestion[];
  /** Positions in doubt, from 1, sorted. */
  doubtful: number[];
}

/**
 * VINs that this one may be a misreading of, the likeliest first: look-alikes, neighbours or next but one swapped, any
 * other character, one given twice or lost, characters run together. Each has nothing that no VIN has, and a right
 * check digit where one is mandatory. Ranked by how often such a slip happens, and how well the WMI, the patterns of its
 * year and the form of the serial number explain the result. Outside North America and China there must be a sign that
 * something is wrong: an impossible character, an unknown WMI, or patterns that hold for North America alone.
 */
export function repairVin(
  table: VinTable,
  { vin, checkDigit }: Pick<VinDecode, 'vin' | 'checkDigit'>,
  now: Date,
): Repair {
  if (
    vin.length < 16 ||
    vin.length > 18 ||
    (vin.length === 17 && checkDigit.valid) ||
    /[^A-Z0-9*]/.test(vin)
  ) {
    return { suggestions: [], doubtful: [] };
  }
  if (vin.includes('*')) return filledIn(table, vin, now);
  const checkDigitNeeded = needsCheckDigit(vin);
  const impossible = vin.length === 17 ? impossiblePositions(vin, { checkDigitNeeded }) : [];
  // Where no check digit is asked for, and nothing impossible stands, the VIN may be right.
  const weigh = evidenceNear(table, vin, now);
  const given = vin.length === 17 && impossible.length === 0 && !checkDigitNeeded ? weigh(vin) : undefined;
  // A known maker's VIN whose position 9 is a filler, or of whom North American patterns know nothing, isn't doubted.
  if (given?.maker === true && !(given.patterned && /[0-9X]/.test(vin[8] as string))) {
    return { suggestions: [], doubtful: [] };
  }
  const digitCounts = checkDigitNeeded || given?.maker === true;
  const plausible = bestOf(proposalsFor(vin, impossible, digitCounts), table, vin, given);
  const suggestions = confident(weighed(plausible, weigh, given), vin, given);
  const doubtful = new Set(impossible.length <= MOST_IMPOSSIBLE ? impossible.map((index) => index + 1) : []);
  suggestions.forEach(({ positions, confidence }, rank) => {
    if (rank === 0 || confidence >= GOOD_CONFIDENCE) for (const position of positions) doubtful.add(position);
  });
  return { suggestions, doubtful: [...doubtful].sort((a, b) => a - b) };
}

/** What the check digit and the patterns leave for one or two unknown characters, where a check digit is mandatory. */
function filledIn(table: VinTable, vin: string, now: Date): Repair {
  if (vin.length !== 17) return { suggestions: [], doubtful: [] };
  const proposals = fillings(vin).filter((proposal) => needsCheckDigit(proposal.vin));
  const scored = weighed(bestOf(proposals, table, vin, undefined), evidenceNear(table, vin, now), undefined);
  return { suggestions: confident(scored, vin, undefined), doubtful: [] };
}

function proposalsFor(vin: string, impossible: readonly number[], digitCounts: boolean): Proposal[] {
  if (vin.length === 16) return insertions(vin);
  if (vin.length === 18) return deletions(vin);
  if (impossible.length > MOST_IMPOSSIBLE) return [];
  const filter = changeFilter(vin, impossible, digitCounts);
  const single = [...lookAlikes(vin, filter), ...swaps(vin, filter), ...substitutions(vin, filter)];
  if (impossible.length < 2) return single;
  return [...single, ...allReplaced(vin, impossible, MOST_WAYS)];
}

/** What no rule of form rules out, the likeliest so far, each VIN once. */
function bestOf(
  proposals: readonly Proposal[],
  table: VinTable,
  vin: string,
  given: VinEvidence | undefined,
): Scored[] {
  const scored: Scored[] = [];
  const makers = new Map<string, boolean>();
  const isOfMaker = (wmi: string): boolean => {
    let known = makers.get(wmi);
    if (known === undefined) {
      known = isMaker(table, wmi);
      makers.set(wmi, known);
    }
    return known;
  };
  const same = vin[2] !== '9' && isOfMaker(wmiOf(vin));
  for (const proposal of proposals) {
    const { vin: meant, sound } = proposal;
    if (!sound) {
      const checkDigitNeeded = needsCheckDigit(meant);
      if (impossiblePositions(meant, { checkDigitNeeded }).length > 0) continue;
      if ((checkDigitNeeded || given?.maker === true) && expectedCheckDigit(meant) !== meant[8]) continue;
    }
    const maker = (sound && same) || isOfMaker(wmiOf(meant));
    scored.push({ proposal, score: proposal.prior + formScore(meant, maker), evidence: 0 });
  }
  scored.sort((a, b) => b.score - a.score);
  const best: Scored[] = [];
  const known = new Set<string>();
  for (const one of scored) {
    const { vin: meant } = one.proposal;
    if (known.has(meant)) continue;
    known.add(meant);
    if (best.push(one) === MOST_DECODES) break;
  }
  return best;
}

function weighed(
  proposals: readonly Scored[],
  weigh: (vin: string) => VinEvidence,
  given: VinEvidence | undefined,
): Scored[] {
  const scored: Scored[] = [];
  let best = -Infinity;
  for (const { proposal, score: formed } of proposals) {
    // Patterns can only take away from the form's score.
    if (formed < best - FAR_BEHIND) break;
    const { vin, prior } = proposal;
    const evidence = weigh(vin);
    if (given !== undefined && !evidence.maker) continue;
    // Where nothing but patterns tells that something is wrong, they must also tell what is right.
    if (given?.maker === true && !evidence.model) continue;
    const explained = needsCheckDigit(vin) ? evidence.score : elsewhere(vin, evidence.score, formed - prior);
    scored.push({ proposal, score: prior + explained, evidence: evidence.score });
    best = Math.max(best, prior + explained);
  }
  return scored;
}

/** Either built for North America, with a right check digit and patterns that know it, or for others. */
function elsewhere(vin: string, score: number, form: number): number {
  const share = /[0-9X]/.test(vin[8] as string) ? FOR_NORTH_AMERICA[vin[8] === '0' ? 'zero' : 'other'] : 0;
  const right = expectedCheckDigit(vin) === vin[8];
  // A right check digit is eleven times as common where it is asked for as elsewhere.
  const built = right ? share * Math.exp(score) : 0;
  return Math.log(built + ((1 - share) / 11) * Math.exp(Math.max(score, form - AGAINST_OTHERS)));
}

function confident(scored: Scored[], vin: string, given: VinEvidence | undefined): VinSuggestion[] {
  if (scored.length === 0) return [];
  scored.sort(
    (a, b) =>
      b.score - a.score ||
      (a.proposal.positions[0] as number) - (b.proposal.positions[0] as number) ||
      (a.proposal.vin < b.proposal.vin ? -1 : 1),
  );
  const { score: top, evidence, proposal: best } = scored[0] as Scored;
  // Where even the best is badly explained, the data is thin, and something else would be so as well: the more so where
  // patterns are those of vehicles for another continent.
  const thin = Math.min(0, evidence - GOOD_FORM) / (needsCheckDigit(best.vin) ? 2 : 1);
  let sum = Math.exp(SOMETHING_ELSE + thin - top);
  if (given !== undefined) {
    sum += Math.exp(given.score + (vin[8] === '0' ? RIGHT_AS_IT_IS.zero : RIGHT_AS_IT_IS.other) - top);
  }
  for (const { score } of scored) sum += Math.exp(score - top);
  const suggestions = scored.slice(0, MOST).map(({ proposal, score }) => ({
    vin: proposal.vin,
    reason: proposal.reason(),
    positions: proposal.positions,
    confidence: Math.round((Math.exp(score - top) / sum) * 1000) / 1000,
  }));
  if (given !== undefined && (suggestions[0] as VinSuggestion).confidence < LEAST_AGAINST_RIGHT) return [];
  return suggestions.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE);
}
