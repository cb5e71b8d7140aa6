import type { BatchOutcome, ImportContext, ImportKind } from '@qipei/import-job';
import type { Row, RowFault } from '@qipei/interchange';
import type { Clock } from '@qipei/kernel';
import { isRelease, type ReleaseStore, releaseStart, requireOwnSubmission } from '@qipei/release';
import { fitmentExpander, type VehicleRows } from '../domain/expand-fitments.ts';
import { applyChanges, type ChangeResult } from '../domain/part-fitments.ts';
import type { DecideChange, PartFitmentsWriter } from '../domain/part-fitments-repository.ts';
import type { PartReference, PartResolver, ResolvedPart } from '../domain/part-resolver.ts';
import { isUnknownPart, unknownPartId } from '../domain/unknown-part.ts';
import type {
  RowMove,
  UnresolvedFitment,
  UnresolvedFitments,
  UnresolvedKey,
} from '../domain/unresolved-fitments.ts';
import type { VehicleNames } from '../domain/vehicle-names.ts';
import type { CheckOfImport } from './check-of-import.ts';
import { type AssetChange, assetChange, assetResults, settledAssets, withoutAssets } from './feed-assets.ts';
import { FITMENT_COLUMNS } from './fitment-columns.ts';
import type { FitmentStaging, StageContext } from './fitment-staging.ts';
import { type PartChanges, type PreparedFitments, referenceOf, stagedParts } from './prepared-fitments.ts';
import { rowReader } from './read-fitment-row.ts';
import { releaseToUndo } from './release-to-undo.ts';
import { savedEvent } from './saved-event.ts';
import { savedPart, takeInWaiting } from './take-in-waiting.ts';
import type { ToldPrivate } from './told-private.ts';
import { howItWaits, unresolvedKey, unresolvedRow, waitsForVehicles } from './unresolved-rows.ts';

export interface ImportFitmentsDependencies {
  parts: PartResolver;
  vehicles: VehicleRows & VehicleNames;
  fitments: PartFitmentsWriter;
  unresolved: UnresolvedFitments;
  /** What was told of parts since they were asked for. */
  told: ToldPrivate;
  clock: Clock;
  /** Its rows have waited, and come after others that were sent later: see `takeInWaiting`. */
  onlyNew?: boolean;
  /** Where imports go that are releases; undefined where the storage knows none. */
  releases?: { staging: FitmentStaging; checks: CheckOfImport; store: Pick<ReleaseStore, 'get'> } | undefined;
}

const NOTHING = { created: 0, updated: 0, unchanged: 0, deleted: 0 };

/** Fitment rows into each part's fitments; only the publisher of a part says where it fits. */
export function fitmentImport(dependencies: ImportFitmentsDependencies): ImportKind<PreparedFitments> {
  const { parts, vehicles, fitments, unresolved, told, clock, onlyNew = false, releases } = dependencies;
  const expander = fitmentExpander(vehicles);
  const readRow = rowReader(vehicles, expander);
  return {
    kind: 'fitments',
    columns: FITMENT_COLUMNS,
    accept: (context) => requireOwnSubmission(context),
    async prepare(all, { tenant, jobId, settings }) {
      const { rows, assets } = withoutAssets(all);
      const resolved = await resolveParts(rows, tenant, parts);
      const dataSet = settings?.feed ?? '';
      const prepared: PreparedFitments = {
        ...{ parts: new Map(), faults: [], unresolved: [], settled: [], moves: [], dataSet, assets: [] },
      };
      if (onlyNew && rows.length === 0) prepared.left = await unresolved.leftMoves(tenant);
      else if (onlyNew && releases !== undefined)
        prepared.release = await releaseToUndo(releases.store, { tenant, jobId });
      if (assets.length > 0) {
        const of = { publisher: tenant, jobId, dataSet, since: clock.now() };
        prepared.assets = assets.map((row) => assetChange(row, of));
        if (!isRelease(settings)) prepared.assetResults = await resultsOf(tenant, prepared.assets);
      }
      for (const [at, row] of rows.entries()) {
        const part = resolved[at];
        const { values } = row;
        const isSet = values.action !== 'delete';
        const fault = partFault(row, part);
        const change = readRow(row, { jobId, dataSet });
        const faults = Array.isArray(change) ? change : [];
        if (fault !== undefined) prepared.faults.push(namingRecord(row, fault));
        for (const each of faults) prepared.faults.push(namingRecord(row, each));
        if (part?.own === false) continue;
        const partId = part?.partId;
        const readable = faults.length === 0 || waitsForVehicles(faults);
        const waitsFor = partId === undefined ? fault : faults[0];
        const waited = onlyNew ? howItWaits(row) : undefined;
        if (isSet && readable && waitsFor !== undefined) {
          const of = {
            ...{ publisher: tenant, partId: partId ?? unknownPartId(referenceOf(row)), dataSet },
            ...{ source: `${jobId}#${row.row}`, since: clock.now() },
          };
          const kept = unresolvedRow(row, waitsFor, of);
          if (waited !== undefined) {
            waitOn(prepared, waited, { ...kept, key: waited.key });
            continue;
          }
          prepared.unresolved.push(kept);
          if (partId !== undefined) prepared.settled.push({ partId: undefined, values });
          continue;
        }
        if (!isSet && prepared.unresolved.length > 0) {
          const key = unresolvedKey(values, dataSet);
          const of = partId ?? unknownPartId(referenceOf(row));
          // Said and taken back in one batch.
          prepared.unresolved = prepared.unresolved.filter((each) => each.key !== key || each.partId !== of);
        }
        if (!isSet || faults.length === 0) prepared.settled.push({ partId, values });
        if (Array.isArray(change) || part === undefined) continue;
        if (waited !== undefined) prepared.moves.push(moveOf(waited, part.partId));
        const known = prepared.parts.get(part.partId);
        const read = { row: row.row, change };
        if (known === undefined)
          prepared.parts.set(part.partId, { part, reference: referenceOf(row), changes: [read] });
        else known.changes.push(read);
      }
      if (isRelease(settings)) releases?.checks.add(jobId, all);
      return prepared;
    },
    async prepareConclude(context) {
      const stage = stageContext(context);
      if (stage === undefined || releases === undefined) return;
      // Takes long, and is remembered.
      releases.checks.finish(context.jobId);
      await releases.staging.prepareConclude(stage);
    },
    conclude(context) {
      const stage = stageContext(context);
      if (stage === undefined || releases === undefined) return { ...NOTHING, errors: [] };
      return releases.staging.conclude({ ...stage, isCounted: context.counted > 0 }, () => {
        const { findings, report: checks } = releases.checks.finish(context.jobId);
        return { rows: context.rows, rowsFailed: context.failed, findings, checks };
      });
    },
    apply(prepared, context) {
      const { tenant, jobId, rowsBefore, takeovers = 0, traceparent } = context;
      // As it was told in the same moment, whatever was answered before; what is told from now on finds what is written here.
      for (const each of prepared.parts.values())
        if (told.isPrivate(each.part.partId)) each.part = { ...each.part, public: false };
      const stage = stageContext(context);
      if (stage !== undefined && releases !== undefined) {
        const parts = stagedParts(prepared, stage.start.submission);
        const staged = releases.staging.stage(parts, { ...stage, rowsBefore, takeovers });
        const outcome = { ...NOTHING, errors: prepared.faults };
        return staged instanceof Promise ? staged.then(() => outcome) : outcome;
      }
      if (onlyNew) {
        const taken = takeInWaiting({ fitments, unresolved, expander }, prepared, context);
        const outcome = { ...NOTHING, errors: prepared.faults };
        return taken instanceof Promise ? taken.then(() => outcome) : outcome;
      }
      const results = new Map<string, readonly ChangeResult[]>();
      const standing = new Map<string, readonly string[]>();
      const batch = { publisher: tenant, jobId, rowsBefore };
      const of = { publisher: tenant, traceparent };
      const decide = decideOf(of, prepared.parts, (partId, found, sources) => {
        results.set(partId, found);
        standing.set(partId, sources);
      });
      const change = () => fitments.change(batch, [...prepared.parts.keys()], decide);
      const settle = () => keepWaiting(tenant, prepared, new Set([...standing.values()].flat()));
      const outcome = (refused: readonly UnresolvedFitment[]) => countOf(prepared, results, refused);
      const first = deleteWaiting(tenant, prepared);
      const done = first instanceof Promise ? first.then(change) : change();
      if (done instanceof Promise) return done.then(settle).then(outcome);
      const settled = settle();
      return settled instanceof Promise ? settled.then(outcome) : outcome(settled);
    },
  };

  /** By what is there as they are read: what a batch just before says of the same asset isn't there yet. */
  async function resultsOf(tenant: string, assets: readonly AssetChange[]) {
    const partIds = [...new Set(assets.map(({ partId }) => partId))];
    return assetResults(assets, await unresolved.ofParts(tenant, partIds));
  }

  /** Before what is live is changed: one that is taken in meanwhile is then found there, or taken back by who takes it in. */
  function deleteWaiting(tenant: string, prepared: PreparedFitments): void | Promise<void> {
    const settled = prepared.settled.filter(({ values }) => values.action === 'delete');
    if (settled.length > 0) return unresolved.settle(tenant, [], () => settledKeys({ ...prepared, settled }));
  }

  /** Returns the rows that can't be kept. Those that wait already are never dropped: they stay where they are. */
  function keepWaiting(tenant: string, prepared: PreparedFitments, standing: ReadonlySet<string>) {
    const ofAssets = [...Map.groupBy(prepared.assets, ({ partId }) => partId)].map(
      ([partId, changes]) => [partId, settledAssets(changes)] as const,
    );
    const kept = [...prepared.unresolved, ...ofAssets.flatMap(([, { waiting }]) => waiting)];
    const gone = ofAssets.flatMap(([partId, { settled }]) => settled.map((key) => ({ partId, key })));
    const resolved = () => [...settledKeys(prepared), ...gone];
    return unresolved.settleWhatFits(tenant, kept, resolved, standing);
  }

  /** Undefined for an import that isn't a release. */
  function stageContext(context: ImportContext & { traceparent: string }): StageContext | undefined {
    if (releases === undefined || !isRelease(context.settings)) return undefined;
    return { start: releaseStart(context, { traceparent: context.traceparent }), now: clock.now() };
  }

  function decideOf(
    { publisher, traceparent }: { publisher: string; traceparent: string },
    changesOf: PreparedFitments['parts'],
    tell: (partId: string, results: readonly ChangeResult[], standing: readonly string[]) => void,
  ): DecideChange {
    return (partId, before, known) => {
      const { part, changes } = changesOf.get(partId) as PartChanges;
      const earlier = changes.flatMap(({ row }) => known(row) ?? []);
      const fresh = earlier.length === 0 ? changes : changes.filter(({ row }) => known(row) === undefined);
      const now = before?.fitments ?? [];
      const applied = applyChanges(
        now,
        fresh.map(({ change }) => change),
        before?.arriving,
      );
      tell(partId, [...earlier, ...applied.results], applied.standing);
      const rows = fresh.flatMap(({ row }, at) => {
        const result = applied.results[at] ?? 'unchanged';
        return result === 'unchanged' ? [] : [[row, result] as const];
      });
      if (applied.fitments === now) return undefined;
      const saved = savedPart(partId, before, {
        ...{ publisher, isPublic: part.public, fitments: applied.fitments },
      });
      return { saved, event: savedEvent(saved, expander.expand(saved.fitments), traceparent), rows };
    };
  }
}

/** Where a row that has waited goes. */
function moveOf({ partId, key, source }: UnresolvedFitment, to: string): RowMove {
  return { partId, key, source, to };
}

/** A row that has waited waits on, perhaps for something else. */
function waitOn(prepared: PreparedFitments, waited: UnresolvedFitment, kept: UnresolvedFitment): void {
  const move = moveOf(waited, kept.partId);
  if (kept.partId === waited.partId) {
    const isAsItWas =
      kept.code === waited.code && kept.column === waited.column && kept.message === waited.message;
    if (!isAsItWas) prepared.moves.push({ ...move, stays: kept });
    return;
  }
  // By its part, as long as the catalogue knows no other: what a release said of the part is then taken back with it.
  if (isUnknownPart(kept.partId)) return;
  prepared.moves.push(move);
  prepared.unresolved.push(kept);
}

function countOf(
  prepared: PreparedFitments,
  results: ReadonlyMap<string, readonly ChangeResult[]>,
  refused: readonly UnresolvedFitment[],
): BatchOutcome {
  const errors = withRefused(prepared.faults, refused);
  const outcome = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors };
  for (const ofPart of results.values()) for (const result of ofPart) outcome[result] += 1;
  const sources = new Set(refused.map(({ source }) => source));
  for (const { row, line, name, kept } of prepared.assets) {
    const result = prepared.assetResults?.get(row);
    if (kept !== undefined && sources.has(kept.source))
      errors.push({
        row,
        line,
        column: '',
        code: 'part-too-large',
        value: name.slice(0, 200),
        message: FULL_ASSET,
      });
    else if (result !== undefined) outcome[result] += 1;
  }
  return outcome;
}

const FULL_ASSET = 'As much is kept of this asset already as can be kept of one; this isn’t.';

/** Of a row that waits it was said what it waits for. */
function withRefused(faults: RowFault[], refused: readonly UnresolvedFitment[]): RowFault[] {
  if (refused.length === 0) return faults;
  const rows = new Set(refused.map(({ source }) => Number(source.slice(source.lastIndexOf('#') + 1))));
  return faults.flatMap((fault) => {
    if (!rows.has(fault.row)) return [fault];
    const isFirst = faults.find(({ row }) => row === fault.row) === fault;
    return isFirst ? [{ ...fault, column: 'partNumber', ...TOO_MANY_WAIT }] : [];
  });
}

const TOO_MANY_WAIT = {
  code: 'part-too-large',
  value: '',
  message:
    'As many rows of this part wait already as can be kept of one; this one isn’t kept. Is the part’s number in the right column?',
};

function settledKeys({ settled, dataSet }: PreparedFitments): UnresolvedKey[] {
  const unknown = new Map<string, string>();
  return settled.flatMap(({ partId, values }) => {
    const key = unresolvedKey(values, dataSet);
    const reference = referenceOf({ values });
    const name = `${reference.brand}\u0000${reference.partNumber}`;
    let unknownId = unknown.get(name);
    if (unknownId === undefined) {
      unknownId = unknownPartId(reference);
      unknown.set(name, unknownId);
    }
    const waiting = { partId: unknownId, key };
    return partId === undefined ? [waiting] : [{ partId, key }, waiting];
  });
}

/** The rows of a part follow each other, as a rule: each is asked for once. */
async function resolveParts(
  rows: readonly Row[],
  tenant: string,
  parts: PartResolver,
): Promise<(ResolvedPart | undefined)[]> {
  if (rows.length === 0) return [];
  const places = new Map<string, number>();
  const references: PartReference[] = [];
  const placeOfRow = rows.map((row) => {
    const reference = referenceOf(row);
    const key = `${reference.brand}\u0000${reference.partNumber}`;
    let place = places.get(key);
    if (place === undefined) {
      place = references.push(reference) - 1;
      places.set(key, place);
    }
    return place;
  });
  const resolved = await parts.resolve(tenant, references);
  return placeOfRow.map((place) => resolved[place]);
}

/** By the feed's own id, under which its makers know the row. */
function namingRecord({ values: { record } }: Row, fault: RowFault): RowFault {
  if (typeof record !== 'string' || record === '') return fault;
  return { ...fault, message: `Record ${record.slice(0, 60)}: ${fault.message}` };
}

function partFault(row: Row, part: ResolvedPart | undefined): RowFault | undefined {
  if (part?.own === true) return undefined;
  const at = {
    row: row.row,
    line: row.line,
    column: 'partNumber',
    value: String(row.values.partNumber).slice(0, 200),
  };
  if (part === undefined)
    return {
      ...at,
      code: 'part-unknown',
      message:
        'The catalogue has no part of this brand and number yet; the row is kept and taken in when it has.',
    };
  return {
    ...at,
    code: 'part-foreign',
    message: 'The part is another publisher’s; only its publisher says where it fits.',
  };
}
