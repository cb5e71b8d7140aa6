import type { Database } from 'better-sqlite3';
import type { TableSections } from '../table-format.ts';
import { characterCode, wmiNumber } from '../wmi-number.ts';
import type { ClassPool } from './compile-keys.ts';
import type { StringPool } from './string-pool.ts';
import { tablesOf } from './vpic-tables.ts';

export type VinRuleSections = Pick<
  TableSections,
  | 'descriptorTexts'
  | 'descriptorYears'
  | 'exceptionVins'
  | 'validYearStarts'
  | 'validYears'
  | 'validSets'
  | 'validSetStarts'
  | 'validPositions'
  | 'validClasses'
>;

function descriptors(db: Database, strings: StringPool) {
  const rows = tablesOf(db).has('vindescriptor')
    ? (db.prepare('select upper(trim(Descriptor)), ModelYear from VinDescriptor order by Id').raw().all() as [
        string,
        number,
      ][])
    : [];
  return {
    descriptorTexts: Uint32Array.from(rows, ([text]) => strings.add(text)),
    descriptorYears: Uint32Array.from(rows, ([, year]) => year),
  };
}

function exceptions(db: Database, strings: StringPool) {
  const vins = tablesOf(db).has('vinexception')
    ? (db
        .prepare('select upper(trim(Vin)) from VinException where CheckDigit = 1 order by Id')
        .pluck()
        .all() as string[])
    : [];
  return { exceptionVins: Uint32Array.from(vins, (vin) => strings.add(vin)) };
}

type ValidRow = [wmi: string, year: number, position: number, character: string];

/** Characters by position, each a class of the pool, as `position:class` pieces: the same set is kept once. */
class ValidSets {
  readonly numbers = new Map<string, number>();
  readonly starts = [0];
  readonly positions: number[] = [];
  readonly classes: number[] = [];
  readonly #pool: ClassPool;

  constructor(pool: ClassPool) {
    this.#pool = pool;
  }

  add(characters: Map<number, string>): number {
    const places = [...characters].sort(([a], [b]) => a - b);
    const name = places.map(([position, text]) => `${position}:${text}`).join(' ');
    let number = this.numbers.get(name);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(name, number);
      for (const [position, text] of places) {
        const set = { low: 0, high: 0 };
        for (let index = 0; index < text.length; index += 1) {
          const code = characterCode(text.charCodeAt(index));
          if (code < 32) set.low = (set.low | (1 << code)) >>> 0;
          else if (code < 36) set.high |= 1 << (code - 32);
        }
        this.positions.push(position);
        this.classes.push(this.#pool.add(`[${text}]`, set));
      }
      this.starts.push(this.positions.length);
    }
    return number;
  }
}

/** NHTSA's cache of the characters that occur, by WMI, model year and position of the VIN. */
function validCharacters(db: Database, classes: ClassPool, wmiCodes: ArrayLike<number>) {
  const starts = new Uint32Array(wmiCodes.length + 1);
  const years: { wmi: number; year: number; set: number }[] = [];
  const sets = new ValidSets(classes);
  if (tablesOf(db).has('wmiyearvalidchars')) {
    const places = new Map(Array.from(wmiCodes, (code, index) => [code, index]));
    const rows = db
      .prepare(
        `select Wmi, Year, Position, "Char" from WMIYearValidChars
         where Position is not null and "Char" is not null order by Wmi, Year, Position, "Char"`,
      )
      .raw();
    let name = '';
    let open: { wmi: number; year: number; characters: Map<number, string> } | undefined;
    const close = (): void => {
      if (open !== undefined) years.push({ wmi: open.wmi, year: open.year, set: sets.add(open.characters) });
    };
    for (const [wmi, year, position, character] of rows.iterate() as Iterable<ValidRow>) {
      const place = places.get(wmiNumber(wmi.trim().toUpperCase()));
      if (place === undefined) continue;
      if (name !== `${wmi} ${year}`) {
        close();
        name = `${wmi} ${year}`;
        open = { wmi: place, year, characters: new Map() };
      }
      const known = open?.characters.get(position) ?? '';
      if (!known.includes(character)) open?.characters.set(position, known + character);
    }
    close();
    years.sort((a, b) => a.wmi - b.wmi || a.year - b.year);
    for (const { wmi } of years) starts[wmi + 1] = (starts[wmi + 1] as number) + 1;
    for (let index = 1; index < starts.length; index += 1)
      starts[index] = (starts[index] as number) + (starts[index - 1] as number);
  }
  return {
    validYearStarts: starts,
    validYears: Uint32Array.from(years, ({ year }) => year),
    validSets: Uint32Array.from(years, ({ set }) => set),
    validSetStarts: Uint32Array.from(sets.starts),
    validPositions: Uint8Array.from(sets.positions),
    validClasses: Uint32Array.from(sets.classes),
  };
}

/** What concerns single VINs rather than what they stand for. */
export function compileVinRules(
  db: Database,
  strings: StringPool,
  classes: ClassPool,
  wmiCodes: ArrayLike<number>,
): VinRuleSections {
  return {
    ...descriptors(db, strings),
    ...exceptions(db, strings),
    ...validCharacters(db, classes, wmiCodes),
  };
}
