/**
 * Setting of an import whose kind has columns that may be left out: `leave-out` takes a row without a cell that can't be read, and
 * tells of the cell; otherwise it refuses the row.
 */
export const BAD_CELLS_SETTING: Readonly<Record<string, RegExp>> = { badCells: /^(refuse-row|leave-out)$/ };

export function leavesCellsOut(settings: Readonly<Record<string, string>> | undefined): boolean {
  return settings?.badCells === 'leave-out';
}
