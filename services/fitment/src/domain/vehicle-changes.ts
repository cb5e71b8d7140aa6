import { type EntryKind, isOwnId, type RowOutcome, sameEntry, type VehicleEntry } from './vehicle-entry.ts';
import { changeExternalIds } from './vehicle-external-change.ts';
import { newEntry, type VehicleLedger, vehicleLedger } from './vehicle-ledger.ts';
import { generationName, type Place, placeRows } from './vehicle-place.ts';
import { readReference } from './vehicle-reference.ts';
import type { DecideVehicles } from './vehicle-repository.ts';
import type { PlatformVehicles, VehicleRow, VehicleRowFault } from './vehicle-row.ts';

export interface AppliedRows {
  outcomes: Record<RowOutcome, number>;
  faults: { row: number; fault: VehicleRowFault }[];
}

/** Applies rows in order. A row that is refused changes nothing at all. */
export function applyVehicleRows(
  rows: readonly VehicleRow[],
  { tenant, platform }: { tenant: string; platform: PlatformVehicles },
): DecideVehicles<AppliedRows> {
  return function* decide(release) {
    const ledger = vehicleLedger(release);
    const applied: AppliedRows = {
      outcomes: { created: 0, updated: 0, unchanged: 0, deleted: 0 },
      faults: [],
    };
    const places = yield* placeRows(rows, { tenant, platform, ledger });
    for (const [at, row] of rows.entries()) {
      const place = places[at];
      if (place === undefined) continue;
      const done = 'code' in place ? place : applyRow({ row, place, platform, ledger, release });
      if (typeof done === 'string') applied.outcomes[done] += 1;
      else applied.faults.push({ row: row.row, fault: done });
    }
    return ledger.changes(applied);
  };
}

interface Applying {
  row: VehicleRow;
  place: Place;
  platform: PlatformVehicles;
  ledger: VehicleLedger;
  release: number;
}

function applyRow(applying: Applying): RowOutcome | VehicleRowFault {
  const { row, place, platform, ledger, release } = applying;
  const before = ledger.entry(place.targetId);
  const onPlatform = !isOwnId(place.targetId) && platform.find(place.targetId) !== undefined;
  if (row.action === 'delete') {
    if (before === undefined || before.state !== 'active') return 'unchanged';
    return ledger.put({ ...before, state: 'retired', reason: row.reason }, row);
  }
  if (onPlatform && saysOfPlatform(row)) {
    const message =
      'The platform’s own vehicles are as its source has them; names and external ids can be added to them, nothing else.';
    return { column: 'vehicleId', code: 'platform-vehicle', value: place.targetId, message };
  }
  const after = contentOf(applying, before, onPlatform);
  if ('code' in after) return after;
  if (row.mergedInto !== '') return mergeInto(after, applying);
  if (before?.state === 'merged') {
    const message = `The vehicle was merged into ${before.mergedInto}; change that one.`;
    return { column: 'vehicleId', code: 'vehicle-merged', value: before.id, message };
  }
  // Another row of the file has spoken of it: this one may add external ids to it and say nothing else.
  const twice =
    !onPlatform &&
    before?.seen.release === release &&
    before.seen.row > 0 &&
    before.seen.row !== row.row &&
    (before.kind === 'variant' || before.kind === 'base-vehicle');
  if (twice && !sameEntry(before, after)) {
    const message = `Row ${before.seen.row} of the file is the same vehicle and says something else.`;
    return { column: '', code: 'duplicate-vehicle', value: before.id, message };
  }
  const replaced = replacedBy(after, applying);
  if ('code' in replaced) return replaced;
  const externals = changeExternalIds(after, row, {
    ...{ ledger, replaced: replaced.entries, adds: onPlatform || twice },
  });
  if ('code' in externals) return externals;
  keepParents(applying);
  for (const loser of externals.losers) ledger.put(loser, { row: loser.seen.row, source: row.source });
  for (const external of externals.taken) ledger.hold(external, after.id);
  const outcome = ledger.put(externals.entry, row);
  for (const old of replaced.entries) {
    const reason = row.reason === '' ? 'replaced' : row.reason;
    ledger.put({ ...old, state: 'merged', mergedInto: after.id, reason }, { row: 0, source: row.source });
  }
  return outcome;
}

/** Whether a row about one of the platform's vehicles says what only the platform says. */
function saysOfPlatform({ facts, span, level, vehicleId, mergedInto }: VehicleRow): boolean {
  if (mergedInto !== '') return true;
  if (vehicleId === '' && level === 'base-vehicle') return false;
  return Object.values(facts).some((value) => value !== '' && value !== 0) || (span?.from ?? '') !== '';
}

function contentOf(
  { row, place }: Applying,
  before: VehicleEntry | undefined,
  onPlatform: boolean,
): VehicleEntry | VehicleRowFault {
  const { targetId: id, makeId, modelId, generationId } = place;
  const kind = before?.kind ?? row.level;
  const above = {
    makeId: kind === 'make' ? '' : makeId,
    modelId: kind === 'make' || kind === 'model' ? '' : modelId,
    generationId: kind === 'variant' ? generationId : '',
  };
  const base = before ?? newEntry({ id, kind });
  const own = row.vehicleId === '' ? { ...base, ...above } : base;
  const state = { state: 'active', mergedInto: '', reason: '' } as const;
  const unresolved = row.expectsPlatform ? !onPlatform : base.unresolved;
  const [name, nameZh] = namesAt(row, kind);
  const named = { name: onPlatform ? '' : (name ?? own.name), nameZh: nameZh ?? own.nameZh };
  if (onPlatform) return { ...own, ...named, ...state, unresolved };
  const after: VehicleEntry = {
    ...{ ...own, ...named, ...state, unresolved },
    chassisCode: kind === 'generation' ? (row.chassisCode ?? own.chassisCode) : '',
    span: row.span ?? own.span,
    facts: { ...own.facts, ...row.facts },
  };
  if (kind === 'variant' && after.span.from === '' && after.span.to === '' && row.mergedInto === '') {
    const message = 'A vehicle needs the years in which it was built.';
    return { column: 'yearFrom', code: 'required', value: '', message };
  }
  return after;
}

function namesAt(row: VehicleRow, kind: VehicleEntry['kind']): [string | undefined, string | undefined] {
  if (row.vehicleId !== '') return [row.name, row.nameZh];
  switch (kind) {
    case 'make':
      return [row.make, row.makeZh ?? row.nameZh];
    case 'model':
      return [row.model, row.modelZh ?? row.nameZh];
    case 'generation':
      return [generationName(row), row.generationZh ?? row.nameZh];
    default:
      return [row.name, row.nameZh];
  }
}

interface Parent {
  id: string;
  kind: EntryKind;
  name: string;
  nameZh: string | undefined;
  makeId?: string;
  modelId?: string;
  chassisCode?: string | undefined;
}

/** What the row is a part of is there, under the names that the row gives it. */
function keepParents({ row, place, platform, ledger }: Applying): void {
  if (row.vehicleId !== '') return;
  const { makeId, modelId, generationId, targetId } = place;
  const parents: Parent[] = [
    { id: makeId, kind: 'make', name: row.make, nameZh: row.makeZh },
    { id: modelId, kind: 'model', name: row.model, nameZh: row.modelZh, makeId },
    {
      ...{ id: generationId, kind: 'generation', name: generationName(row), nameZh: row.generationZh },
      ...{ makeId, modelId, chassisCode: row.chassisCode },
    },
  ];
  for (const parent of parents) {
    const { id, kind, name, nameZh, makeId: ofMake, modelId: ofModel, chassisCode } = parent;
    if (id === '' || id === targetId) continue;
    const before = ledger.entry(id);
    const own = isOwnId(id);
    if (!own && platform.find(id) !== undefined && before === undefined && !nameZh) continue;
    const known = before ?? {
      ...newEntry({ id, kind }),
      name: own ? name : '',
      unresolved: row.expectsPlatform,
    };
    const after: VehicleEntry = {
      ...known,
      ...(ofMake !== undefined && { makeId: ofMake }),
      ...(ofModel !== undefined && { modelId: ofModel }),
      ...(chassisCode && { chassisCode }),
      nameZh: nameZh || known.nameZh,
      ...(known.state === 'retired' && { state: 'active', reason: '' }),
    };
    ledger.put(after, { row: before?.seen.row ?? 0, source: row.source });
    ledger.touch(id);
  }
}

function mergeInto(
  entry: VehicleEntry,
  { row, ledger, platform, place }: Applying,
): RowOutcome | VehicleRowFault {
  const at = { column: 'mergedInto', value: row.mergedInto };
  const id = idOf(row.mergedInto, ledger);
  if (id === undefined || (ledger.entry(id) === undefined && platform.find(id) === undefined))
    return { ...at, code: 'vehicle-unknown', message: 'The vehicle table has nothing with this id.' };
  for (let next: string | undefined = id; next !== undefined; ) {
    if (next === place.targetId)
      return { ...at, code: 'redirect-loop', message: 'A vehicle can’t lead back to itself.' };
    const found: VehicleEntry | undefined = ledger.entry(next);
    next = found?.state === 'merged' ? found.mergedInto : undefined;
  }
  const reason = row.reason === '' ? 'merged' : row.reason;
  const before = ledger.entry(entry.id);
  const kept = before ?? entry;
  const own = row.ownId === '' ? row.externalIds : [row.ownId, ...row.externalIds];
  const externalIds = [
    ...new Set([...kept.externalIds, ...own.filter((each) => ledger.holder(each) === undefined)]),
  ];
  for (const external of externalIds)
    if (ledger.holder(external) === undefined) ledger.hold(external, entry.id);
  return ledger.put(
    { ...kept, externalIds: externalIds.sort(), state: 'merged', mergedInto: id, reason },
    row,
  );
}

function replacedBy(
  { id }: VehicleEntry,
  { row, ledger, platform }: Applying,
): { entries: VehicleEntry[] } | VehicleRowFault {
  const entries: VehicleEntry[] = [];
  for (const reference of row.replaces) {
    const at = { column: 'replaces', value: reference };
    const old = idOf(reference, ledger);
    const found = old === undefined ? undefined : ledger.entry(old);
    if (old !== undefined && !isOwnId(old) && platform.find(old) !== undefined)
      return { ...at, code: 'platform-vehicle', message: 'The platform’s own vehicles can’t be replaced.' };
    if (found === undefined)
      return { ...at, code: 'vehicle-unknown', message: 'The vehicle table has nothing with this id.' };
    if (found.id === id)
      return { ...at, code: 'redirect-loop', message: 'A vehicle can’t take its own place.' };
    if (found.state !== 'merged') entries.push(found);
    else if (ledger.final(found.id)?.id !== id) {
      const message = `It was merged into ${found.mergedInto} already.`;
      return { ...at, code: 'vehicle-merged', message };
    }
  }
  return { entries };
}

function idOf(text: string, ledger: VehicleLedger): string | undefined {
  const reference = readReference(text);
  if (reference === undefined) return undefined;
  return 'id' in reference ? reference.id : ledger.holder(reference.external);
}
