import { hash } from 'node:crypto';
import type { Row, RowFault } from '@qipei/interchange';
import type { UnresolvedCell, UnresolvedFitment } from '../domain/unresolved-fitments.ts';

/** Faults that a later vehicle table may take away. */
const VEHICLE_FAULTS = new Set(['make-unknown', 'model-unknown', 'vehicle-unknown']);

/** The cells that name the vehicles and the place: the same application of another import has the same. */
const IDENTITY = [
  ...['make', 'model', 'yearFrom', 'yearTo', 'displacementL', 'cylinders', 'fuel', 'body'],
  ...['engineModel', 'drive', 'transmission', 'production', 'producedFrom', 'producedTo'],
  ...['position', 'qualifiers'],
];
/** Those of rows as ACES has them; where none is filled the key is that of the others alone. */
const TYPED_IDENTITY = ['baseVehicle', 'attributes', 'partType'];
/** Each by its name, and only where it is filled: keys of rows without them stay what they were. */
const EXTRA_IDENTITY = ['labels', 'subBrand', 'assets'];

export function unresolvedKey(values: Row['values'], dataSet: string): string {
  const identity = IDENTITY.map((name) => values[name] ?? '');
  const typed = TYPED_IDENTITY.map((name) => values[name] ?? '');
  if (typed.some((cell) => cell !== '')) identity.push(...typed, values.note ?? '');
  if (dataSet !== '') identity.push('dataSet', dataSet);
  for (const name of EXTRA_IDENTITY) {
    const cell = values[name];
    if (cell !== undefined && cell !== null && cell !== '') identity.push(name, cell);
  }
  return hash('sha256', JSON.stringify(identity)).slice(0, 24);
}

/** Whether a later vehicle table may take all of the faults away. */
export function waitsForVehicles(faults: readonly RowFault[]): boolean {
  const [fault] = faults;
  return faults.length === 1 && fault !== undefined && VEHICLE_FAULTS.has(fault.code);
}

/** The row as it is kept until its part and its vehicles are known. */
export function unresolvedRow(
  row: Row,
  { code, column = '', message }: RowFault,
  of: { publisher: string; partId: string; source: string; dataSet: string; since: Date },
): UnresolvedFitment {
  const cells: Record<string, UnresolvedCell> = {};
  for (const name in row.values) {
    const value = row.values[name];
    if (value !== null && value !== undefined) cells[name] = value;
  }
  return { ...of, key: unresolvedKey(row.values, of.dataSet), code, column, message, cells };
}

/** A row that waits, as its import read it. */
export interface WaitingRow extends Row {
  waits: UnresolvedFitment;
}

/** Rows of one import. */
export interface WaitingRows {
  jobId: string;
  dataSet: string;
  rows: WaitingRow[];
}

/** How a row waits; undefined for one that comes from a file. */
export function howItWaits(row: Row): UnresolvedFitment | undefined {
  return (row as Partial<WaitingRow>).waits;
}

export function waitingRows(unresolved: readonly UnresolvedFitment[]): WaitingRows[] {
  const byJob = Map.groupBy(
    unresolved,
    ({ source, dataSet }) => `${source.slice(0, source.lastIndexOf('#'))}\u0000${dataSet}`,
  );
  return [...byJob].map(([key, all]) => ({
    jobId: key.slice(0, key.indexOf('\u0000')),
    dataSet: key.slice(key.indexOf('\u0000') + 1),
    rows: all.map((waits) => {
      const row = Number(waits.source.slice(waits.source.lastIndexOf('#') + 1));
      return { row, line: row, values: waits.cells as Row['values'], waits };
    }),
  }));
}
