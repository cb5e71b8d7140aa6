import { fitmentId } from '../domain/fitment.ts';
import type { PartFitments } from '../domain/part-fitments.ts';
import { hasConditions } from '../domain/vehicle-match.ts';

export interface YearRange {
  yearFrom: number;
  yearTo: number;
}

/** A model that some parts fit. */
export interface ModelOfParts {
  makeId: string;
  make: string;
  modelId: string;
  model: string;
  /** Ascending and apart. */
  years: YearRange[];
  partIds: string[];
  /** At most 20. */
  fitmentIds: string[];
  fitmentTotal: number;
  /** Every application has conditions beside model and year. */
  conditional: boolean;
}

const MAX_IDS = 20;

/** The models that any of the parts fits, by make and name; those that the vehicle table doesn't have (any more) last. */
export function modelsOfParts(
  parts: ReadonlyMap<string, PartFitments>,
  names: { model(modelId: string): { makeId: string; make: string; name: string } | undefined },
): ModelOfParts[] {
  const models = new Map<string, ModelOfParts>();
  for (const { partId, fitments } of parts.values()) {
    for (const fitment of fitments) {
      const { selector } = fitment;
      const { modelId, yearFrom, yearTo } = selector;
      let found = models.get(modelId);
      if (found === undefined) {
        const { makeId = '', make = '', name = '' } = names.model(modelId) ?? {};
        const nothing = { years: [], partIds: [], fitmentIds: [], fitmentTotal: 0, conditional: true };
        found = { makeId, make, modelId, model: name, ...nothing };
        models.set(modelId, found);
      }
      found.years.push({ yearFrom, yearTo });
      if (found.partIds.at(-1) !== partId) found.partIds.push(partId);
      if (found.fitmentIds.length < MAX_IDS) found.fitmentIds.push(fitmentId(partId, fitment));
      found.fitmentTotal += 1;
      found.conditional &&= fitment.qualifiers.length > 0 || hasConditions(selector);
    }
  }
  for (const model of models.values()) model.years = mergedYears(model.years);
  return [...models.values()].sort(byName);
}

function byName(a: ModelOfParts, b: ModelOfParts): number {
  return (
    Number(a.make === '') - Number(b.make === '') ||
    a.make.localeCompare(b.make, 'en') ||
    a.model.localeCompare(b.model, 'en') ||
    (a.modelId < b.modelId ? -1 : 1)
  );
}

function mergedYears(ranges: YearRange[]): YearRange[] {
  const merged: YearRange[] = [];
  for (const { yearFrom, yearTo } of ranges.toSorted((a, b) => a.yearFrom - b.yearFrom)) {
    const last = merged.at(-1);
    if (last !== undefined && yearFrom <= last.yearTo + 1) last.yearTo = Math.max(last.yearTo, yearTo);
    else merged.push({ yearFrom, yearTo });
  }
  return merged;
}
