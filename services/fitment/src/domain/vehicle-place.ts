import { makeKey } from '@qipei/vin';
import { ownEntryId } from './vehicle-entry.ts';
import { namedBy } from './vehicle-external-id.ts';
import { nameKeyOf, type VehicleLedger } from './vehicle-ledger.ts';
import { questionOf, readReference } from './vehicle-reference.ts';
import type { VehicleAnswer, VehicleQuestion } from './vehicle-repository.ts';
import type { PlatformVehicles, VehicleRow, VehicleRowFault } from './vehicle-row.ts';

/** Where a row belongs: the ids of what it is a part of and of what it is about. */
export interface Place {
  makeId: string;
  modelId: string;
  generationId: string;
  targetId: string;
}

type Loading<T> = Generator<VehicleQuestion, T, VehicleAnswer>;

interface Context {
  tenant: string;
  platform: PlatformVehicles;
  ledger: VehicleLedger;
}

/**
 * Finds for each row what it names, in the tenant's own table, then the platform's, else as something new of the
 * tenant's. Asks for all rows together, a level at a time.
 */
export function* placeRows(
  rows: readonly VehicleRow[],
  context: Context,
): Loading<(Place | VehicleRowFault)[]> {
  const { ledger } = context;
  const named = rows.filter(({ vehicleId }) => vehicleId === '');
  yield* ledger.load({
    ...questionOf(rows.flatMap(referencesOf).map(readReference)),
    names: named.flatMap(({ make, makeZh }) => [
      nameKeyOf('make', '', make),
      nameKeyOf('make', '', makeZh ?? ''),
    ]),
  });
  const makes = rows.map((row) => (row.vehicleId === '' ? makeOf(row, context) : ''));
  yield* ledger.load({
    ids: makes.filter((id) => id !== ''),
    names: rows.flatMap(({ vehicleId, model, modelZh }, at) => {
      if (vehicleId !== '' || model === '') return [];
      const makeId = makes[at] ?? '';
      return [nameKeyOf('model', makeId, model), nameKeyOf('model', makeId, modelZh ?? '')];
    }),
  });
  const models = rows.map((row, at) =>
    row.vehicleId === '' && row.model !== '' ? modelOf(row, makes[at] ?? '', context) : '',
  );
  yield* ledger.load({
    ids: models.filter((id) => id !== ''),
    names: rows.flatMap((row, at) => {
      const name = generationName(row);
      return row.vehicleId === '' && name !== '' ? [nameKeyOf('generation', models[at] ?? '', name)] : [];
    }),
  });
  const places = rows.map((row, at) => place(row, makes[at] ?? '', models[at] ?? '', context));
  yield* ledger.load({
    ids: places.flatMap((each) => ('code' in each ? [] : [each.generationId, each.targetId].filter(Boolean))),
  });
  return places;
}

/** Everything by which a row names something, beside the names. */
export function referencesOf(row: VehicleRow): string[] {
  const { vehicleId, ownId, externalIds, replaces, mergedInto, takesOver } = row;
  return [vehicleId, ownId, ...externalIds, ...replaces, mergedInto, ...takesOver].filter(
    (each) => each !== '',
  );
}

export function generationName({ generation, chassisCode }: VehicleRow): string {
  return generation === '' ? (chassisCode ?? '') : generation;
}

function makeOf({ make, makeZh = '' }: VehicleRow, { tenant, platform, ledger }: Context): string {
  const known =
    ledger.named(nameKeyOf('make', '', make)) ??
    platform.findMake(make)?.makeId ??
    (makeKey(makeZh) === ''
      ? undefined
      : (ledger.named(nameKeyOf('make', '', makeZh)) ?? platform.findMake(makeZh)?.makeId));
  const id = known ?? ownEntryId(tenant, 'make', makeKey(make));
  ledger.name(nameKeyOf('make', '', make), id);
  if (makeZh !== '') ledger.name(nameKeyOf('make', '', makeZh), id);
  return ledger.final(id)?.id ?? id;
}

function modelOf(
  { model, modelZh = '' }: VehicleRow,
  makeId: string,
  { tenant, platform, ledger }: Context,
): string {
  const known =
    ledger.named(nameKeyOf('model', makeId, model)) ??
    platform.findModel(makeId, model)?.modelId ??
    (makeKey(modelZh) === '' ? undefined : ledger.named(nameKeyOf('model', makeId, modelZh)));
  const id = known ?? ownEntryId(tenant, 'model', `${makeId}|${makeKey(model)}`);
  ledger.name(nameKeyOf('model', makeId, model), id);
  if (modelZh !== '') ledger.name(nameKeyOf('model', makeId, modelZh), id);
  return ledger.final(id)?.id ?? id;
}

function place(row: VehicleRow, makeId: string, modelId: string, context: Context): Place | VehicleRowFault {
  const { tenant, platform, ledger } = context;
  if (row.vehicleId !== '') return placeById(row, context);
  const name = generationName(row);
  let generationId = '';
  if (name !== '') {
    const key = nameKeyOf('generation', modelId, name);
    generationId = ledger.named(key) ?? ownEntryId(tenant, 'generation', `${modelId}|${makeKey(name)}`);
    ledger.name(key, generationId);
    if (row.chassisCode) ledger.name(nameKeyOf('generation', modelId, row.chassisCode), generationId);
  }
  const above = { makeId, modelId, generationId };
  switch (row.level) {
    case 'make':
      return { ...above, modelId: '', generationId: '', targetId: makeId };
    case 'model':
      return { ...above, generationId: '', targetId: modelId };
    case 'generation':
      return { ...above, targetId: generationId };
    case 'base-vehicle': {
      const base = `bv${modelId.slice(2)}-${row.span?.from.slice(0, 4) ?? ''}`;
      return { ...above, generationId: '', targetId: base };
    }
    case 'variant': {
      const targetId = variantId(row, above, { tenant, platform, ledger });
      return typeof targetId === 'string' ? { ...above, targetId } : targetId;
    }
  }
}

function placeById(row: VehicleRow, { platform, ledger }: Context): Place | VehicleRowFault {
  const reference = readReference(row.vehicleId);
  let id: string | undefined;
  if (reference !== undefined) id = 'id' in reference ? reference.id : ledger.holder(reference.external);
  const found = id === undefined ? undefined : (ledger.entry(id) ?? platform.find(id));
  if (id === undefined || found === undefined) {
    const message = 'The vehicle table has nothing with this id.';
    return { column: 'vehicleId', code: 'vehicle-unknown', value: row.vehicleId, message };
  }
  const { makeId, modelId } = found;
  const generationId = ledger.entry(id)?.generationId ?? '';
  return { makeId, modelId, generationId, targetId: id };
}

/** By the sender's own key, else by a key of a foreign table of vehicles, else by all that tells it from others. */
function variantId(
  row: VehicleRow,
  { modelId, generationId }: Omit<Place, 'targetId'>,
  { tenant, ledger }: Context,
): string | VehicleRowFault {
  const keys = row.ownId === '' ? row.externalIds.filter(namesVariant) : [row.ownId];
  const holders = new Set(
    keys.flatMap((key) => {
      const id = ledger.holder(key);
      const entry = id === undefined ? undefined : ledger.entry(id);
      // What has let go of a key isn't found by it.
      return entry?.kind === 'variant' && entry.makeId !== '' && entry.externalIds.includes(key)
        ? [entry.id]
        : [];
    }),
  );
  const [holder, other] = holders;
  if (other !== undefined) {
    const message =
      'These ids belong to different vehicles; name one of them, and the others under `takesOver`.';
    return { column: 'externalIds', code: 'external-id-conflict', value: keys.join('; '), message };
  }
  if (holder !== undefined) return holder;
  if (keys[0] !== undefined) return ownEntryId(tenant, 'variant', keys[0]);
  const { facts, span } = row;
  const natural = [
    ...[modelId, generationId, makeKey(row.name ?? ''), makeKey(row.nameZh ?? ''), span?.from],
    ...[facts.engineCode, facts.displacementL, facts.powerKw, facts.fuel, facts.body, facts.drive],
    ...[facts.transmission, facts.market],
  ];
  return ownEntryId(tenant, 'variant', natural.map((each) => String(each ?? '')).join('|'));
}

function namesVariant(external: string): boolean {
  return namedBy(external.slice(0, external.indexOf(':'))) === 'variant';
}
