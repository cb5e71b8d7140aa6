import { setImmediate as turn } from 'node:timers/promises';
import { type Narrowed, narrowVehicles, type VinDecode } from '@qipei/vin';
import type { DecodedBlock } from '@qipei/vin/batch';
import { vehicleLabels } from '@qipei/vin/labels';
import { type ListedVehicles, narrowByTenant, type TenantVehicle } from './narrow-by-tenant.ts';

/** Of a batch; what was found out goes when there is more. */
const MOST_KEPT = 5_000;
/** Lines after which others have a turn. */
const LINES_A_TURN = 50;

/**
 * Puts a tenant's own vehicles into the lines of its batch: threads decode, and know the platform's table alone. What is
 * alike but for the serial number is asked for once.
 */
export function batchByTenant({
  directory,
  tenant,
  now,
  full,
}: {
  directory: ListedVehicles;
  tenant: string;
  now: Date;
  full: boolean;
}): (block: DecodedBlock) => Promise<Buffer> {
  const listed = kept(directory);
  const known = new Map<string, Promise<Narrowed>>();

  function narrow(decode: VinDecode): Promise<Narrowed> {
    const key = kindOf(decode);
    let found = known.get(key);
    if (found === undefined) {
      if (known.size >= MOST_KEPT) known.clear();
      found = narrowByTenant(listed, tenant, (source) => narrowVehicles(source, decode, { now }));
      found.catch(() => {});
      known.set(key, found);
    }
    return found;
  }

  return async ({ bytes, decodes = [] }) => {
    const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString().split('\n');
    for (const [at, decode] of decodes.entries()) {
      if (at % LINES_A_TURN === 0) await turn();
      if (decode === null) continue;
      const narrowed = await narrow(decode);
      const line = JSON.parse(lines[at] ?? '') as Record<string, unknown>;
      lines[at] = JSON.stringify({ ...line, ...(full ? inFull(decode, narrowed) : inShort(narrowed)) });
    }
    return Buffer.from(lines.join('\n'));
  };
}

/** All that has a part in which vehicles a VIN leaves. */
function kindOf({ vin, wmi, modelId, makeId, year, notes, attributes }: VinDecode): string {
  const values = Object.entries(attributes).map(([name, { value }]) => [name, value]);
  return JSON.stringify([wmi, vin[9], modelId, makeId, year, notes.map(({ code }) => code), values]);
}

function inShort({ candidates, remaining }: Narrowed): { vehicleId: string | null; candidates: number } {
  const [best] = candidates;
  const count = best === undefined || best.contradicts.length > 0 ? 0 : remaining;
  return { vehicleId: count === 1 ? (best?.vehicle.vehicleId ?? null) : null, candidates: count };
}

function inFull(decode: VinDecode, { candidates, total, remaining, questions, notes }: Narrowed): object {
  return {
    candidates: candidates.map(({ vehicle, ...candidate }) => ({
      vehicleId: vehicle.vehicleId,
      ...candidate,
      vehicle: vehicleJson(vehicle as TenantVehicle),
    })),
    compared: total,
    remaining,
    questions: questions.map((question) => ({
      ...question,
      options: question.options.map((option) => ({ ...option, next: option.next ?? null })),
    })),
    notes: [...decode.notes, ...notes],
  };
}

/** As REST shows one; what isn't known is null. */
function vehicleJson(vehicle: TenantVehicle): object {
  const { generationId, generation, generationZh, chassisCode, built, ...plain } = vehicle;
  const shown = { ...plain, builtFrom: built.from, builtTo: built.to };
  return {
    ...orNulls(shown),
    labels: vehicleLabels(vehicle),
    generation:
      generationId === ''
        ? null
        : orNulls({ generationId, name: generation, nameZh: generationZh, chassisCode }),
  };
}

const orNulls = (values: object): object =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === '' || value === 0 ? null : value]),
  );

/** A directory that is asked for each thing once. */
function kept(directory: ListedVehicles): ListedVehicles {
  const held = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, load: () => Promise<T>): Promise<T> => {
    let found = held.get(key) as Promise<T> | undefined;
    if (found === undefined) {
      if (held.size >= MOST_KEPT) held.clear();
      found = load();
      found.catch(() => {});
      held.set(key, found);
    }
    return found;
  };
  return {
    makes: (tenant) => once('makes', () => directory.makes(tenant)),
    models: (tenant, makeId) => once(`models ${makeId}`, () => directory.models(tenant, makeId)),
    years: (tenant, modelId) => once(`years ${modelId}`, () => directory.years(tenant, modelId)),
    vehicles: (tenant, modelId, year) =>
      once(`vehicles ${modelId} ${year}`, () => directory.vehicles(tenant, modelId, year)),
  };
}
