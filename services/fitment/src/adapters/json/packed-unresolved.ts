import type { UnresolvedCell, UnresolvedFitment } from '../../domain/unresolved-fitments.ts';

type Why = [code: string, column: string, message: string];
type Source = [job: string, since: number, dataSet: string];
/** `same` are the cells of the columns, from the first on, that all rows have alike. */
type Head = [format: typeof FORMAT, whys: Why[], sources: Source[], same: Cell[], columns: string[]];
type Cell = UnresolvedCell | null;
/** The cells that aren't the same for all follow; those that are empty at the end are left out. */
type PackedRow = [key: string, why: number, source: number, row: string | number, ...cells: Cell[]];

const FORMAT = 1;
const BEFORE_CELLS = 4;

/** The rows of one part, sorted by key, which have much in common. */
export function packUnresolved(rows: readonly UnresolvedFitment[]): string {
  const whys = new Places<Why>();
  const sources = new Places<Source>();
  const { same, varying } = columnsOf(rows);
  const packed = rows.map(({ key, code, column, message, source, since, dataSet, cells }): PackedRow => {
    const hash = source.lastIndexOf('#');
    const job = source.slice(0, Math.max(hash, 0));
    const row = source.slice(hash + 1);
    const line: PackedRow = [
      key,
      whys.of(`${code}\u0000${column}\u0000${message}`, () => [code, column, message]),
      sources.of(`${job}\u0000${since.getTime()}\u0000${dataSet}`, () => [job, since.getTime(), dataSet]),
      /^(0|[1-9]\d{0,14})$/.test(row) ? Number(row) : row,
    ];
    for (const name of varying) line.push(cells[name] ?? null);
    while (line.length > BEFORE_CELLS && line.at(-1) === null) line.pop();
    return line;
  });
  const head: Head = [
    FORMAT,
    whys.all,
    sources.all,
    same.map(([, cell]) => cell),
    [...same.map(([name]) => name), ...varying],
  ];
  return JSON.stringify([head, ...packed]);
}

/** @throws Error for a format that a later version wrote */
export function unpackUnresolved(publisher: string, partId: string, body: string): UnresolvedFitment[] {
  const [head, ...packed] = JSON.parse(body) as [Head, ...PackedRow[]];
  const [format, whys, sources, same, columns] = head;
  if (format !== FORMAT)
    throw new Error(`Unresolved rows are packed in format ${format}, which this version doesn't know.`);
  const fixed = columns.slice(0, same.length).map((name, at) => [name, same[at]] as const);
  const varying = columns.slice(same.length);
  return packed.map(([key, why, from, row, ...own]) => {
    const [code, column, message] = whys[why] ?? ['', '', ''];
    const [job, since, dataSet] = sources[from] ?? ['', 0, ''];
    const cells: Record<string, UnresolvedCell> = {};
    for (const [name, cell] of fixed) if (cell !== null && cell !== undefined) cells[name] = cell;
    varying.forEach((name, at) => {
      const cell = own[at];
      if (cell !== null && cell !== undefined) cells[name] = cell;
    });
    const source = job === '' ? String(row) : `${job}#${row}`;
    return { publisher, partId, key, code, column, message, source, dataSet, since: new Date(since), cells };
  });
}

function columnsOf(rows: readonly UnresolvedFitment[]): { same: [string, Cell][]; varying: string[] } {
  const first = new Map<string, Cell>(Object.entries(rows[0]?.cells ?? {}));
  const varying = new Set<string>();
  for (const { cells } of rows) {
    for (const name in cells) if (!first.has(name)) varying.add(name);
    for (const [name, cell] of first) if (cells[name] !== cell && !varying.has(name)) varying.add(name);
  }
  return { same: [...first].filter(([name]) => !varying.has(name)), varying: [...varying] };
}

/** Each different value once. */
class Places<T> {
  readonly all: T[] = [];
  readonly #known = new Map<string, number>();

  of(key: string, make: () => T): number {
    let place = this.#known.get(key);
    if (place === undefined) {
      place = this.all.push(make()) - 1;
      this.#known.set(key, place);
    }
    return place;
  }
}
