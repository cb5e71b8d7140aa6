import { NotFound } from '@qipei/kernel';
import type { PlatformTable } from '../domain/platform-table.ts';
import { isOwnId, type VehicleEntry } from '../domain/vehicle-entry.ts';
import type { AsOf, VehicleReader } from '../domain/vehicle-repository.ts';
import { isVehicle } from '../domain/vehicle-retirement.ts';
import { type NamedThing, ownSheet, platformSheet, type VehicleSheet } from '../domain/vehicle-sheet.ts';
import { isInYear, yearsOf } from '../domain/vehicle-span.ts';
import { type FoundVehicle, findVehicles, type Redirect } from './vehicle-lookup.ts';

export interface ListedMake extends NamedThing {
  makeId: string;
  modelCount: number;
  own: boolean;
  externalIds: readonly string[];
}

export interface ListedModel extends NamedThing {
  modelId: string;
  makeId: string;
  make: string;
  yearFrom: number;
  yearTo: number;
  own: boolean;
  externalIds: readonly string[];
}

export interface LookedUp {
  kind: VehicleEntry['kind'];
  id: string;
  redirects: Redirect[];
  vehicles: VehicleSheet[];
  make?: ListedMake | undefined;
  model?: ListedModel | undefined;
}

export interface VehicleDirectory {
  makes(tenant: string): Promise<ListedMake[]>;
  /** @throws NotFound */
  models(tenant: string, makeId: string): Promise<ListedModel[]>;
  /** @throws NotFound */
  years(tenant: string, modelId: string): Promise<number[]>;
  /** The same, with how many vehicles `vehicles` lists of each. @throws NotFound */
  yearCounts(tenant: string, modelId: string): Promise<{ year: number; vehicles: number }[]>;
  /** @throws NotFound */
  vehicles(tenant: string, modelId: string, year: number): Promise<VehicleSheet[]>;
  /** By any reference. @throws NotFound also for what names no single vehicle */
  vehicle(
    tenant: string,
    reference: string,
    asOf?: AsOf,
  ): Promise<{ vehicle: VehicleSheet; redirects: Redirect[] }>;
  /** @throws NotFound */
  lookUp(tenant: string, reference: string): Promise<LookedUp>;
  unresolved(tenant: string, after: string, limit: number): Promise<VehicleSheet[]>;
}

/** The platform's vehicles and a tenant's own, merged. `platform` is asked anew each time: it may be swapped. */
export function vehicleDirectory({
  platform,
  reader,
  thisYear,
}: {
  platform: () => PlatformTable;
  reader: VehicleReader;
  thisYear: () => number;
}): VehicleDirectory {
  async function named(
    tenant: string,
    ids: readonly string[],
    asOf?: AsOf,
  ): Promise<(id: string) => NamedThing> {
    const entries = await reader.entries(tenant, [...new Set(ids.filter((id) => id !== ''))], asOf);
    return (id) => {
      const entry = entries.get(id);
      const base = platform().find(id);
      const zh = base?.kind === 'make' ? platform().make(id)?.nameZh : '';
      return { name: base?.name ?? entry?.name ?? '', nameZh: entry?.nameZh || zh || '' };
    };
  }

  async function listModels(tenant: string, makeId: string): Promise<ListedModel[]> {
    const entries = await reader.models(tenant, makeId);
    const added = new Map(entries.map((entry) => [entry.id, entry]));
    const names = await named(tenant, [makeId]);
    const own = entries.filter(({ id }) => isOwnId(id));
    const years = new Map<string, number[]>();
    for (const entry of (
      await reader.ofModels(
        tenant,
        own.map(({ id }) => id),
      )
    ).filter(isVehicle)) {
      const known = years.get(entry.modelId) ?? [];
      known.push(...yearsOf(entry.span, thisYear()));
      years.set(entry.modelId, known);
    }
    const listed = platform()
      .models(makeId)
      .map(
        (model): ListedModel => ({
          ...model,
          nameZh: added.get(model.modelId)?.nameZh ?? '',
          own: false,
          externalIds: added.get(model.modelId)?.externalIds ?? [],
        }),
      );
    for (const { id, name, nameZh, externalIds } of own) {
      const built = years.get(id) ?? [];
      const [yearFrom, yearTo] = [extreme(built, Math.min), extreme(built, Math.max)];
      listed.push({
        ...{ modelId: id, makeId, make: names(makeId).name, name, nameZh, yearFrom, yearTo },
        ...{ own: true, externalIds },
      });
    }
    return listed.sort(byName);
  }

  async function sheets(tenant: string, entries: readonly VehicleEntry[], year: number, asOf?: AsOf) {
    const ids = entries.flatMap(({ makeId, modelId, generationId }) => [makeId, modelId, generationId]);
    const names = await named(tenant, ids, asOf);
    const generations = await reader.entries(
      tenant,
      [...new Set(entries.flatMap(({ generationId }) => generationId || []))],
      asOf,
    );
    return entries.map((entry) => {
      const { makeId, modelId, generationId } = entry;
      const above = { make: names(makeId), model: names(modelId), generation: generations.get(generationId) };
      return ownSheet(entry, above, year);
    });
  }

  async function ofModelYear(tenant: string, modelId: string, year: number): Promise<VehicleSheet[]> {
    const entries = (await reader.ofModels(tenant, [modelId])).filter(isVehicle);
    const added = new Map(entries.map((entry) => [entry.id, entry]));
    const rows = platform().vehicles(modelId, year);
    const names = await named(tenant, [modelId, rows[0]?.makeId ?? '']);
    const listed = rows.map((row) =>
      platformSheet(row, { make: names(row.makeId), model: names(modelId) }, [
        added.get(row.vehicleId),
        added.get(row.baseVehicleId),
      ]),
    );
    const own = entries.filter(
      ({ id, span }) => platform().find(id) === undefined && isInYear(span, year, thisYear()),
    );
    const variants = own.filter(({ kind }) => kind === 'variant');
    // A base vehicle stands for its vehicles where nobody knows one of them.
    const bare = listed.length + variants.length === 0 ? own : variants;
    return [...listed, ...(await sheets(tenant, bare, year))];
  }

  async function sheetOf(
    tenant: string,
    found: FoundVehicle,
    asOf?: AsOf,
  ): Promise<VehicleSheet | undefined> {
    const { id, year, entry } = found;
    const row = platform().vehicle(id);
    if (row !== undefined) {
      const base = (await reader.entries(tenant, [row.baseVehicleId], asOf)).get(row.baseVehicleId);
      const names = await named(tenant, [row.makeId, row.modelId], asOf);
      return platformSheet(row, { make: names(row.makeId), model: names(row.modelId) }, [entry, base]);
    }
    if (entry === undefined || !isVehicle(entry) || platform().find(id) !== undefined) return undefined;
    if (year !== 0 && !isInYear(entry.span, year, thisYear())) return undefined;
    return (await sheets(tenant, [entry], year, asOf))[0];
  }

  const directory: VehicleDirectory = {
    async makes(tenant) {
      const [entries, counts] = await Promise.all([reader.makes(tenant), reader.ownModelCounts(tenant)]);
      const added = new Map(entries.map((entry) => [entry.id, entry]));
      const listed = platform()
        .makes()
        .map((make): ListedMake => {
          const entry = added.get(make.makeId);
          return {
            ...make,
            nameZh: entry?.nameZh || make.nameZh,
            modelCount: make.modelCount + (counts.get(make.makeId) ?? 0),
            own: false,
            externalIds: entry?.externalIds ?? [],
          };
        });
      for (const { id, name, nameZh, externalIds } of entries.filter((entry) => isOwnId(entry.id)))
        listed.push({ makeId: id, name, nameZh, modelCount: counts.get(id) ?? 0, own: true, externalIds });
      return listed.sort(byName);
    },
    async models(tenant, makeId) {
      const models = await listModels(tenant, makeId);
      if (models.length === 0 && (await reader.entries(tenant, [makeId])).get(makeId)?.state !== 'active')
        throw new NotFound('make', makeId);
      return models;
    },
    async years(tenant, modelId) {
      const own = (await reader.ofModels(tenant, [modelId])).filter(isVehicle);
      const years = new Set(platform().years(modelId));
      for (const { id, span } of own)
        if (platform().find(id) === undefined) for (const year of yearsOf(span, thisYear())) years.add(year);
      if (years.size === 0 && (await reader.entries(tenant, [modelId])).get(modelId)?.state !== 'active')
        throw new NotFound('model', modelId);
      return [...years].sort((a, b) => a - b);
    },
    async yearCounts(tenant, modelId) {
      const years = await directory.years(tenant, modelId);
      const own = (await reader.ofModels(tenant, [modelId]))
        .filter(isVehicle)
        .filter(({ id }) => platform().find(id) === undefined);
      return years.map((year) => {
        const built = own.filter(({ span }) => isInYear(span, year, thisYear()));
        const variants = built.filter(({ kind }) => kind === 'variant').length;
        return { year, vehicles: platform().vehicles(modelId, year).length + variants || built.length };
      });
    },
    async vehicles(tenant, modelId, year) {
      const vehicles = await ofModelYear(tenant, modelId, year);
      if (vehicles.length === 0) await directory.years(tenant, modelId);
      return vehicles;
    },
    async vehicle(tenant, reference, asOf) {
      const [found] = await findVehicles(reader, tenant, [reference], asOf);
      const vehicle = found && (await sheetOf(tenant, found, asOf));
      if (found === undefined || vehicle === undefined) throw new NotFound('vehicle', reference);
      return { vehicle, redirects: found.redirects };
    },
    async lookUp(tenant, reference) {
      const [found] = await findVehicles(reader, tenant, [reference]);
      const onPlatform = found && platform().find(found.id);
      const kind = onPlatform?.kind ?? found?.entry?.kind;
      if (found === undefined || kind === undefined) throw new NotFound('vehicle', reference);
      const { id, redirects, entry } = found;
      const answer: LookedUp = { kind, id, redirects, vehicles: [] };
      if (kind === 'make') answer.make = (await directory.makes(tenant)).find(({ makeId }) => makeId === id);
      const modelId = kind === 'model' ? id : (entry?.modelId ?? '');
      const makeId = onPlatform?.makeId || entry?.makeId || '';
      if (kind === 'model' || kind === 'generation')
        answer.model = (await listModels(tenant, makeId)).find((model) => model.modelId === modelId);
      if (kind === 'variant') {
        const sheet = await sheetOf(tenant, found);
        if (sheet === undefined) throw new NotFound('vehicle', reference);
        answer.vehicles = [sheet];
      } else if (kind === 'base-vehicle') {
        const year = Number(id.slice(-4));
        answer.vehicles = await ofModelYear(tenant, onPlatform?.modelId ?? modelId, year);
      }
      return answer;
    },
    async unresolved(tenant, after, limit) {
      return await sheets(tenant, (await reader.unresolved(tenant, after, limit)).filter(isVehicle), 0);
    },
  };
  return directory;
}

function byName(a: NamedThing, b: NamedThing): number {
  return a.name.localeCompare(b.name, 'en');
}

/** 0 where there are none; not spread over arguments, of which there may be too many. */
function extreme(years: readonly number[], of: (a: number, b: number) => number): number {
  return years.length === 0 ? 0 : years.reduce((a, b) => of(a, b));
}
