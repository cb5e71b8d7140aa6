import type { PlatformTable } from '../domain/platform-table.ts';
import type { VehicleCatalogue, VehicleView } from '../domain/vehicle-catalogue.ts';
import { isOwnId, type VehicleEntry } from '../domain/vehicle-entry.ts';
import { nameKeyOf } from '../domain/vehicle-ledger.ts';
import type { FitVehicle } from '../domain/vehicle-match.ts';
import { isTypedId, type NamedVehicle } from '../domain/vehicle-names.ts';
import type { VehicleReader } from '../domain/vehicle-repository.ts';
import { isVehicle } from '../domain/vehicle-retirement.ts';
import { baseVehicleIdOf } from '../domain/vehicle-sheet.ts';
import { isInYear, yearsOf } from '../domain/vehicle-span.ts';
import { type CommonParts, commonParts, type HeldFacts } from './common-parts.ts';
import { type FoundVehicle, findVehicles } from './vehicle-lookup.ts';

/** What is at hand of one tenant's table, of one state of it. It only grows: a view of an earlier batch stays good. */
interface Loaded {
  revision: number;
  named: Map<string, string | undefined>;
  typed: Map<string, NamedVehicle | undefined>;
  models: Map<string, { entry: VehicleEntry | undefined; vehicles: HeldVehicle[] }>;
  makes: Map<string, VehicleEntry | undefined>;
  held: number;
  /** What many vehicles have in common, each once: read anew it would be most of what they take. */
  common: CommonParts;
  /** One for all who ask, as long as what it looks at is the same. */
  view: { of: VehicleView; table: PlatformTable; year: number } | undefined;
}

/** What is kept of an entry: tens of thousands of them are held. */
type HeldVehicle = Pick<VehicleEntry, 'id' | 'kind' | 'modelId' | 'span'> & { facts: HeldFacts };

/** Entries held of a tenant before they are forgotten and loaded anew; some 250 bytes each. */
const MAX_HELD = 100_000;
/** So many typed ids take the room of an entry. */
const HELD_OF_TYPED = 5;

/** The platform's vehicles and the tenants' own, for expanding and judging. `platform` is asked anew each time. */
export function mergedVehicleCatalogue({
  platform,
  reader,
  thisYear,
}: {
  platform: () => PlatformTable;
  reader: VehicleReader;
  thisYear: () => number;
}): VehicleCatalogue {
  const tenants = new Map<string, Loaded>();

  async function loadedOf(tenant: string): Promise<Loaded> {
    const revision = await reader.revision(tenant);
    const known = tenants.get(tenant);
    if (known !== undefined && known.revision === revision && known.held < MAX_HELD) return known;
    const fresh: Loaded = {
      ...{ revision, named: new Map(), typed: new Map(), models: new Map(), makes: new Map() },
      ...{ held: 0, common: commonParts(), view: undefined },
    };
    tenants.delete(tenant);
    tenants.set(tenant, fresh);
    if (tenants.size > 20) tenants.delete(tenants.keys().next().value ?? '');
    return fresh;
  }

  async function loadNames(tenant: string, loaded: Loaded, keys: readonly string[]): Promise<void> {
    const wanted = [...new Set(keys.filter((key) => !loaded.named.has(key)))];
    if (wanted.length === 0) return;
    const found = await reader.named(tenant, wanted);
    // What a name leads to may have been merged, or retired.
    const ids = await findVehicles(reader, tenant, [...new Set(found.values())]);
    const finals = new Map([...new Set(found.values())].map((id, at) => [id, ids[at]]));
    for (const key of wanted) {
      const end = finals.get(found.get(key) ?? '');
      const isThere = end !== undefined && (end.entry?.state === 'active' || platform().find(end.id));
      loaded.named.set(key, isThere ? end.id : undefined);
    }
  }

  /** Gives what is wanted, whether it was loaded before or is now. */
  async function loadTyped(tenant: string, loaded: Loaded, ids: readonly string[]): Promise<NamedVehicle[]> {
    const wanted = [...new Set(ids.filter((id) => !loaded.typed.has(id)))];
    const found = wanted.length === 0 ? [] : await findVehicles(reader, tenant, wanted);
    wanted.forEach((id, at) => void loaded.typed.set(id, namedVehicle(found[at], loaded.common)));
    loaded.held += wanted.length / HELD_OF_TYPED;
    return ids.flatMap((id) => loaded.typed.get(id) ?? []);
  }

  function namedVehicle(found: FoundVehicle | undefined, { text }: CommonParts): NamedVehicle | undefined {
    if (found === undefined) return undefined;
    const { id, entry } = found;
    const own = entry?.state === 'active' ? entry : undefined;
    const { kind, makeId: ofMake, modelId: ofModel } = platform().find(id) ?? own ?? {};
    if (ofMake === undefined || ofModel === undefined) return undefined;
    const [makeId, modelId] = [text(ofMake), text(ofModel)];
    if (kind === 'make') return { makeId: id, modelId: '', year: 0 };
    if (kind === 'model') return { makeId, modelId: id, year: 0 };
    if (kind !== 'base-vehicle') return undefined;
    return {
      makeId,
      modelId,
      year: Number(own === undefined || !isOwnId(id) ? id.slice(-4) : own.span.from.slice(0, 4)),
    };
  }

  async function loadModels(tenant: string, loaded: Loaded, modelIds: readonly string[]): Promise<void> {
    const wanted = [...new Set(modelIds.filter((id) => id !== '' && !loaded.models.has(id)))];
    if (wanted.length === 0) return;
    const [entries, vehicles] = [await reader.entries(tenant, wanted), await reader.ofModels(tenant, wanted)];
    for (const id of wanted) loaded.models.set(id, { entry: entries.get(id), vehicles: [] });
    for (const entry of vehicles.filter(isVehicle))
      loaded.models.get(entry.modelId)?.vehicles.push(held(entry, loaded.common));
    loaded.held += wanted.length + vehicles.length;
    const makeIds = [...entries.values()].map(({ makeId }) => makeId).filter((id) => !loaded.makes.has(id));
    const makes = await reader.entries(tenant, [...new Set(makeIds)]);
    for (const id of makeIds) loaded.makes.set(id, makes.get(id));
  }

  function viewOf(loaded: Loaded): VehicleView {
    const [table, year] = [platform(), thisYear()];
    if (loaded.view?.table !== table || loaded.view.year !== year)
      loaded.view = { of: newView(loaded, table, year), table, year };
    return loaded.view.of;
  }

  function newView(loaded: Loaded, table: PlatformTable, until: number): VehicleView {
    /** Rows of fitments ask the same of a model again and again. */
    const known = new Map<string, { own: readonly HeldVehicle[]; years: readonly number[] }>();

    function ofModel(modelId: string) {
      const found = known.get(modelId);
      if (found !== undefined) return found;
      const at = loaded.models.get(modelId);
      const own = at?.vehicles.filter(({ id }) => table.find(id) === undefined) ?? [];
      const made = { own, years: yearsWith(table.years(modelId), own) };
      // What isn't loaded yet may be later.
      if (at !== undefined) known.set(modelId, made);
      return made;
    }

    function yearsWith(listed: readonly number[], own: readonly HeldVehicle[]): readonly number[] {
      if (own.length === 0) return listed;
      const years = new Set(listed);
      for (const { span } of own) for (const each of yearsOf(span, until)) years.add(each);
      return [...years].sort((a, b) => a - b);
    }

    return {
      findMake(name) {
        const typed = isTypedId(name) ? loaded.typed.get(name) : undefined;
        if (typed !== undefined) return { makeId: typed.makeId };
        const makeId = loaded.named.get(nameKeyOf('make', '', name)) ?? table.findMake(name)?.makeId;
        return makeId === undefined ? undefined : { makeId };
      },
      findModel(makeId, name) {
        const typed = isTypedId(name) ? loaded.typed.get(name) : undefined;
        if (typed !== undefined)
          return typed.makeId === makeId && typed.modelId !== '' ? { modelId: typed.modelId } : undefined;
        const modelId =
          loaded.named.get(nameKeyOf('model', makeId, name)) ?? table.findModel(makeId, name)?.modelId;
        return modelId === undefined ? undefined : { modelId };
      },
      findBaseVehicle(id) {
        const typed = loaded.typed.get(id);
        return typed === undefined || typed.year === 0 ? undefined : typed;
      },
      model(modelId) {
        const known = table.model(modelId);
        if (known !== undefined) return known;
        const entry = loaded.models.get(modelId)?.entry;
        if (entry === undefined) return undefined;
        const make = table.find(entry.makeId)?.name ?? loaded.makes.get(entry.makeId)?.name ?? '';
        return { makeId: entry.makeId, make, name: entry.name };
      },
      years: (modelId) => ofModel(modelId).years,
      vehicles(modelId, year) {
        const listed = table.vehicles(modelId, year);
        return [...listed, ...ofYear(ofModel(modelId).own, year, listed.length)];
      },
    };
  }

  /** A base vehicle stands for its vehicles where nobody knows one of them. */
  function ofYear(own: readonly HeldVehicle[], year: number, listed: number): FitVehicle[] {
    const built = own.filter(({ span }) => isInYear(span, year, thisYear()));
    const variants = built.filter(({ kind }) => kind === 'variant');
    return (listed + variants.length === 0 ? built : variants).map((entry) => fitVehicle(entry, year));
  }

  return {
    async view(tenant, { names = [], typedIds = [], modelIds = [] }) {
      const loaded = await loadedOf(tenant);
      if (loaded.revision === 0) return viewOf(loaded);
      const ofTyped = await loadTyped(tenant, loaded, typedIds);
      await loadNames(
        tenant,
        loaded,
        names.map(({ make }) => nameKeyOf('make', '', make)),
      );
      const view = viewOf(loaded);
      const ofMakes = names.flatMap(({ make, model }) => {
        const makeId = view.findMake(make)?.makeId;
        return makeId === undefined ? [] : [{ makeId, model }];
      });
      await loadNames(
        tenant,
        loaded,
        ofMakes.map(({ makeId, model }) => nameKeyOf('model', makeId, model)),
      );
      const found = ofMakes.flatMap(({ makeId, model }) => view.findModel(makeId, model)?.modelId ?? []);
      const typedModels = ofTyped.map(({ modelId }) => modelId);
      await loadModels(tenant, loaded, [...found, ...typedModels, ...modelIds]);
      return view;
    },
    async resolve(tenant, references) {
      const found = await findVehicles(reader, tenant, references);
      const rows = new Map<string, readonly FitVehicle[]>();
      const table = platform();
      for (const [at, each] of found.entries()) {
        const reference = references[at];
        if (each === undefined || reference === undefined) continue;
        const row = table.vehicle(each.id);
        const base = table.find(each.id);
        if (row !== undefined) rows.set(reference, [row]);
        else if (base?.kind === 'base-vehicle')
          rows.set(reference, table.vehicles(base.modelId, Number(each.id.slice(-4))));
        else if (each.entry !== undefined && isVehicle(each.entry)) {
          const { span } = each.entry;
          const years = each.year === 0 ? yearsOf(span, thisYear()) : [each.year];
          const built = years.filter((year) => isInYear(span, year, thisYear()));
          if (built.length > 0)
            rows.set(
              reference,
              built.map((year) => fitVehicle(each.entry as VehicleEntry, year)),
            );
        }
      }
      return rows;
    },
  };
}

function held(
  { id, kind, modelId, span, facts: all }: VehicleEntry,
  { text, spanOf, factsOf }: CommonParts,
): HeldVehicle {
  const { displacementL, cylinders, fuel, body, engineCode, drive, transmission } = all;
  const facts = { displacementL, cylinders, fuel, body, engineCode, drive, transmission };
  return {
    ...{ id, kind: text(kind), modelId: text(modelId), span: spanOf(span) },
    facts: factsOf(facts),
  };
}

function fitVehicle({ id, kind, modelId, facts, span }: HeldVehicle, year: number): FitVehicle {
  const { displacementL, cylinders, fuel, body, engineCode, drive, transmission } = facts;
  return {
    vehicleId: kind === 'variant' && isOwnId(id) ? `${id}-${year}` : id,
    baseVehicleId: baseVehicleIdOf(modelId, year),
    ...{ modelId, year, displacementL, cylinders, fuel, body, engineModel: engineCode, drive, transmission },
    // A year alone says nothing of months.
    ...(span.from.length > 4 && { producedFrom: span.from }),
    ...(span.to.length > 4 && { producedTo: span.to }),
  };
}
