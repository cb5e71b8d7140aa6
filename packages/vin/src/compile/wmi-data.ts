import { countryOfVin } from '../data/iso-3780.ts';
import { VEHICLE_KINDS } from '../data/known-maker.ts';

/** What a row of the WMI tables holds; see packages/vin/data/README.md. */
export interface WmiDataRow {
  wmi: string;
  zh: string;
  en: string;
  /** `Name`, `Name 2013-`, `Name -2012` or `Name 2009-2014`. */
  makes: string[];
  kinds: string[];
  confidence: number;
  sources: Map<string, string>;
  against: Map<string, string>;
  note: string;
}

export interface WmiSource {
  group: string;
  weight: number;
  name: string;
}

/** A row of a table breaks one of the rules that the tables' readme states. */
export class WmiDataError extends Error {
  override name = 'WmiDataError';
}

const ROW_HEAD = 'wmi zh en makes kinds confidence sources against note'.split(' ');
const SOURCE_HEAD = 'key group weight name url licence about'.split(' ');
const WMI = /^[A-HJ-NPR-Z0-9]{3}([A-HJ-NPR-Z0-9]{3})?$/;
const MAKE = /^[^;|\s][^;|]*?( (\d{4})?-(\d{4})?)?$/;

function rowsOf(file: string, text: string, head: string[]): { cells: string[]; at: string }[] {
  const [first = '', ...lines] = text.replace(/\n$/, '').split('\n');
  if (first !== head.join('\t')) throw new WmiDataError(`${file}:1: the columns are ${head.join(', ')}`);
  return lines.map((line, index) => {
    const at = `${file}:${index + 2}`;
    const cells = line.split('\t');
    if (cells.length !== head.length)
      throw new WmiDataError(`${at}: ${cells.length} cells, not ${head.length}`);
    if (cells.some((cell) => cell !== cell.trim())) throw new WmiDataError(`${at}: blanks around a cell`);
    return { cells, at };
  });
}

/** Reads `sources.tsv`. @throws WmiDataError */
export function readWmiSources(file: string, text: string): Map<string, WmiSource> {
  const sources = new Map<string, WmiSource>();
  for (const { cells, at } of rowsOf(file, text, SOURCE_HEAD)) {
    const [key = '', group = '', weight = '', name = '', url = '', , about = ''] = cells;
    if (!/^[a-z0-9-]+$/.test(key) || sources.has(key)) throw new WmiDataError(`${at}: the key ${key}`);
    if (!(Number(weight) > 0 && Number(weight) < 1)) throw new WmiDataError(`${at}: the weight ${weight}`);
    if (!url.startsWith('https://') || name === '' || group === '' || about === '') {
      throw new WmiDataError(`${at}: a source has a name, a group, an https address and what it is`);
    }
    sources.set(key, { group, weight: Number(weight), name });
  }
  return sources;
}

/** `1 - the product of (1 - weight)`, one weight a group, four fifths of it where a source says otherwise. */
export function confidenceOf(row: WmiDataRow, sources: ReadonlyMap<string, WmiSource>): number {
  const groups = new Map<string, number>();
  for (const key of row.sources.keys()) {
    const { group = '', weight = 0 } = sources.get(key) ?? {};
    groups.set(group, Math.max(groups.get(group) ?? 0, weight));
  }
  const doubt = [...groups.values()].reduce((product, weight) => product * (1 - weight), 1);
  return Math.min(0.98, Math.round((1 - doubt) * (row.against.size > 0 ? 0.8 : 1) * 100) / 100);
}

function quoted(cell: string, at: string, known: ReadonlyMap<string, WmiSource>): Map<string, string> {
  const quotes = new Map<string, string>();
  for (const quote of cell === '' ? [] : cell.split(' | ')) {
    const [, key = '', said = ''] = /^([a-z0-9-]+): (.+)$/.exec(quote) ?? [];
    if (!known.has(key) || said === '') throw new WmiDataError(`${at}: the source "${quote}"`);
    quotes.set(key, said);
  }
  return quotes;
}

/** Reads one table. @throws WmiDataError */
export function readWmiRows(
  file: string,
  text: string,
  sources: ReadonlyMap<string, WmiSource>,
): WmiDataRow[] {
  let last = '';
  return rowsOf(file, text, ROW_HEAD).map(({ cells, at }) => {
    const [wmi = '', zh = '', en = '', makes = '', kinds = '', confidence = '', said, against, note = ''] =
      cells;
    const row: WmiDataRow = {
      ...{ wmi, zh, en, note },
      makes: makes === '' ? [] : makes.split('; '),
      kinds: kinds.split(' '),
      confidence: Number(confidence),
      sources: quoted(said ?? '', at, sources),
      against: quoted(against ?? '', at, sources),
    };
    const fail = (what: string): never => {
      throw new WmiDataError(`${at}: ${what}`);
    };
    if (!WMI.test(wmi) || (wmi[2] === '9') !== (wmi.length === 6)) fail(`"${wmi}" is no WMI`);
    if (wmi <= last) fail(`${wmi} stands behind ${last}: rows are sorted, each once`);
    last = wmi;
    if (countryOfVin(wmi) === undefined) fail(`ISO 3780 gives ${wmi.slice(0, 2)} to no country`);
    if (en === '' || cells.some((cell) => cell.includes('`') || cell.includes('\\'))) fail('the name');
    for (const cell of [zh, en]) if (cell.includes('|')) fail('a name with a bar');
    for (const make of row.makes) if (!MAKE.test(make)) fail(`the make "${make}"`);
    for (const kind of row.kinds) {
      if (!(VEHICLE_KINDS as readonly string[]).includes(kind)) fail(`the kind "${kind}"`);
    }
    if (row.sources.size === 0) fail('no source');
    const expected = confidenceOf(row, sources);
    if (row.confidence !== expected) fail(`the confidence is ${expected}, by its sources`);
    return row;
  });
}

/** The module that the package loads; `tables` by name. @throws WmiDataError */
export function wmiRowsModule(tables: Record<string, string>, sourcesText: string): string {
  const sources = readWmiSources('sources.tsv', sourcesText);
  const keys = [...sources.keys()];
  const seen = new Map<string, string>();
  const lines: string[] = [];
  for (const [file, text] of Object.entries(tables)) {
    for (const row of readWmiRows(file, text, sources)) {
      const before = seen.get(row.wmi);
      if (before !== undefined) throw new WmiDataError(`${row.wmi} stands in ${before} and in ${file}`);
      seen.set(row.wmi, file);
      const said = [...row.sources.keys()].map((key) => keys.indexOf(key)).join(' ');
      const { wmi, zh, en } = row;
      lines.push(
        [wmi, zh, en, row.makes.join('; '), row.kinds.join(' '), Math.round(row.confidence * 100), said].join(
          '|',
        ),
      );
    }
  }
  return [
    '// Made of packages/vin/data/*.tsv by `node packages/vin/data/build.ts`; not to be edited.',
    `export const WMI_SOURCE_NAMES: readonly string[] = [`,
    ...[...sources.values()].map(({ name }) => `  '${name}',`),
    '];',
    '',
    '/** `wmi|zh|en|makes|kinds|confidence in percent|numbers of the sources`, a row a line. */',
    `export const WMI_ROWS = \`${lines.sort().join('\n')}\`;`,
    '',
  ].join('\n');
}
