import { hash } from 'node:crypto';

/** Conditions that a vehicle must meet beside its model and year; empty and 0 mean any. */
export interface VehicleConditions {
  /** Litres, as in the vehicle table, such as `2.5`. */
  displacementL: string;
  cylinders: number;
  fuel: string;
  body: string;
  /** The maker's engine code, or several of them separated by `/`. */
  engineModel: string;
  /** As written: `FWD`, `四驱`, … */
  drive: string;
  /** As written: `Manual`, `6AT`, `双离合`, … */
  transmission: string;
}

/** The vehicles that an application names. Many parts name the same ones: such selectors may be one object. */
export interface VehicleSelector extends VehicleConditions {
  modelId: string;
  yearFrom: number;
  yearTo: number;
  /** Built from then on, ISO 8601 to the month or the day (`2005-03`); empty where it doesn't matter. */
  producedFrom: string;
  /** Built until then, the month or day included. */
  producedTo: string;
}

/** What a feed says of an application beside where the part fits. Empty values say nothing; one of them is not empty. */
export interface FitmentExtras {
  /** What the maker calls the part on these vehicles, with the language behind it where it was said: `Avant [fr]`. */
  labels: readonly string[];
  /** `autocare.subBrand:BBBB` */
  subBrand: string;
  /** Pictures and drawings: `diagram:D-12|order=3|ref=B`, `asset:P0001|order=1`. */
  assets: readonly string[];
  displayOrder: string;
  /** The publisher wants the vehicle not to be checked against the vehicle table that its ids are of. */
  unchecked: boolean;
  /** What the feed refers to by it. */
  reference: string;
}

/** One application: a part goes on these vehicles, there, so many times, on those conditions. */
export interface Fitment {
  selector: VehicleSelector;
  position: string;
  /** Pieces a vehicle. */
  quantity: number;
  /** What the vehicle table can't tell and a person must look at (`with turbo`). */
  qualifiers: readonly string[];
  note: string;
  /** Import job and row, `<job>#<row>`. */
  source: string;
  /** What the publisher calls the data that the row comes from; empty where it doesn't say. */
  feed: string;
  /** The feed's release. */
  release: string;
  /** The feed's own id of the row. Ids of ACES number a file's applications: another file has others. */
  record: string;
  /** What the part is, as the publisher's table of part types numbers it (`pcdb.partTerminology:1896`); empty where it isn't said. */
  partType: string;
  /** The publisher's data set that it is one of; empty for the main one. A release replaces what its own data set has. */
  dataSet: string;
  /** 0 to 1. */
  confidence: number;
  /** Absent where there are none, as of most. */
  extras?: FitmentExtras;
}

const LATER_CONDITIONS = ['engineModel', 'drive', 'transmission', 'producedFrom', 'producedTo'] as const;

const selectorKeys = new WeakMap<VehicleSelector, string>();

/** Equal for selectors that name the same vehicles by the same means. */
export function selectorKey(selector: VehicleSelector): string {
  const known = selectorKeys.get(selector);
  if (known !== undefined) return known;
  let key = [
    selector.modelId,
    selector.yearFrom,
    selector.yearTo,
    selector.displacementL,
    selector.cylinders,
    selector.fuel,
    selector.body,
  ].join('|');
  // Named, and only where they are set: ids of applications without them stay what they were before these were known.
  for (const name of LATER_CONDITIONS)
    if (selector[name] !== '') key += `\u001f${name}=${selector[name].toLowerCase()}`;
  selectorKeys.set(selector, key);
  return key;
}

/**
 * Two rows with the same identity tell of the same application; the later one replaces the earlier. Those with a part
 * type are told apart by their notes too, as ACES does, which has applications that differ in nothing else; and all by
 * labels, sub-brand and assets.
 */
export function fitmentIdentity({
  selector,
  position,
  qualifiers,
  partType,
  note,
  dataSet,
  extras,
}: Fitment): string {
  let identity = `${selectorKey(selector)}|${position}`;
  if (qualifiers.length > 0) identity += `|${qualifiers.join('|')}`;
  if (partType !== '') identity += `\u001fpartType=${partType}\u001fnote=${note}`;
  if (dataSet !== '') identity += `\u001fdataSet=${dataSet}`;
  if (extras === undefined) return identity;
  // Named, and only where they are set, as the later conditions are.
  const { labels, subBrand, assets } = extras;
  if (labels.length > 0) identity += `\u001flabels=${labels.join('|')}`;
  if (subBrand !== '') identity += `\u001fsubBrand=${subBrand}`;
  if (assets.length > 0) identity += `\u001fassets=${assets.join('|')}`;
  return identity;
}

/** Durable: made of the part and the identity, so that the same row of another import keeps its id. */
export function fitmentId(partId: string, fitment: Fitment): string {
  return `fit_${hash('sha256', `${partId}|${fitmentIdentity(fitment)}`).slice(0, 24)}`;
}

/** Whether they say the same, whatever file they came from. */
export function sameFitment(a: Fitment, b: Fitment): boolean {
  return a.feed === b.feed && a.release === b.release && a.record === b.record && sameApplication(a, b);
}

/** Whether they say the same of where the part fits, whatever their feeds call them. */
export function sameApplication(a: Fitment, b: Fitment): boolean {
  return (
    a.quantity === b.quantity &&
    a.note === b.note &&
    a.confidence === b.confidence &&
    sameExtras(a.extras, b.extras) &&
    fitmentIdentity(a) === fitmentIdentity(b)
  );
}

/** What is no part of the identity. */
function sameExtras(a: FitmentExtras | undefined, b: FitmentExtras | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.displayOrder === b.displayOrder && a.unchecked === b.unchecked && a.reference === b.reference;
}
