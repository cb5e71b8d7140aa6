import { expectedCheckDigit } from './check-digit.ts';
import type { VinPass } from './complete-pass.ts';
import { CLASS_STRIDE } from './match-index.ts';
import { SOURCE } from './pass-values.ts';
import { at } from './table-format.ts';
import type { VinTable } from './vin-table.ts';
import type { PossibleCharacters } from './vpic-error-code.ts';
import { characterCode } from './wmi-number.ts';

/** The VIN alphabet, letters first: the order in which vPIC lists characters has digits first. */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';

/** By position of the VIN the characters that occur; positions of which nothing is known are absent. */
type Valid = Map<number, Uint8Array>;

function addClass(valid: Valid, table: VinTable, position: number, of: number): void {
  const known = valid.get(position) ?? new Uint8Array(CLASS_STRIDE);
  for (let code = 0; code < CLASS_STRIDE; code += 1)
    known[code] = (known[code] as number) | at(table.classMembers, of * CLASS_STRIDE + code);
  valid.set(position, known);
}

/** From NHTSA's cache of them; for a WMI and year that it lacks, from the keys of its schemas (fExtractValidCharsPerWmiYear). */
function validCharacters(table: VinTable, wmi: number, year: number): Valid {
  const { sections } = table;
  const valid: Valid = new Map();
  for (let row = at(sections.validYearStarts, wmi); row < at(sections.validYearStarts, wmi + 1); row += 1) {
    if (at(sections.validYears, row) !== year) continue;
    const set = at(sections.validSets, row);
    for (
      let entry = at(sections.validSetStarts, set);
      entry < at(sections.validSetStarts, set + 1);
      entry += 1
    )
      addClass(valid, table, at(sections.validPositions, entry), at(sections.validClasses, entry));
  }
  if (valid.size > 0) return valid;
  for (let link = at(sections.wmiLinkStarts, wmi); link < at(sections.wmiLinkStarts, wmi + 1); link += 1) {
    if (year < at(sections.linkYearsFrom, link) || year > at(sections.linkYearsTo, link)) continue;
    const schema = at(sections.linkSchemas, link);
    const last = at(sections.schemaGroupStarts, schema + 1);
    for (let group = at(sections.schemaGroupStarts, schema); group < last; group += 1)
      addKey(valid, table, at(sections.groupKeys, group));
  }
  return valid;
}

function addKey(valid: Valid, table: VinTable, key: number): void {
  const { keyTestStarts, keyTestPositions, keyTestClasses } = table.sections;
  for (let test = at(keyTestStarts, key); test < at(keyTestStarts, key + 1); test += 1)
    addClass(valid, table, at(keyTestPositions, test) + 4, at(keyTestClasses, test));
}

function charactersOf(members: Uint8Array): string {
  return [...CHARACTERS]
    .filter((character) => members[characterCode(character.charCodeAt(0))] === 1)
    .join('');
}

export interface CharacterFaults {
  /** 2 to 5, or 0 for none. */
  code: number;
  positions: number[];
  /** With the one possible correction, or with `!` where something else should stand. */
  suggestedVin: string;
  possibleValues: PossibleCharacters[];
}

/** Which characters of a VIN don't occur under its WMI in its year, and what would stand there (spVinDecode_ErrorCode). */
export function characterFaults(table: VinTable, wmi: number, vin: string, year: number): CharacterFaults {
  const valid = validCharacters(table, wmi, year);
  const last = Math.min(vin[2] === '9' && vin.length >= 14 ? 11 : 14, vin.length);
  const wrong: PossibleCharacters[] = [];
  for (let position = 4; position <= last; position += 1) {
    const members = valid.get(position);
    if (position === 9 || position === 10 || members === undefined) continue;
    if (at(members, characterCode(vin.charCodeAt(position - 1))) === 1) continue;
    const characters = charactersOf(members);
    if (characters !== '') wrong.push({ position, characters });
  }
  const positions = wrong.map(({ position }) => position);
  const [only] = wrong;
  if (only === undefined) return { code: 0, positions, suggestedVin: '', possibleValues: [] };
  const marked = [...vin]
    .map((character, index) => (positions.includes(index + 1) ? '!' : character))
    .join('');
  if (wrong.length > 1) return { code: 5, positions, suggestedVin: marked, possibleValues: wrong };
  const put = (character: string): string =>
    vin.slice(0, only.position - 1) + character + vin.slice(only.position);
  if (only.characters.length === 1)
    return { code: 2, positions, suggestedVin: put(only.characters), possibleValues: wrong };
  const good = [...only.characters].filter((character) => {
    const other = put(character);
    return other.length === 17 && expectedCheckDigit(other) === other[8];
  });
  const [one, second] = good;
  if (one === undefined || second !== undefined)
    return { code: 4, positions, suggestedVin: marked, possibleValues: wrong };
  return {
    code: 3,
    positions,
    suggestedVin: put(one),
    possibleValues: [{ position: only.position, characters: one }],
  };
}

const TOLD_BY_PATTERNS = [4, 5, 6, 7, 8, 11];

/** Positions of which no key that gave a value says anything. */
export function unusedPositions(table: VinTable, { values }: VinPass, vin: string): number[] {
  const used: Valid = new Map();
  const { sources, keys, notes } = values;
  const isPattern = (source: number): boolean => source === SOURCE.pattern || source === SOURCE.formula;
  for (let element = 0; element < sources.length; element += 1)
    if (isPattern(at(sources, element))) addKey(used, table, at(keys, element));
  for (const { source, key } of notes) if (isPattern(source)) addKey(used, table, key);
  return TOLD_BY_PATTERNS.filter((position) => {
    if (position > vin.length) return false;
    return used.get(position)?.[characterCode(vin.charCodeAt(position - 1))] !== 1;
  });
}
