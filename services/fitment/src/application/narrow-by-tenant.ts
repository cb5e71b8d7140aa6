import { NotFound } from '@qipei/kernel';
import { makeKey, makeNameZh, type Vehicle, type VehicleSource } from '@qipei/vin';
import type { VehicleSheet } from '../domain/vehicle-sheet.ts';
import type { ListedMake, ListedModel, VehicleDirectory } from './vehicle-directory.ts';

/** A vehicle of a source that `narrowByTenant` gives. */
export type TenantVehicle = VehicleSheet & Vehicle;

/** What is asked of a directory for that. */
export type ListedVehicles = Pick<VehicleDirectory, 'makes' | 'models' | 'years' | 'vehicles'>;

/**
 * Asks a question of the platform's vehicles and the tenant's own as of one table. The question wants its answers at once:
 * what it turns out to want is loaded, and it is asked again, until there is nothing new that it wants.
 */
export async function narrowByTenant<T>(
  directory: ListedVehicles,
  tenant: string,
  ask: (source: VehicleSource) => T,
): Promise<T> {
  const makes = await directory.makes(tenant);
  const models = new Map<string, readonly ListedModel[]>();
  const years = new Map<string, readonly number[]>();
  const vehicles = new Map<string, readonly TenantVehicle[]>();
  for (;;) {
    const wanted = new Map<string, () => Promise<void>>();
    const given = <V>(from: Map<string, readonly V[]>, key: string, load: () => Promise<readonly V[]>) => {
      const known = from.get(key);
      if (known === undefined) wanted.set(key, async () => void from.set(key, await orNone(load)));
      return known ?? [];
    };
    const source: VehicleSource = {
      findMake: (name) => findMake(makes, name),
      models: (makeId) => given(models, makeId, () => directory.models(tenant, makeId)),
      model: (modelId) => [...models.values()].flat().find((model) => model.modelId === modelId),
      years: (modelId) => given(years, modelId, () => directory.years(tenant, modelId)),
      vehicles: (modelId, year) =>
        given(vehicles, `${modelId} ${year}`, async () =>
          (await directory.vehicles(tenant, modelId, year)).map(toVehicle),
        ),
    };
    let outcome: { answer: T } | { error: unknown };
    try {
      outcome = { answer: ask(source) };
    } catch (error) {
      outcome = { error };
    }
    // What was asked of half the table counts for nothing, a refusal neither.
    if (wanted.size === 0) {
      if ('error' in outcome) throw outcome.error;
      return outcome.answer;
    }
    await Promise.all([...wanted.values()].map((load) => load()));
  }
}

async function orNone<V>(load: () => Promise<readonly V[]>): Promise<readonly V[]> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof NotFound) return [];
    throw error;
  }
}

/** By its name in either language; a maker's list names it in English, a tenant's table may have it in Chinese alone. */
function findMake(makes: readonly ListedMake[], name: string): ListedMake | undefined {
  const keys = new Set([name, makeNameZh(name) ?? ''].map(makeKey).filter((key) => key !== ''));
  const found = makes.filter((make) => [make.name, make.nameZh].some((each) => keys.has(makeKey(each))));
  return found.find(({ own }) => own) ?? found[0];
}

const toVehicle = (sheet: VehicleSheet): TenantVehicle => ({
  ...sheet,
  engineModel: sheet.engineModel || sheet.engineCode,
  vehicleType: sheet.vehicleType as Vehicle['vehicleType'],
});
