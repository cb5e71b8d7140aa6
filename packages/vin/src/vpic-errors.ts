import type { VinPass } from './complete-pass.ts';
import { at } from './table-format.ts';
import { characterFaults, unusedPositions } from './valid-characters.ts';
import type { VinTable } from './vin-table.ts';
import { errorCode, type PossibleCharacters, type VinErrorCode } from './vpic-error-code.ts';
import { cycleYear } from './year-code.ts';

/** What NHTSA's procedure finds fault with in a VIN, so far as the table carries what that takes. */
export interface VinErrors {
  errorCodes: VinErrorCode[];
  /** A correction, or the VIN with `!` where something else should stand; empty for none. */
  suggestedVin: string;
  possibleValues: PossibleCharacters[];
}

/** vPIC's ids of body classes: a glider, and what runs off the road. */
const GLIDER = 64;
const OFF_ROAD: ReadonlySet<number> = new Set([69, 84, 86, 88, 97, 105, 113, 124, 126, 127]);

const CAR = 2;
const TRUCK = 3;
const MPV = 7;
const LIGHT_TRUCK = 1;

/** From this position on only digits stand: 13 for cars and light trucks, 14 else, 15 for small makers (49 CFR 565.15). */
function firstSerialDigit(table: VinTable, wmi: number, vin: string): number {
  if (vin[2] === '9') return 15;
  const type = wmi < 0 ? 0 : at(table.sections.wmiVehicleTypes, wmi);
  const light = type === TRUCK && at(table.sections.wmiTruckTypes, wmi) === LIGHT_TRUCK;
  return type === CAR || type === MPV || light ? 13 : 14;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
/** A letter of the VIN alphabet, which has no I, O and Q. */
const isLetter = (code: number): boolean =>
  code >= 65 && code <= 90 && code !== 73 && code !== 79 && code !== 81;
const STAR = 42;
const LETTER_X = 88;

/** Positions whose character cannot stand there; a star is an unknown one, but not as the model year. */
function invalidPositions(vin: string, firstDigit: number, anyCheckDigit: boolean): number[] {
  const positions: number[] = [];
  for (let position = 1; position <= vin.length; position += 1) {
    const code = vin.charCodeAt(position - 1);
    let valid: boolean;
    if (position === 9) valid = anyCheckDigit || isDigit(code) || code === LETTER_X || code === STAR;
    else if (position === 10) valid = cycleYear(vin[9] as string) !== 0;
    else valid = isDigit(code) || code === STAR || (position < firstDigit && isLetter(code));
    if (!valid) positions.push(position);
  }
  return positions;
}

function bodyClass(table: VinTable, { values }: VinPass): number {
  const element = table.rules.bodyClass;
  const pair = element < 0 || at(values.sources, element) === 0 ? -1 : at(values.pairs, element);
  return pair < 0 ? 0 : at(table.sections.pairRefs, pair) - 1;
}

/** The codes of one pass, lowest first (spVinDecode_Core). `pass` is undefined where the WMI is unknown. */
export function vinErrors(
  table: VinTable,
  vin: string,
  wmi: number,
  pass: VinPass | undefined,
  checkDigitValid: boolean,
): VinErrors {
  const { validCharacters } = table.provenance.capabilities;
  const found: VinErrors = { errorCodes: [], suggestedVin: '', possibleValues: [] };
  const codes = found.errorCodes;
  const year = pass?.year ?? cycleYear(vin[9] ?? '');
  const known = pass !== undefined && pass.values.matched > 0;
  const body = pass === undefined ? 0 : bodyClass(table, pass);
  const offRoad = OFF_ROAD.has(body);
  const excepted = table.index.exceptionVins.has(vin);
  const firstDigit = firstSerialDigit(table, wmi, vin);
  const invalid = invalidPositions(vin, firstDigit, offRoad || excepted);
  if (vin.length === 17 && !excepted) {
    if (!checkDigitValid || invalid.some((position) => position !== 9)) codes.push(errorCode(1, [9]));
  }
  let unused: number[] = [];
  if (known && validCharacters && year !== 0) {
    const faults = characterFaults(table, wmi, vin, year);
    if (faults.code !== 0) codes.push(errorCode(faults.code, faults.positions));
    found.suggestedVin = faults.suggestedVin;
    found.possibleValues = faults.possibleValues;
    unused = unusedPositions(table, pass, vin);
  }
  if (vin.length < 17) codes.push(errorCode(6));
  if (wmi < 0) codes.push(errorCode(7));
  else if (!known) codes.push(errorCode(8));
  const faulty = codes.length > 0 || year === 0 || invalid.length > 0;
  if (!faulty && validCharacters) codes.unshift(errorCode(0));
  if (body === GLIDER) codes.push(errorCode(9));
  if (offRoad) codes.push(errorCode(10));
  if (year === 0) codes.push(errorCode(11, vin.length < 10 ? [] : [10]));
  if (pass?.otherYear === true) codes.push(errorCode(12, [10]));
  const nameless = !faulty && validCharacters && pass?.model === -1;
  if (unused.length > 0 || nameless) codes.push(errorCode(14, unused));
  if (invalid.length > 0) {
    codes.push(errorCode(400, invalid));
    const given = found.suggestedVin === '' ? vin : found.suggestedVin;
    if (validCharacters)
      found.suggestedVin = [...given]
        .map((character, index) => (invalid.includes(index + 1) ? '!' : character))
        .join('');
  }
  return found;
}
