import { type BodyAndEngine, configurationText } from '../vehicle-id.ts';
import { countYears, isEmpty, type YearSet } from './year-set.ts';

/** A body and engine of a model, with what its schemas' WMIs say of it. */
export interface ModelConfiguration extends BodyAndEngine {
  /** vPIC's vehicle types, a bit each. */
  types: number;
  /** Whether a schema without a last year allows it. */
  open: boolean;
  years: YearSet;
  /** Years in which it is an incomplete vehicle's only. */
  incomplete: YearSet;
}

/** More vehicles of one model and year than this are told apart less finely. */
const MOST_OF_A_YEAR = 60;

function unite(a: YearSet, b: YearSet): void {
  a.low = (a.low | b.low) >>> 0;
  a.high = (a.high | b.high) >>> 0;
}

function remove(a: YearSet, b: YearSet): void {
  a.low = (a.low & ~b.low) >>> 0;
  a.high = (a.high & ~b.high) >>> 0;
}

function merge(configurations: ModelConfiguration[]): ModelConfiguration[] {
  const merged = new Map<string, ModelConfiguration>();
  for (const configuration of configurations) {
    const text = configurationText(configuration);
    const known = merged.get(text);
    if (known === undefined) merged.set(text, configuration);
    else {
      unite(known.years, configuration.years);
      known.types |= configuration.types;
      known.open ||= configuration.open;
    }
  }
  return [...merged.values()];
}

const FIELDS = ['body', 'displacementL', 'cylinders', 'fuel', 'engineModel'] as const;

/** Where the displacement is open it may be another engine altogether, so that the vaguer one stays. */
function saysLess(a: ModelConfiguration, b: ModelConfiguration): boolean {
  if (a.displacementL === '') return false;
  return FIELDS.every((field) => a[field] === b[field] || a[field] === '' || a[field] === 0);
}

/** A configuration goes in the years in which another of the same displacement says the same and more. */
function dropVaguer(configurations: ModelConfiguration[]): void {
  const before = configurations.map(({ years }) => ({ ...years }));
  for (const vague of configurations) {
    if (FIELDS.every((field) => vague[field] !== '' && vague[field] !== 0)) continue;
    configurations.forEach((other, index) => {
      if (other === vague || !saysLess(vague, other)) return;
      remove(vague.years, before[index] as YearSet);
      // Beyond the listed years only open configurations go on; the vaguer one must not be lost with them.
      if (other.open) vague.open = false;
    });
  }
}

/** Years that have more configurations than `MOST_OF_A_YEAR`. */
function crowdedYears(configurations: ModelConfiguration[]): YearSet {
  const crowded: YearSet = { low: 0, high: 0 };
  for (let bit = 0; bit < 64; bit += 1) {
    const word = bit < 32 ? 'low' : 'high';
    const mask = (1 << (bit & 31)) >>> 0;
    let count = 0;
    for (const { years } of configurations) if ((years[word] & mask) !== 0) count += 1;
    if (count > MOST_OF_A_YEAR) crowded[word] = (crowded[word] | mask) >>> 0;
  }
  return crowded;
}

function blankIn(
  crowded: YearSet,
  configurations: ModelConfiguration[],
  field: 'engineModel' | 'body',
): ModelConfiguration[] {
  const blanked: ModelConfiguration[] = [];
  for (const configuration of configurations) {
    if (configuration[field] === '') continue;
    const { years } = configuration;
    const low = (years.low & crowded.low) >>> 0;
    const high = (years.high & crowded.high) >>> 0;
    if (low === 0 && high === 0) continue;
    blanked.push({ ...configuration, [field]: '', years: { low, high } });
    remove(years, crowded);
  }
  return merge([...configurations, ...blanked]);
}

/**
 * A model's vehicles: incomplete ones count where the model is a car or truck too; what says less than another of the
 * same year and displacement goes; where more than 60 are left in a year, first the engine model, then the body no longer tells them apart.
 */
export function settleConfigurations(given: ModelConfiguration[]): ModelConfiguration[] {
  if (given.every(({ years }) => isEmpty(years))) return [];
  for (const configuration of given) unite(configuration.years, configuration.incomplete);
  let kept = merge(given);
  dropVaguer(kept);
  for (const field of ['engineModel', 'body'] as const) {
    const crowded = kept.length > MOST_OF_A_YEAR ? crowdedYears(kept) : { low: 0, high: 0 };
    if (!isEmpty(crowded)) kept = blankIn(crowded, kept, field);
  }
  return kept
    .filter(({ years }) => countYears(years) > 0)
    .sort(
      (a, b) =>
        Number(a.displacementL) - Number(b.displacementL) ||
        a.cylinders - b.cylinders ||
        (configurationText(a) < configurationText(b) ? -1 : 1),
    );
}
