import type { Fitment } from './fitment.ts';
import { NO_APPLICATIONS, nearestApplication, type WhyNot } from './nearest-application.ts';
import {
  attributeOf,
  type Condition,
  type FitVehicle,
  type KnownOfVehicle,
  matchVehicle,
  mismatches,
  NOTHING_KNOWN,
} from './vehicle-match.ts';

/** What one would have to know of the vehicle, and what it may be. */
export interface DecidingQuestion {
  attribute: Condition['name'];
  /** Of `qualifier`: which. */
  qualifier: string;
  /** `other` stands for all that no application asks for. */
  options: string[];
}

export interface Verdict {
  kind: 'fits' | 'does-not-fit' | 'cannot-tell';
  /** The applications that speak for it. */
  proof: Fitment[];
  /** What would decide it: conditions and qualifiers to look at, such as `displacementL: 2.4`. */
  undecided: string[];
  /** The same as questions. */
  deciding: DecidingQuestion[];
  /** Only where it doesn't fit, or nothing is known of the part's applications. */
  whyNot?: WhyNot;
}

/**
 * Whether a part fits a vehicle of which `candidates` are the rows of the table that it may be. It fits when every
 * candidate has an application that matches without a qualifier; where only some have, or a qualifier stands in
 * between, that is said rather than decided. Of a part without applications nothing is known; `total` is how many it has
 * where `fitments` are only those of the candidates' models.
 */
export function judge(
  fitments: readonly Fitment[],
  candidates: readonly FitVehicle[],
  known: KnownOfVehicle = NOTHING_KNOWN,
  total: number = fitments.length,
): Verdict {
  if (total === 0)
    return { kind: 'cannot-tell', proof: [], undecided: [], deciding: [], whyNot: NO_APPLICATIONS };
  const proof = new Set<Fitment>();
  const open = new Map<string, Condition>();
  let certain = 0;
  for (const vehicle of candidates) {
    let fits = false;
    for (const fitment of fitments) {
      const match = matchVehicle(fitment.selector, vehicle, known);
      if (match.kind === 'no') continue;
      const qualifiers = openQualifiers(fitment, known);
      if (qualifiers === undefined) continue;
      proof.add(fitment);
      const undecided = match.kind === 'unknown' ? [...match.undecided, ...qualifiers] : qualifiers;
      if (undecided.length === 0) fits = true;
      else for (const condition of undecided) open.set(conditionText(condition), condition);
    }
    if (fits) certain += 1;
  }
  if (proof.size === 0) {
    const whyNot = nearestApplication(fitments, candidates, known);
    return { kind: 'does-not-fit', proof: [], undecided: [], deciding: [], whyNot };
  }
  if (certain === candidates.length) return { kind: 'fits', proof: [...proof], undecided: [], deciding: [] };
  // What some of the candidates are known not to meet tells them apart, as long as nobody knows which it is.
  for (const { selector } of proof)
    for (const vehicle of candidates)
      for (const { name, wanted } of mismatches(selector, vehicle, known))
        open.set(conditionText({ name, wanted }), { name, wanted });
  const conditions = [...open.values()];
  return {
    kind: 'cannot-tell',
    proof: [...proof],
    undecided: conditions.map(conditionText),
    deciding: questionsOf(conditions, candidates, known),
  };
}

/** Undefined where the vehicle is known not to meet one. */
function openQualifiers({ qualifiers }: Fitment, known: KnownOfVehicle): Condition[] | undefined {
  if (qualifiers.length === 0) return [];
  if (qualifiers.some((qualifier) => known.qualifiers.get(qualifier) === false)) return undefined;
  return qualifiers
    .filter((qualifier) => !known.qualifiers.has(qualifier))
    .map((wanted) => ({ name: 'qualifier', wanted }));
}

function conditionText({ name, wanted }: Condition): string {
  return name === 'qualifier' ? wanted : `${name}: ${wanted}`;
}

function questionsOf(
  conditions: readonly Condition[],
  candidates: readonly FitVehicle[],
  known: KnownOfVehicle,
): DecidingQuestion[] {
  const questions = new Map<string, DecidingQuestion>();
  for (const { name, wanted } of conditions) {
    if (name === 'qualifier') {
      questions.set(`qualifier ${wanted}`, {
        ...{ attribute: name, qualifier: wanted, options: ['yes', 'no'] },
      });
      continue;
    }
    const question = questions.get(name) ?? { attribute: name, qualifier: '', options: [] };
    question.options.push(wanted);
    questions.set(name, question);
  }
  for (const question of questions.values()) {
    const { attribute, options } = question;
    if (attribute === 'qualifier') continue;
    const theirs =
      attribute === 'productionDate'
        ? ['']
        : candidates.map((vehicle) => attributeOf(vehicle, known, attribute));
    const all = [...options, ...theirs.map((value) => (value === '' ? 'other' : value))];
    question.options = [...new Set(all)].sort((a, b) => Number(a === 'other') - Number(b === 'other'));
  }
  return [...questions.values()];
}
