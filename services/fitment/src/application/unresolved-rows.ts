import { hash } from 'node:crypto';
import type { Row, RowFault } from '@qipei/interchange';
import type { UnresolvedFitment } from '../domain/unresolved-fitments.ts';

/** Faults that a later vehicle table may take away. */
const VEHICLE_FAULTS = new Set(['make-unknown', 'model-unknown', 'vehicle-unknown']);

/** The cells that name the vehicles and the place: the same application of another import has the same. */
const IDENTITY = [
  ...['make', 'model', 'yearFrom', 'yearTo', 'displacementL', 'cylinders', 'fuel', 'body'],
  ...['engineModel', 'drive', 'transmission', 'production', 'producedFrom', 'producedTo'],
  ...['position', 'qualifiers'],
];

export function unresolvedKey(values: Row['values']): string {
  const identity = IDENTITY.map((name) => values[name] ?? '');
  return hash('sha256', JSON.stringify(identity)).slice(0, 24);
}

/** The row as it is kept until its vehicles are known; undefined where something else is wrong with it, or it deletes. */
export function unresolvedRow(
  row: Row,
  faults: readonly RowFault[],
  of: { publisher: string; partId: string; source: string; since: Date },
): UnresolvedFitment | undefined {
  const [fault] = faults;
  if (faults.length !== 1 || fault === undefined || !VEHICLE_FAULTS.has(fault.code)) return undefined;
  if (row.values.action === 'delete') return undefined;
  const { code, column = '', message } = fault;
  const set = Object.entries(row.values).filter(([, value]) => value !== null && value !== undefined);
  const cells = JSON.stringify(Object.fromEntries(set));
  return { ...of, key: unresolvedKey(row.values), code, column, message, cells };
}

/** Rows of one import, as it read them. */
export interface WaitingRows {
  jobId: string;
  rows: Row[];
}

export function waitingRows(unresolved: readonly UnresolvedFitment[]): WaitingRows[] {
  const byJob = Map.groupBy(unresolved, ({ source }) => source.slice(0, source.lastIndexOf('#')));
  return [...byJob].map(([jobId, all]) => ({
    jobId,
    rows: all.map(({ source, cells }) => {
      const row = Number(source.slice(source.lastIndexOf('#') + 1));
      return { row, line: row, values: JSON.parse(cells) as Row['values'] };
    }),
  }));
}
