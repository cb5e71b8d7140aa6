import { type AnswerOption, AnswerRefused } from './answer-refused.ts';
import { ATTRIBUTE_LABELS, type AttributeName } from './data/attribute-labels.ts';
import { chinaWmi } from './data/china-wmi.ts';
import { makeNameZh } from './data/chinese-makes.ts';
import { makeKey } from './data/make-names.ts';
import { DONT_KNOW, type Question } from './question.ts';
import type { VehicleMake, VehicleModel } from './vehicle-table.ts';
import type { VinDecode } from './vin-decode.ts';

/** Makes, models and the years in which each was built. */
export interface MakerSource {
  findMake(name: string): VehicleMake | undefined;
  models(makeId: string): readonly VehicleModel[];
  model(modelId: string): VehicleModel | undefined;
  years(modelId: string): readonly number[];
  vehicles(modelId: string, year: number): readonly unknown[];
}

/** A model in a year. */
interface Place {
  modelId: string;
  year: number;
}

type Given = Partial<Record<AttributeName, string>>;

/**
 * The models and years in which the vehicle is to be looked for, or the question that has to be answered before: make, then
 * model, then year, each only where the VIN leaves it open. `answers` are those that name a model and year by their ids.
 */
export function openMakerQuestion(
  source: MakerSource,
  decode: VinDecode,
  given: Given,
  years: readonly number[],
): { question: Question } | { places: Place[]; answers: Given } {
  const answers: Given = {};
  const makes = makesOf(source, decode);
  const make = chosenMake(makes, given);
  const told = decode.modelId ?? namedModel(source, make, decode);
  let modelId = told;
  if (given.model !== undefined && given.model !== DONT_KNOW) {
    modelId = chosenModel(source, make?.makeId ?? decode.makeId, given.model).modelId;
    answers.model = modelId;
  }
  if (modelId === undefined) {
    if (make === undefined) return asked('make', given, makes.map(makeOption)) ?? { places: [], answers };
    const models = source
      .models(make.makeId)
      .map((model) => modelOption(source, model, years))
      .filter(({ count }) => count > 0);
    const question = asked('model', given, models);
    if (question !== undefined) return question;
    modelId = models.length === 1 ? models[0]?.value : undefined;
    if (modelId === undefined) return { places: [], answers };
  }
  const year = chosenYear(source, modelId, given);
  if (year !== undefined) answers.year = String(year);
  let open = year === undefined || years.includes(year) ? [...years] : [...years, year];
  if (open.length === 0) {
    open = [...source.years(modelId)];
    const all = open.map((each) => yearOption(source, modelId, each));
    const question = asked('year', given, all);
    if (question !== undefined) return question;
  }
  const models = told === undefined || told === modelId ? [modelId] : [modelId, told];
  return { places: models.flatMap((id) => open.map((each) => ({ modelId: id, year: each }))), answers };
}

/** A rule may name a model that has no id. */
function namedModel(
  source: MakerSource,
  make: VehicleMake | undefined,
  decode: VinDecode,
): string | undefined {
  const key = makeKey(decode.attributes.model?.value ?? '');
  if (make === undefined || key === '') return undefined;
  const [found, second] = source.models(make.makeId).filter(({ name }) => makeKey(name) === key);
  return second === undefined ? found?.modelId : undefined;
}

/** Makes that the VIN leaves; none where it names none. */
function makesOf(source: MakerSource, decode: VinDecode): VehicleMake[] {
  const name = decode.attributes.make?.value;
  const names = name === undefined ? (chinaWmi(decode.wmi)?.makes ?? []) : [name];
  return names.flatMap((each) => source.findMake(each) ?? []);
}

function chosenMake(makes: readonly VehicleMake[], { make: answer }: Given): VehicleMake | undefined {
  if (makes.length === 1) return makes[0];
  if (answer === undefined || answer === DONT_KNOW || makes.length === 0) return undefined;
  const keys = new Set([answer, makeNameZh(answer) ?? ''].map(makeKey).filter((key) => key !== ''));
  const chosen = makes.find(
    ({ makeId, name, nameZh }) => makeId === answer || keys.has(makeKey(name)) || keys.has(makeKey(nameZh)),
  );
  if (chosen === undefined) throw new AnswerRefused('value-unknown', 'make', makes.map(makeOption));
  return chosen;
}

function chosenModel(source: MakerSource, makeId: string | undefined, answer: string): VehicleModel {
  const byId = source.model(answer);
  if (byId !== undefined && (makeId === undefined || byId.makeId === makeId)) return byId;
  const models = makeId === undefined ? [] : source.models(makeId);
  const key = makeKey(answer);
  const [chosen, second] = models.filter(({ name }) => makeKey(name) === key);
  if (chosen === undefined || key === '' || second !== undefined) {
    throw new AnswerRefused(
      'value-unknown',
      'model',
      models.map(({ modelId, name }) => ({ value: modelId, labelEn: name, labelZh: name })),
    );
  }
  return chosen;
}

function chosenYear(source: MakerSource, modelId: string, { year: answer }: Given): number | undefined {
  if (answer === undefined || answer === DONT_KNOW) return undefined;
  const year = /^\d{4}/.test(answer) ? Number.parseInt(answer, 10) : 0;
  if (source.vehicles(modelId, year).length > 0) return year;
  const years = source.years(modelId).map(String);
  throw new AnswerRefused(
    'value-unknown',
    'year',
    years.map((value) => ({ value, labelEn: value, labelZh: `${value} 年` })),
  );
}

type Counted = AnswerOption & { count: number };

/** The question, where it has two answers or more and isn't answered with "don't know" yet. */
function asked(
  attribute: 'make' | 'model' | 'year',
  given: Given,
  options: readonly Counted[],
): { question: Question } | undefined {
  if (given[attribute] === DONT_KNOW || options.length < 2) return undefined;
  const { en, zh } = ATTRIBUTE_LABELS[attribute];
  return {
    question: {
      attribute,
      labelEn: en,
      labelZh: zh,
      options: options.map((option) => ({ ...option, vehicleIds: [] })),
    },
  };
}

function makeOption({ name, nameZh, modelCount }: VehicleMake): Counted {
  return { value: name, labelEn: name, labelZh: nameZh === '' ? name : nameZh, count: modelCount };
}

function modelOption(source: MakerSource, model: VehicleModel, years: readonly number[]): Counted {
  const count =
    years.length === 0
      ? source.years(model.modelId).length
      : years.reduce((sum, year) => sum + source.vehicles(model.modelId, year).length, 0);
  return { value: model.modelId, labelEn: model.name, labelZh: model.name, count };
}

function yearOption(source: MakerSource, modelId: string, year: number): Counted {
  const value = String(year);
  return { value, labelEn: value, labelZh: `${value} 年`, count: source.vehicles(modelId, year).length };
}
