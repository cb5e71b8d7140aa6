import { type AnswerOption, AnswerRefused } from './answer-refused.ts';
import { valueLabel } from './attribute-value-label.ts';
import {
  type AttributeAnswers,
  type Candidate,
  compareVehicles,
  listed,
  type RankedCandidate,
  remainingOf,
} from './candidates.ts';
import { ATTRIBUTE_LABELS, type AttributeName } from './data/attribute-labels.ts';
import { type MakerSource, openMakerQuestion } from './maker-questions.ts';
import { possibleYears } from './possible-years.ts';
import { DONT_KNOW, type Question } from './question.ts';
import { questionsFor } from './questions.ts';
import {
  type CandidateVehicle,
  COMPARED_ATTRIBUTES,
  type ComparedAttribute,
  toldBy,
  valueKey,
  vehicleValue,
} from './vehicle-attributes.ts';
import type { VinDecode } from './vin-decode.ts';

/** Vehicles by model and year: the platform's table, or that with a tenant's own rows. */
export interface VehicleSource extends MakerSource {
  vehicles(modelId: string, year: number): readonly CandidateVehicle[];
}

/** By attribute. `unknown` says that who was asked doesn't know. */
export type Answers = Readonly<Partial<Record<string, string>>>;

export interface NarrowNote {
  code: 'answer-contradicts-vin' | 'answer-without-effect';
  message: string;
}

/** What a VIN and what was answered leave of the vehicle table. */
export interface Narrowed {
  /** The likeliest first, at most 20; those that something contradicts come last. */
  candidates: Candidate[];
  /** How many vehicles were compared. */
  total: number;
  /** How many of them the vehicle can be. */
  remaining: number;
  /** The first one is the one to ask; none where nothing that could be answered would tell more. */
  questions: Question[];
  notes: NarrowNote[];
}

const DONT_KNOW_WORDS = new Set([DONT_KNOW, '不知道', '不清楚', '不详']);

/**
 * The vehicles that a decoded VIN can be, and the fewest questions that tell them apart. Where the VIN names only the maker,
 * make, model and year are asked for first, from what the maker has built.
 * @throws AnswerRefused for an attribute, or a value of it, that no vehicle in question has.
 */
export function narrowVehicles(
  source: VehicleSource,
  decode: VinDecode,
  options: { answers?: Answers; now?: Date } = {},
): Narrowed {
  const answers = readAnswers(options.answers ?? {});
  const years = possibleYears(decode, options.now ?? new Date());
  const place = openMakerQuestion(source, decode, answers, years);
  if ('question' in place)
    return { candidates: [], total: 0, remaining: 0, questions: [place.question], notes: [] };
  const vehicles = place.places.flatMap(({ modelId, year }) => [...source.vehicles(modelId, year)]);
  // Where the VIN leaves two years open, the one that fits best is no more than a guess.
  const { year: _guess, ...undated } = decode;
  const told: VinDecode = years.length > 1 ? undated : decode;
  const given = knownAnswers(vehicles, told, { ...answers, ...place.answers });
  const ranked = compareVehicles(vehicles, told, given);
  const remaining = remainingOf(ranked);
  const open = COMPARED_ATTRIBUTES.filter(
    (attribute) => answers[attribute] === undefined && toldBy(told, attribute) === '',
  );
  return {
    candidates: listed(ranked),
    total: ranked.length,
    remaining: remaining.length,
    questions: questionsFor(
      remaining.map(({ vehicle }) => vehicle),
      open,
    ),
    notes: [...contradictions(told, given, ranked), ...withoutEffect(answers, given, ranked.length)],
  };
}

function readAnswers(answers: Answers): Partial<Record<AttributeName, string>> {
  const read: Partial<Record<AttributeName, string>> = {};
  for (const [attribute, value = ''] of Object.entries(answers)) {
    if (!Object.hasOwn(ATTRIBUTE_LABELS, attribute)) {
      throw new AnswerRefused(
        'attribute-unknown',
        attribute,
        Object.entries(ATTRIBUTE_LABELS).map(([name, label]) => ({
          value: name,
          labelEn: label.en,
          labelZh: label.zh,
        })),
      );
    }
    if (value.trim() === '') continue;
    read[attribute as AttributeName] = DONT_KNOW_WORDS.has(value.trim().toLowerCase())
      ? DONT_KNOW
      : value.trim();
  }
  return read;
}

/** The answers to compare by. @throws AnswerRefused for a value that none of the vehicles has, nor the VIN. */
function knownAnswers(
  vehicles: readonly CandidateVehicle[],
  decode: VinDecode,
  answers: Partial<Record<AttributeName, string>>,
): AttributeAnswers {
  const known: AttributeAnswers = {};
  for (const attribute of COMPARED_ATTRIBUTES) {
    const answer = answers[attribute];
    if (answer === undefined || answer === DONT_KNOW || vehicles.length === 0) continue;
    const key = valueKey(attribute, answer);
    const values = new Map(
      vehicles.map((vehicle) => {
        const value = vehicleValue(vehicle, attribute);
        return [valueKey(attribute, value), value];
      }),
    );
    values.delete('');
    if (values.size === 0 && key !== '') continue;
    if (key === '' || (!values.has(key) && valueKey(attribute, toldBy(decode, attribute)) !== key)) {
      throw new AnswerRefused('value-unknown', attribute, optionsOf(attribute, [...values.values()]));
    }
    known[attribute] = answer;
  }
  return known;
}

function optionsOf(attribute: ComparedAttribute, values: readonly string[]): AnswerOption[] {
  return values
    .map((value) => {
      const { en, zh } = valueLabel(attribute, value);
      return { value, labelEn: en, labelZh: zh };
    })
    .sort((a, b) => Number(a.value) - Number(b.value) || (a.value < b.value ? -1 : 1));
}

function contradictions(
  decode: VinDecode,
  answers: AttributeAnswers,
  ranked: readonly RankedCandidate[],
): NarrowNote[] {
  const notes: NarrowNote[] = [];
  for (const attribute of COMPARED_ATTRIBUTES) {
    const told = toldBy(decode, attribute);
    const answer = answers[attribute];
    if (told === '' || answer === undefined || valueKey(attribute, told) === valueKey(attribute, answer))
      continue;
    const { en, zh } = ATTRIBUTE_LABELS[attribute];
    notes.push({
      code: 'answer-contradicts-vin',
      message: `${en} (${zh}): the answer is ${nameOf(attribute, answer, ranked)}, the VIN says ${nameOf(attribute, told, ranked)}. The answer counts for more.`,
    });
  }
  return notes;
}

/** Answers by which nothing could be told apart, because of no vehicle it is known. */
function withoutEffect(
  answers: Partial<Record<AttributeName, string>>,
  used: AttributeAnswers,
  vehicles: number,
): NarrowNote[] {
  if (vehicles === 0) return [];
  return COMPARED_ATTRIBUTES.flatMap((attribute) => {
    const answer = answers[attribute];
    if (answer === undefined || answer === DONT_KNOW || used[attribute] !== undefined) return [];
    const { en, zh } = ATTRIBUTE_LABELS[attribute];
    return [
      {
        code: 'answer-without-effect' as const,
        message: `${en} (${zh}): it is known of none of these vehicles.`,
      },
    ];
  });
}

/** Models have ids; people know names. */
function nameOf(attribute: ComparedAttribute, value: string, ranked: readonly RankedCandidate[]): string {
  if (attribute !== 'model') return value;
  return ranked.find(({ vehicle }) => vehicle.modelId === value)?.vehicle.model ?? value;
}
