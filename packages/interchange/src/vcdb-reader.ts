import type { ColumnSpec } from './columns.ts';
import type { RecordSink } from './record-reader.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { openZip, type ZipArchive } from './zip-archive.ts';

/** The columns of a table where it has no line that names them: Auto Care's VCdb data model. */
const TABLES = {
  Make: ['MakeID', 'MakeName'],
  Model: ['ModelID', 'ModelName'],
  Year: ['YearID'],
  BaseVehicle: ['BaseVehicleID', 'YearID', 'MakeID', 'ModelID'],
} as const;
type Table = keyof typeof TABLES;

const DELIMITERS = ['|', '^', '\t', ','];
const MAX_LINE = 64 * 1024;
const MAX_NAMES = 2_000_000;
/** The fields of a vehicle's row that are filled. */
const FIELDS = ['level', 'make', 'model', 'modelYear', 'externalIds'] as const;
const YIELD_ROWS = 500;

/**
 * Reads a zip with the delimited text tables of Auto Care's VCdb as rows of vehicles: every make, every model that is
 * of one make alone, and every base vehicle (a make's model in a year), each with its id. The tables are licensed; the sender has them.
 * @throws UnreadableFile `table-missing`, `zip-damaged`, `zip-bomb`
 */
export async function* readVcdb(
  source: AsyncIterable<Uint8Array>,
  { columns, sink }: { columns: readonly ColumnSpec[]; sink: RecordSink },
): AsyncGenerator<number> {
  await using zip = await openZip(source);
  const [makes, models] = [await namesOf(zip, 'Make'), await namesOf(zip, 'Model')];
  sink.places(
    columns.map(({ name }) => {
      const at = (FIELDS as readonly string[]).indexOf(name);
      return at < 0 ? undefined : at;
    }),
  );
  let line = 0;
  for (const [id, name] of makes) {
    line += 1;
    sink.record(['make', name, '', '', `vcdb.make:${id}`], line);
    if (line % YIELD_ROWS === 0) yield 0;
  }
  for (const [id, makeId] of await makesOfModels(zip, makes)) {
    const [make, model] = [makes.get(makeId), models.get(id)];
    line += 1;
    if (make !== undefined && model !== undefined)
      sink.record(['model', make, model, '', `vcdb.model:${id}`], line);
    if (line % YIELD_ROWS === 0) yield 0;
  }
  let rows = 0;
  for await (const { values, line: at } of rowsOf(zip, 'BaseVehicle')) {
    rows += 1;
    const [id = '', year = '', makeId = '', modelId = ''] = values;
    const [make, model] = [makes.get(makeId), models.get(modelId)];
    if (!/^\d{1,12}$/.test(id) || make === undefined || model === undefined) {
      const message =
        'The base vehicle has no number, or names a make or a model that the tables don’t have.';
      sink.broken(at, 'malformed', values.join('|'), message);
    } else sink.record(['base-vehicle', make, model, year, `vcdb.baseVehicle:${id}`], at);
    if (rows % YIELD_ROWS === 0) yield Math.floor(zip.size * (rows / (rows + 50_000)));
  }
  yield zip.size;
}

/** Models by the make that has them. The number of one that several makes have names no single model. */
async function makesOfModels(
  zip: ZipArchive,
  makes: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const makeOf = new Map<string, string | undefined>();
  for await (const { values } of rowsOf(zip, 'BaseVehicle')) {
    const [, , makeId = '', modelId = ''] = values;
    if (!/^\d{1,12}$/.test(modelId) || !makes.has(makeId)) continue;
    if (!makeOf.has(modelId)) makeOf.set(modelId, makeId);
    else if (makeOf.get(modelId) !== makeId) makeOf.set(modelId, undefined);
  }
  return new Map([...makeOf].flatMap(([id, make]) => (make === undefined ? [] : [[id, make] as const])));
}

async function namesOf(zip: ZipArchive, table: 'Make' | 'Model'): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for await (const { values } of rowsOf(zip, table)) {
    const [id = '', name = ''] = values;
    names.set(id, name);
    if (names.size > MAX_NAMES)
      throw new UnreadableFile('table-missing', 1, `'${table}' has far too many rows.`);
  }
  return names;
}

function rowsOf(zip: ZipArchive, table: Table): AsyncGenerator<{ values: string[]; line: number }> {
  return tableRows(zip, { table, columns: TABLES[table], inOrder: true });
}

/** Whether the zip has the table as a text file. */
export function hasTable(zip: ZipArchive, table: string): boolean {
  return partOf(zip, table) !== undefined;
}

function partOf(zip: ZipArchive, table: string): string | undefined {
  return zip.names.find((name) => new RegExp(`(?:^|/)${table}\\.(?:txt|csv)$`, 'i').test(name));
}

/**
 * The rows of a table, with the values of `columns`, in their order. `inOrder`: where no line names the columns they stand in this
 * order; otherwise there has to be one.
 * @throws UnreadableFile `table-missing`, `zip-damaged`
 */
export async function* tableRows(
  zip: ZipArchive,
  { table, columns, inOrder }: { table: string; columns: readonly string[]; inOrder: boolean },
): AsyncGenerator<{ values: string[]; line: number }> {
  const part = partOf(zip, table);
  if (part === undefined) {
    const wanted = ['Make', 'Model', 'BaseVehicle'].map((name) => `${name}.txt`).join(', ');
    throw new UnreadableFile('table-missing', 1, `The zip has no '${table}.txt'; it needs ${wanted}.`);
  }
  let places: number[] | undefined;
  let delimiter = '';
  let line = 0;
  for await (const text of linesOf(zip.read(part))) {
    line += 1;
    const plain = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (plain.trim() === '') continue;
    if (places === undefined) {
      delimiter = DELIMITERS.find((each) => plain.includes(each)) ?? '|';
      const named = cellsOf(plain, delimiter).map((each) => each.toLowerCase());
      const hasHeader = !inOrder || named.includes((columns[0] ?? '').toLowerCase());
      places = columns.map((name, at) => (hasHeader ? named.indexOf(name.toLowerCase()) : at));
      if (places.includes(-1)) {
        const missing = columns.filter((_, at) => places?.[at] === -1).join(', ');
        throw new UnreadableFile('table-missing', line, `'${part}' lacks ${missing}.`);
      }
      if (hasHeader) continue;
    }
    const cells = cellsOf(plain, delimiter);
    yield { values: places.map((place) => cells[place] ?? ''), line };
  }
}

function cellsOf(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((cell) => {
    const plain = cell.trim();
    return plain.length > 1 && plain.startsWith('"') && plain.endsWith('"') ? plain.slice(1, -1) : plain;
  });
}

/** In ISO-8859-1 where it isn't UTF-8, as the export has been written in both. */
async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let carry = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes = Buffer.concat([carry, chunk]);
    let from = 0;
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, from)) {
      yield textOf(bytes.subarray(from, at));
      from = at + 1;
    }
    carry = bytes.subarray(from);
    if (carry.length > MAX_LINE) throw new UnreadableFile('zip-damaged', 1, 'A line of a table has no end.');
  }
  if (carry.length > 0) yield textOf(carry);
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return (text.includes('\uFFFD') ? bytes.toString('latin1') : text).replace(/\r$/, '');
}
