import { CELL_LEFT_OUT } from '@qipei/interchange';

/**
 * Setting of an import whose kind has columns that may be left out: `leave-out` takes a row without a cell that can't be read, and
 * tells of the cell; otherwise it refuses the row.
 */
export const BAD_CELLS_SETTING: Readonly<Record<string, RegExp>> = { badCells: /^(refuse-row|leave-out)$/ };

/** Under what a job's notes count the rows that were taken without what couldn't be read of them. */
export const LEFT_OUT_SIGHTING = { code: CELL_LEFT_OUT, value: 'badCells=leave-out' } as const;

export function leavesCellsOut(settings: Readonly<Record<string, string>> | undefined): boolean {
  return settings?.badCells === 'leave-out';
}
