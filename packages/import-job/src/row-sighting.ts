/**
 * Something that is no fault of a row, but that a person may want to look at once for the whole file, such as a warehouse that
 * the rows made. It becomes one note, `warehouse-new: N0RTH (15 rows, the first is row 2)`, whose rows add up batch by batch.
 */
export interface RowSighting {
  code: string;
  value: string;
  /** The first of them in the batch. */
  row: number;
  /** How many there are in the batch. */
  rows: number;
  /** Otherwise it counts only where an earlier batch of the job has begun it. */
  begins: boolean;
}

/** Said once where there would be more notes of a code than `most` leaves room for. */
const MORE = 'more-notes';

/** Adds what a batch has seen to the notes of a job. The same for the same batch, however often. */
export function noteSightings(
  notes: readonly string[],
  sightings: readonly RowSighting[],
  most: number,
): string[] {
  const all = [...notes];
  for (const { code, value, row, rows, begins } of sightings) {
    const start = `${code}: ${value} (`;
    const at = all.findIndex((note) => note.startsWith(start) && COUNTED.test(note.slice(start.length - 1)));
    const [, counted = '0', first = String(row)] = COUNTED.exec(all[at]?.slice(start.length - 1) ?? '') ?? [];
    const total = Number(counted) + rows;
    const note = `${start}${total} ${total === 1 ? 'row' : 'rows'}, the first is row ${first})`;
    if (at !== -1) all[at] = note;
    else if (begins && all.length < most) all.push(note);
    else if (begins && !all.includes(`${MORE}: ${code}`)) all.push(`${MORE}: ${code}`);
  }
  return all;
}

/** How many rows a note of these notes counts. */
export function rowsSighted(
  notes: readonly string[],
  { code, value }: Pick<RowSighting, 'code' | 'value'>,
): number {
  const start = `${code}: ${value} `;
  for (const note of notes) {
    const [, rows] = note.startsWith(start) ? (COUNTED.exec(note.slice(start.length)) ?? []) : [];
    if (rows !== undefined) return Number(rows);
  }
  return 0;
}

const COUNTED = /^\((\d+) rows?, the first is row (\d+)\)$/;
