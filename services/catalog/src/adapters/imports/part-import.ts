import {
  type BatchOutcome,
  type ImportContext,
  type ImportKind,
  leavesCellsOut,
  type RowSighting,
} from '@qipei/import-job';
import { leftOutFault, type Row, type RowFault } from '@qipei/interchange';
import type { Clock } from '@qipei/kernel';
import { feedOf, isRelease, releaseStart, requireOwnSubmission } from '@qipei/release';
import { PART_COLUMNS } from '../../application/part-columns.ts';
import type { ForeignIds } from '../../domain/foreign-ids.ts';
import type { ChangeCounts, PartChange } from '../../domain/part-change.ts';
import type { PartWriter } from '../../domain/part-repository.ts';
import {
  brandRefOf,
  type ForeignMeanings,
  type PartCells,
  partTypeRefOf,
  readPartRow,
} from '../../domain/part-row.ts';
import type { PartStaging } from './part-staging.ts';

interface PreparedParts {
  changes: PartChange[];
  errors: RowFault[];
}

const NOTHING = { created: 0, updated: 0, unchanged: 0, deleted: 0 };

/** The `parts` import; `staging` where the storage knows releases. */
export function partImport({
  writer,
  clock,
  staging,
  foreignIds,
}: {
  writer: PartWriter;
  foreignIds: ForeignIds;
  clock: Clock;
  staging: PartStaging | undefined;
}): ImportKind<PreparedParts> {
  /** Where the import is a release, what it goes to, otherwise undefined. */
  function releaseOf(context: ImportContext & { traceparent: string }) {
    if (staging === undefined || !isRelease(context.settings)) return undefined;
    const { traceparent } = context;
    return { staging, context: { start: releaseStart(context, { traceparent }), now: clock.now() } };
  }

  return {
    kind: 'parts',
    columns: PART_COLUMNS,
    accept: (context) => requireOwnSubmission(context),
    prepare: async (rows, { tenant, settings }) =>
      readRows(rows, await meaningsOf(rows, tenant, foreignIds), leavesCellsOut(settings)),
    apply({ changes, errors }, context) {
      const release = releaseOf(context);
      if (release !== undefined) {
        const staged = release.staging.stage(changes, release.context);
        const outcome = { ...NOTHING, errors };
        return staged instanceof Promise ? staged.then(() => outcome) : outcome;
      }
      const { tenant: publisher, jobId, rowsBefore, traceparent, settings } = context;
      const trace = { now: clock.now(), traceparent };
      const repeated = repeatedRows(changes);
      const counts = writer.apply(changes, {
        publisher,
        feed: feedOf(settings),
        jobId,
        rowsBefore,
        ...trace,
        onRepeated: (row) => repeated.add(row),
      });
      const outcome = (counted: ChangeCounts): BatchOutcome => ({
        ...counted,
        errors,
        sightings: sightingOf(repeated),
      });
      // Types were read before, and may mean something else by now.
      const settle = () => foreignIds.settleLater(publisher, typesOf(changes));
      if (counts instanceof Promise)
        return counts.then(async (counted) => {
          await settle();
          return outcome(counted);
        });
      settle();
      return outcome(counts);
    },
    conclude(context) {
      const release = releaseOf(context);
      return release === undefined
        ? { ...NOTHING, errors: [] }
        : release.staging.conclude({
            ...release.context,
            ...{ rows: context.rows, rowsRefused: context.failed, rowsLeftOut: context.leftOut ?? 0 },
            isCounted: context.counted > 0,
          });
    },
  };
}

/** What part types of foreign tables mean to the rows of a batch, which were read at once. */
function typesOf(changes: readonly PartChange[]): Map<string, string> {
  const types = new Map<string, string>();
  for (const change of changes) {
    if (change.action === 'delete') continue;
    const { partTypeRef, partTypeId } = change.content;
    if (partTypeRef !== '') types.set(partTypeRef, partTypeId);
  }
  return types;
}

/** Rows of a batch that say a part which a row before them in it has said. */
function repeatedRows(changes: readonly PartChange[]): Set<number> {
  const seen = new Set<string>();
  const repeated = new Set<number>();
  for (const { identity, row } of changes) {
    const key = `${identity.brandKey}:${identity.partNumberKey}`;
    if (seen.has(key)) repeated.add(row);
    seen.add(key);
  }
  return repeated;
}

/** The last row of a part wins; a release tells it as the finding `repeated-part`. */
function sightingOf(repeated: ReadonlySet<number>): RowSighting[] {
  let row = Number.POSITIVE_INFINITY;
  for (const each of repeated) row = Math.min(row, each);
  const { size: rows } = repeated;
  return rows === 0 ? [] : [{ code: 'row-repeated', value: 'partNumber', row, rows, begins: true }];
}

/** What is wrong with rows by themselves; one that names its brand or part type by a foreign id is left for the import. */
export function partRowFaults(rows: readonly Row[]): RowFault[] {
  const plain = rows.filter((row) => partTypeRefOf(cellsOf(row)) === '' && brandRefOf(cellsOf(row)) === '');
  return readRows(plain, { partTypes: new Map(), brands: new Map() }).errors;
}

function cellsOf({ values, item }: Row): PartCells {
  return item === undefined ? values : { ...values, item };
}

async function meaningsOf(
  rows: readonly Row[],
  tenant: string,
  foreignIds: ForeignIds,
): Promise<ForeignMeanings> {
  const refs = (of: (cells: PartCells) => string): string[] =>
    [...new Set(rows.map((row) => of(cellsOf(row))))].filter((ref) => ref !== '');
  const [types, brands] = [refs(partTypeRefOf), refs(brandRefOf)];
  return {
    partTypes: types.length === 0 ? new Map() : await foreignIds.resolve(tenant, 'part-type', types),
    brands: brands.length === 0 ? new Map() : await foreignIds.resolve(tenant, 'brand', brands),
  };
}

function readRows(rows: readonly Row[], meanings: ForeignMeanings, leavesOut = false): PreparedParts {
  const changes: PartChange[] = [];
  const errors: RowFault[] = [];
  for (const each of rows) {
    const { row, line } = each;
    const cells = cellsOf(each);
    const read = readPartRow(cells, meanings, leavesOut ? MAY_BE_LEFT_OUT : undefined);
    if (read.action === 'refuse') {
      for (const fault of read.faults) errors.push({ row, line, ...fault });
    } else if (read.action === 'delete') changes.push({ ...read, row });
    else {
      const { leftOut = [], ...change } = read;
      for (const fault of leftOut) errors.push({ row, line, ...leftOutFault<CellFaultOfRow>(fault) });
      changes.push({ ...change, row });
    }
  }
  return { changes, errors };
}

type CellFaultOfRow = Omit<RowFault, 'row' | 'line'>;

const MAY_BE_LEFT_OUT: ReadonlySet<string> = new Set(
  PART_COLUMNS.filter(({ mayBeLeftOut }) => mayBeLeftOut === true).map(({ name }) => name),
);
