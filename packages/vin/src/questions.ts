import { valueLabel } from './attribute-value-label.ts';
import { ATTRIBUTE_LABELS } from './data/attribute-labels.ts';
import type { Question } from './question.ts';
import {
  type CandidateVehicle,
  type ComparedAttribute,
  valueKey,
  vehicleValue,
} from './vehicle-attributes.ts';

/** Vehicles that no question tells apart. */
interface Kind {
  ids: string[];
  /** By the place of the attribute; empty where unknown. */
  keys: string[];
  values: string[];
}

/** Up to as many kinds and open attributes the order of questions is the best one; beyond, each step is. */
const EXACT_KINDS = 10;
const EXACT_ATTRIBUTES = 9;
const MOST_QUESTIONS = 200;
const MOST_IDS = 20;

interface Split {
  attribute: number;
  /** The kinds that remain, by answer. */
  branches: Map<string, Kind[]>;
  /** Questions still expected, this one included. */
  cost: number;
}

/**
 * The questions that tell the vehicles apart, the first one first; none where nothing does. Options point to the question that
 * follows. Of questions equally good the one that stands earlier in `attributes` is asked.
 *
 * A vehicle of which an attribute isn't known remains whatever is answered.
 */
export function questionsFor(
  vehicles: readonly CandidateVehicle[],
  attributes: readonly ComparedAttribute[],
): Question[] {
  const kinds = kindsOf(vehicles, attributes);
  const solve = solver(attributes.length);
  const questions: Question[] = [];
  const places = new Map<string, number>();
  const waiting: (() => void)[] = [];

  function ask(remaining: readonly Kind[]): number | undefined {
    const split = solve(remaining);
    const attribute = attributes[split?.attribute ?? -1];
    if (split === undefined || attribute === undefined) return undefined;
    const name = remaining.map((kind) => kinds.indexOf(kind)).join(' ');
    const known = places.get(name);
    if (known !== undefined) return known;
    if (questions.length >= MOST_QUESTIONS) return undefined;
    const place = questions.length;
    places.set(name, place);
    const { en, zh } = ATTRIBUTE_LABELS[attribute];
    const question: Question = { attribute, labelEn: en, labelZh: zh, options: [] };
    questions.push(question);
    const branches = [...split.branches].map(([key, kept]) => {
      const of = kept.find(({ keys }) => keys[split.attribute] === key);
      return { value: of?.values[split.attribute] ?? key, kept };
    });
    branches.sort((a, b) => inOrder(a.value, b.value));
    for (const { value, kept } of branches) {
      const label = valueLabel(attribute, value);
      const ids = kept.flatMap((kind) => kind.ids).sort();
      const option: Question['options'][number] = {
        value,
        labelEn: label.en,
        labelZh: label.zh,
        count: ids.length,
        vehicleIds: ids.slice(0, MOST_IDS),
      };
      question.options.push(option);
      // Not at once: the list has a question before the ones that follow from it.
      waiting.push(() => {
        const next = ask(kept);
        if (next !== undefined) option.next = next;
      });
    }
    return place;
  }

  ask(kinds);
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) step();
  return questions;
}

function kindsOf(vehicles: readonly CandidateVehicle[], attributes: readonly ComparedAttribute[]): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const vehicle of vehicles) {
    const values = attributes.map((attribute) => vehicleValue(vehicle, attribute));
    const keys = attributes.map((attribute, at) => valueKey(attribute, values[at] as string));
    const name = keys.join('\u0000');
    const kind = kinds.get(name);
    if (kind === undefined) kinds.set(name, { ids: [vehicle.vehicleId], keys, values });
    else kind.ids.push(vehicle.vehicleId);
  }
  return [...kinds.values()];
}

function solver(attributes: number): (kinds: readonly Kind[]) => Split | undefined {
  const numbers = new Map<Kind, number>();
  const solved = new Map<string, Split | undefined>();
  const numberOf = (kind: Kind): number => {
    const number = numbers.get(kind) ?? numbers.size;
    numbers.set(kind, number);
    return number;
  };

  function best(kinds: readonly Kind[]): Split | undefined {
    const name = kinds
      .map(numberOf)
      .sort((a, b) => a - b)
      .join(' ');
    if (solved.has(name)) return solved.get(name);
    const splits = splitsOf(kinds, attributes);
    const exact = kinds.length <= EXACT_KINDS && splits.length <= EXACT_ATTRIBUTES;
    const all = sizeOf(kinds);
    let found: Split | undefined;
    for (const split of splits) {
      split.cost = exact ? 1 : 0;
      for (const [key, kept] of split.branches) {
        const share = shareOf(key, split, kinds) / all;
        split.cost += share * (exact ? (best(kept)?.cost ?? 0) : sizeOf(kept) / all);
      }
      if (found === undefined || split.cost < found.cost - 1e-9) found = split;
    }
    // The measure of a step is not one of questions: what follows has to be counted.
    if (found !== undefined && !exact) {
      found.cost = 1;
      for (const [key, kept] of found.branches)
        found.cost += (shareOf(key, found, kinds) / all) * (best(kept)?.cost ?? 0);
    }
    solved.set(name, found);
    return found;
  }
  return best;
}

/** The questions that have two answers or more among these. */
function splitsOf(kinds: readonly Kind[], attributes: number): Split[] {
  const splits: Split[] = [];
  for (let attribute = 0; attribute < attributes; attribute += 1) {
    const keys = new Set(kinds.map((kind) => kind.keys[attribute] as string));
    keys.delete('');
    if (keys.size < 2) continue;
    const branches = new Map(
      [...keys].map((key) => [
        key,
        kinds.filter((kind) => kind.keys[attribute] === key || kind.keys[attribute] === ''),
      ]),
    );
    splits.push({ attribute, branches, cost: 0 });
  }
  return splits;
}

const sizeOf = (kinds: readonly Kind[]): number => kinds.reduce((sum, { ids }) => sum + ids.length, 0);

/** How many vehicles give this answer; those of which it isn't known are taken to give each answer as often. */
function shareOf(key: string, { attribute, branches }: Split, kinds: readonly Kind[]): number {
  let share = 0;
  for (const kind of kinds) {
    if (kind.keys[attribute] === key) share += kind.ids.length;
    else if (kind.keys[attribute] === '') share += kind.ids.length / branches.size;
  }
  return share;
}

function inOrder(a: string, b: string): number {
  return Number(a) - Number(b) || (a < b ? -1 : a > b ? 1 : 0);
}
