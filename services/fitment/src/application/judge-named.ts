import type { Fitment } from '../domain/fitment.ts';
import type { VehicleView } from '../domain/vehicle-catalogue.ts';
import type { KnownOfVehicle } from '../domain/vehicle-match.ts';
import { judge, type Verdict } from '../domain/verdict.ts';
import { rowsOfNamed } from './named-vehicles.ts';
import type { NamedVehicles } from './read-vehicle-words.ts';

/**
 * Whether parts fit a vehicle of which a name is known, and perhaps years and an engine. Of too many rows each isn't gone through: an
 * application of the models in those years is the proof that it may.
 */
export function judgeNamed(
  named: NamedVehicles,
  view: VehicleView,
  known: KnownOfVehicle,
): (fitments: readonly Fitment[]) => Verdict {
  const { displacementL, yearFrom, yearTo } = named;
  const rows = rowsOfNamed(named, view);
  const attributes = displacementL === '' ? known.attributes : { displacementL, ...known.attributes };
  if (rows !== undefined) return (fitments) => judge(fitments, rows, { ...known, attributes });
  const models = new Set(named.modelIds);
  return (fitments) => {
    const proof = fitments.filter(
      ({ selector }) =>
        models.has(selector.modelId) &&
        (yearFrom === 0 || (selector.yearFrom <= yearTo && selector.yearTo >= yearFrom)) &&
        (displacementL === '' || selector.displacementL === '' || selector.displacementL === displacementL),
    );
    if (proof.length === 0) return judge(fitments, [], known);
    return { kind: 'cannot-tell', proof, undecided: [], deciding: [] };
  };
}
