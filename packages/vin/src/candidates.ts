import {
  type CandidateVehicle,
  COMPARED_ATTRIBUTES,
  type ComparedAttribute,
  toldBy,
  valueKey,
  vehicleValue,
  weightOf,
} from './vehicle-attributes.ts';
import type { VinDecode } from './vin-decode.ts';

export interface Candidate {
  vehicle: CandidateVehicle;
  /** 0 to 1: how much of what sets vehicles apart is confirmed by the VIN and by what was answered. */
  score: number;
  /** Attributes in which the vehicle is what the VIN, or who was asked, says. */
  agrees: string[];
  /** Attributes in which the VIN, or who was asked, says something else. */
  contradicts: string[];
  /** Attributes of which the VIN, the vehicle or both say nothing. */
  unknown: string[];
}

/** A candidate with what its order goes by. */
export interface RankedCandidate extends Candidate {
  /** Weight of what contradicts it: 0 for a vehicle that it can be. */
  against: number;
}

/** What was answered, by attribute. */
export type AttributeAnswers = Partial<Record<ComparedAttribute, string>>;

/** Who has the vehicle in front of them is to be believed before a pattern. */
const ANSWER_WEIGHT = 2;

const MOST = 20;

/**
 * Compares each vehicle with what the VIN told and what was answered: those that nothing contradicts first, by how much is
 * confirmed. An attribute in which the vehicles differ counts more than one in which they are alike; what either side leaves
 * open counts half.
 */
export function compareVehicles(
  vehicles: readonly CandidateVehicle[],
  decode: VinDecode,
  answers: AttributeAnswers = {},
): RankedCandidate[] {
  const attributes = COMPARED_ATTRIBUTES.map((name) => {
    const keys = vehicles.map((vehicle) => valueKey(name, vehicleValue(vehicle, name)));
    return {
      name,
      keys,
      told: valueKey(name, toldBy(decode, name)),
      answered: valueKey(name, answers[name] ?? ''),
      weight: weightOf(name) * (0.25 + 0.75 * spread(keys)),
    };
  }).filter(({ keys, told, answered }) => told !== '' || answered !== '' || keys.some((key) => key !== ''));
  const whole = attributes.reduce((sum, { weight }) => sum + weight, 0);
  return vehicles
    .map((vehicle, index): RankedCandidate => {
      const candidate: RankedCandidate = {
        vehicle,
        score: 0,
        agrees: [],
        contradicts: [],
        unknown: [],
        against: 0,
      };
      let points = 0;
      for (const { name, keys, told, answered, weight } of attributes) {
        const key = keys[index] as string;
        if (key === '' || (told === '' && answered === '')) {
          candidate.unknown.push(name);
          points += weight / 2;
          continue;
        }
        const against =
          (told === '' || told === key ? 0 : weightOf(name)) +
          (answered === '' || answered === key ? 0 : weightOf(name) * ANSWER_WEIGHT);
        candidate.against += against;
        if (against > 0) candidate.contradicts.push(name);
        else {
          candidate.agrees.push(name);
          points += weight;
        }
      }
      candidate.score = whole === 0 ? 0.5 : Math.round((points / whole) * 1_000) / 1_000;
      return candidate;
    })
    .sort(
      (a, b) =>
        a.against - b.against || b.score - a.score || (a.vehicle.vehicleId < b.vehicle.vehicleId ? -1 : 1),
    );
}

/** Those that the least contradicts: what the vehicle can be. `ranked` is in the order of `compareVehicles`. */
export function remainingOf(ranked: readonly RankedCandidate[]): RankedCandidate[] {
  const least = ranked[0]?.against ?? 0;
  return ranked.filter(({ against }) => against === least);
}

/** The likeliest, at most 20. */
export function rankCandidates(vehicles: readonly CandidateVehicle[], decode: VinDecode): Candidate[] {
  return listed(compareVehicles(vehicles, decode));
}

export function listed(ranked: readonly RankedCandidate[]): Candidate[] {
  return ranked.slice(0, MOST).map(({ against, ...candidate }) => candidate);
}

/** 0 where all that is known is alike, 1 where each has a value of its own: the entropy, by what it could be at most. */
function spread(keys: readonly string[]): number {
  const counts = new Map<string, number>();
  let known = 0;
  for (const key of keys) {
    if (key === '') continue;
    known += 1;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  if (counts.size < 2) return 0;
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / known) * Math.log2(count / known);
  return entropy / Math.log2(known);
}
