import { type ColumnSpec, headingKey } from './columns.ts';
import type { RecordSink } from './record-reader.ts';
import { UnreadableFile } from './unreadable-file.ts';

export interface HeaderContext {
  columns: readonly ColumnSpec[];
  /** Heading key -> index into `columns`. */
  known: ReadonlyMap<string, number>;
  line: number;
  sink: RecordSink;
}

/**
 * Tells the sink where each column is.
 * @throws UnreadableFile `duplicate-column`, `missing-column`
 */
export function readHeader(
  cells: readonly string[],
  { columns, known, line, sink }: HeaderContext,
): readonly (number | undefined)[] {
  const places: (number | undefined)[] = columns.map(() => undefined);
  cells.forEach((heading, at) => {
    const column = known.get(headingKey(heading));
    if (column === undefined) {
      if (heading.trim() !== '') sink.unknownColumn(heading.trim());
    } else if (places[column] === undefined) {
      places[column] = at;
    } else {
      const name = columns[column]?.name ?? '';
      throw new UnreadableFile('duplicate-column', line, `Two columns of the file both mean '${name}'.`, {
        column: name,
      });
    }
  });
  const missing = columns
    .filter((column, at) => column.required === true && places[at] === undefined)
    .map(({ name }) => name);
  if (missing.length > 0) {
    const message = `The file lacks ${missing.map((name) => `'${name}'`).join(', ')}; its first line must name the columns.`;
    throw new UnreadableFile('missing-column', line, message, { columns: missing });
  }
  if (places.every((place) => place === undefined)) {
    const message = `The first line names no column that is known here, such as '${columns[0]?.name ?? ''}'; is it the header?`;
    throw new UnreadableFile('missing-column', line, message, { columns: [] });
  }
  sink.places(places);
  return places;
}
