import type { BatchOutcome, ImportKind } from '@qipei/import-job';
import type { Row, RowFault } from '@qipei/interchange';
import type { Clock } from '@qipei/kernel';
import { fitmentExpander, type VehicleRows } from '../domain/expand-fitments.ts';
import { fitmentIdentity } from '../domain/fitment.ts';
import {
  applyChanges,
  type ChangeResult,
  type FitmentChange,
  type PartFitments,
} from '../domain/part-fitments.ts';
import type { DecideChange, PartFitmentsWriter } from '../domain/part-fitments-repository.ts';
import type { PartReference, PartResolver, ResolvedPart } from '../domain/part-resolver.ts';
import type { UnresolvedFitment, UnresolvedFitments } from '../domain/unresolved-fitments.ts';
import { FITMENT_COLUMNS } from './fitment-columns.ts';
import { rowReader, type VehicleNames } from './read-fitment-row.ts';
import { savedEvent } from './saved-event.ts';
import { unresolvedKey, unresolvedRow } from './unresolved-rows.ts';

interface PartChanges {
  part: ResolvedPart;
  changes: { row: number; change: FitmentChange }[];
}

interface PreparedFitments {
  parts: Map<string, PartChanges>;
  faults: RowFault[];
  /** Rows of which the vehicle table doesn't know the vehicles. */
  unresolved: UnresolvedFitment[];
  /** Rows that wait no longer, if they did. */
  settled: { partId: string; values: Row['values'] }[];
}

export interface ImportFitmentsDependencies {
  parts: PartResolver;
  vehicles: VehicleRows & VehicleNames;
  fitments: PartFitmentsWriter;
  unresolved: UnresolvedFitments;
  clock: Clock;
  /** For rows that come after others that were sent later: what is known already isn't overwritten. */
  onlyNew?: boolean;
}

/** Fitment rows into each part's fitments; only the publisher of a part says where it fits. */
export function fitmentImport(dependencies: ImportFitmentsDependencies): ImportKind<PreparedFitments> {
  const { parts, vehicles, fitments, unresolved, clock, onlyNew = false } = dependencies;
  const expander = fitmentExpander(vehicles);
  const readRow = rowReader(vehicles, expander);
  return {
    kind: 'fitments',
    columns: FITMENT_COLUMNS,
    async prepare(rows, { tenant, jobId }) {
      const resolved = await resolveParts(rows, tenant, parts);
      const prepared: PreparedFitments = { parts: new Map(), faults: [], unresolved: [], settled: [] };
      for (const [at, row] of rows.entries()) {
        const part = resolved[at];
        const fault = partFault(row, part);
        const change = readRow(row, `${jobId}#${row.row}`);
        if (fault !== undefined) prepared.faults.push(fault);
        if (Array.isArray(change)) prepared.faults.push(...change);
        if (fault !== undefined || part === undefined) continue;
        const { partId } = part;
        if (Array.isArray(change)) {
          const of = { publisher: tenant, partId, source: `${jobId}#${row.row}`, since: clock.now() };
          const waits = unresolvedRow(row, change, of);
          if (waits !== undefined) prepared.unresolved.push(waits);
          else if (row.values.action === 'delete') prepared.settled.push({ partId, values: row.values });
          continue;
        }
        prepared.settled.push({ partId, values: row.values });
        const known = prepared.parts.get(part.partId);
        const read = { row: row.row, change };
        if (known === undefined) prepared.parts.set(part.partId, { part, changes: [read] });
        else known.changes.push(read);
      }
      return prepared;
    },
    apply(prepared, { tenant, jobId, rowsBefore, traceparent }) {
      const results = new Map<string, readonly ChangeResult[]>();
      const batch = { publisher: tenant, jobId, rowsBefore };
      const told = { publisher: tenant, traceparent };
      const decide = decideOf(told, prepared.parts, (partId, found) => results.set(partId, found));
      const done = fitments.change(batch, [...prepared.parts.keys()], decide);
      const settle = () =>
        unresolved.settle(tenant, prepared.unresolved, () =>
          prepared.settled.map(({ partId, values }) => ({ partId, key: unresolvedKey(values) })),
        );
      const outcome = () => countOf(prepared, results);
      if (done instanceof Promise) return done.then(settle).then(outcome);
      const settled = settle();
      return settled instanceof Promise ? settled.then(outcome) : outcome();
    },
  };

  function decideOf(
    { publisher, traceparent }: { publisher: string; traceparent: string },
    changesOf: PreparedFitments['parts'],
    tell: (partId: string, results: readonly ChangeResult[]) => void,
  ): DecideChange {
    return (partId, before, known) => {
      const { part, changes } = changesOf.get(partId) as PartChanges;
      const earlier = changes.flatMap(({ row }) => known(row) ?? []);
      const fresh = (
        earlier.length === 0 ? changes : changes.filter(({ row }) => known(row) === undefined)
      ).filter(({ change }) => !onlyNew || isNew(change, before));
      const applied = applyChanges(
        before?.fitments ?? [],
        fresh.map(({ change }) => change),
      );
      tell(partId, [...earlier, ...applied.results]);
      const rows = fresh.flatMap(({ row }, at) => {
        const result = applied.results[at] ?? 'unchanged';
        return result === 'unchanged' ? [] : [[row, result] as const];
      });
      if (rows.length === 0) return undefined;
      // What the catalogue has told of a part is newer than what it answered before the batch.
      const told = before !== undefined && before.partVersion > 0;
      const saved: PartFitments = {
        partId,
        publisher,
        public: told ? before.public : part.public,
        partVersion: before?.partVersion ?? 0,
        version: (before?.version ?? 0) + 1,
        fitments: applied.fitments,
      };
      return { saved, event: savedEvent(saved, expander.expand(saved.fitments), traceparent), rows };
    };
  }
}

function isNew({ fitment }: FitmentChange, before: PartFitments | undefined): boolean {
  const identity = fitmentIdentity(fitment);
  return before?.fitments.every((each) => fitmentIdentity(each) !== identity) ?? true;
}

function countOf(
  prepared: PreparedFitments,
  results: ReadonlyMap<string, readonly ChangeResult[]>,
): BatchOutcome {
  const outcome = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: prepared.faults };
  for (const ofPart of results.values()) for (const result of ofPart) outcome[result] += 1;
  return outcome;
}

/** The rows of a part follow each other, as a rule: each is asked for once. */
async function resolveParts(
  rows: readonly Row[],
  tenant: string,
  parts: PartResolver,
): Promise<(ResolvedPart | undefined)[]> {
  const places = new Map<string, number>();
  const references: PartReference[] = [];
  const placeOfRow = rows.map(({ values }) => {
    const reference = { brand: String(values.brand), partNumber: String(values.partNumber) };
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

function partFault(row: Row, part: ResolvedPart | undefined): RowFault | undefined {
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
      message: 'The catalogue has no part of this brand and number; import the part first.',
    };
  if (!part.own)
    return {
      ...at,
      code: 'part-foreign',
      message: 'The part is another publisher’s; only its publisher says where it fits.',
    };
  return undefined;
}
