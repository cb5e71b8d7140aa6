import type { VehicleSelector } from '../domain/fitment.ts';
import type { VehicleCatalogue } from '../domain/vehicle-catalogue.ts';
import type { VehicleEntry } from '../domain/vehicle-entry.ts';
import type { VehicleReader } from '../domain/vehicle-repository.ts';
import type { Cells } from './fitment-cells.ts';

/** How the vehicles of a fitment are written. */
export interface VehicleWriting {
  /** Loads what is known of these models. */
  load(modelIds: readonly string[]): Promise<void>;
  /** By names, as people read them. `lost`: read again they would be another model's. */
  byName(selector: VehicleSelector): { cells: Cells; lost: boolean };
  /** By ids of the VCdb: one row, or one a year where only base vehicles have ids. None where there are none. */
  byId(selector: VehicleSelector): Cells[];
}

interface KnownModel {
  make: string;
  model: string;
  lost: boolean;
  makeId: string | undefined;
  modelId: string | undefined;
  baseOfYear: ReadonlyMap<number, string>;
}

/** More models than that are forgotten at once. */
const MAX_HELD = 20_000;

export function vehicleWriting(
  tenant: string,
  { catalogue, reader, withIds }: { catalogue: VehicleCatalogue; reader: VehicleReader; withIds: boolean },
): VehicleWriting {
  const held = new Map<string, KnownModel>();

  async function load(modelIds: readonly string[]): Promise<void> {
    const wanted = [...new Set(modelIds)].filter((id) => !held.has(id));
    if (wanted.length === 0) return;
    if (held.size + wanted.length > MAX_HELD) held.clear();
    const view = await catalogue.view(tenant, { modelIds: wanted });
    const named = wanted.flatMap((modelId) => {
      const found = view.model(modelId);
      return found === undefined ? [] : [{ modelId, ...found }];
    });
    const names = named.map(({ make, name }) => ({ make, model: name }));
    const again = await catalogue.view(tenant, { names, modelIds: wanted });
    const makeIds = [...new Set(named.map(({ makeId }) => makeId))];
    const entries = withIds ? await reader.entries(tenant, [...wanted, ...makeIds]) : undefined;
    const bases = withIds ? await reader.ofModels(tenant, wanted) : [];
    const baseOf = Map.groupBy(
      bases.filter(({ kind }) => kind === 'base-vehicle'),
      ({ modelId }) => modelId,
    );
    for (const { modelId, makeId, make, name } of named) {
      const readMake = again.findMake(make)?.makeId;
      const readModel = readMake === undefined ? undefined : again.findModel(readMake, name)?.modelId;
      held.set(modelId, {
        ...{ make, model: name, lost: readModel !== modelId },
        makeId: vcdbId(entries?.get(makeId), 'vcdb.make'),
        modelId: vcdbId(entries?.get(modelId), 'vcdb.model'),
        baseOfYear: new Map(
          (baseOf.get(modelId) ?? []).flatMap((entry) => {
            const id = vcdbId(entry, 'vcdb.baseVehicle');
            const year = Number(/-(\d{4})$/.exec(entry.id)?.[1] ?? entry.span.from.slice(0, 4));
            return id === undefined ? [] : [[year, id] as const];
          }),
        ),
      });
    }
  }

  return {
    load,
    byName({ modelId, yearFrom, yearTo }) {
      const known = held.get(modelId);
      const { make = '', model = modelId, lost = true } = known ?? {};
      return { cells: { make, model, yearFrom, yearTo }, lost };
    },
    byId({ modelId, yearFrom, yearTo }) {
      const known = held.get(modelId);
      if (known === undefined) return [];
      const single = yearFrom === yearTo ? known.baseOfYear.get(yearFrom) : undefined;
      if (single !== undefined) return [{ baseVehicle: single }];
      if (known.makeId !== undefined && known.modelId !== undefined)
        return [{ make: known.makeId, model: known.modelId, yearFrom, yearTo }];
      const years = Array.from({ length: yearTo - yearFrom + 1 }, (_, at) => yearFrom + at);
      const ofYears = years.flatMap((year) => known.baseOfYear.get(year) ?? []);
      return ofYears.length === years.length ? ofYears.map((baseVehicle) => ({ baseVehicle })) : [];
    },
  };
}

function vcdbId(entry: VehicleEntry | undefined, kind: string): string | undefined {
  return entry?.externalIds.find((id) => id.startsWith(`${kind}:`));
}
