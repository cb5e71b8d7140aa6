import { patternsOf, runPass, type VinPass, weightOf } from './complete-pass.ts';
import { FIRST_CYCLE_YEAR, type ModelYears, modelYears, YEARS_AHEAD } from './model-year.ts';
import type { VinTable } from './vin-table.ts';
import { errorWeight } from './vpic-error-code.ts';
import { type VinErrors, vinErrors } from './vpic-errors.ts';

export interface BestPass {
  pass: VinPass;
  errors: VinErrors;
  /** Other years whose patterns name a model as well. */
  alsoPossible: number[];
  years: ModelYears;
}

interface Judged {
  pass: VinPass;
  errors: VinErrors;
}

/** Lowest error weight, most element weight, most patterns, latest year, the year asked for above all (spVinDecode). */
function better(a: Judged, b: Judged, table: VinTable, wmi: number, asked: number | undefined): Judged {
  const bonus = ({ pass }: Judged): number => pass.year + (pass.year === asked ? 10_000 : 0);
  const order =
    errorWeight(b.errors.errorCodes) - errorWeight(a.errors.errorCodes) ||
    weightOf(b.pass, table, wmi) - weightOf(a.pass, table, wmi) ||
    patternsOf(b.pass) - patternsOf(a.pass) ||
    bonus(b) - bonus(a);
  return order > 0 ? b : a;
}

/**
 * Decodes for every model year that the VIN can stand for and keeps the best, as NHTSA's procedure does (spVinDecode).
 * Undefined where position 10 stands for no year: patterns of any year would then say what may not hold.
 */
export function bestPass(
  table: VinTable,
  wmi: number,
  vin: string,
  now: Date,
  checkDigitValid: boolean,
  asked?: number,
): BestPass | undefined {
  const years = modelYears(table, wmi, vin, now);
  const [likeliest] = years.years;
  if (likeliest === undefined) return undefined;
  const { passes: scratch } = table.index;
  let used = 0;
  const judge = (year: number, otherYear: boolean): Judged => {
    const values = scratch[used] as VinPass['values'];
    used += 1;
    const pass = runPass(values, table, wmi, vin, year, otherYear);
    return { pass, errors: vinErrors(table, vin, wmi, pass, checkDigitValid) };
  };
  const judged: Judged[] = [];
  const last = now.getUTCFullYear() + YEARS_AHEAD;
  const another = asked !== undefined && !years.settled && !years.years.includes(asked);
  if (another && asked >= FIRST_CYCLE_YEAR && asked <= last) judged.push(judge(asked, true));
  if (judged.length === 0 || judged[0]?.pass.values.matched === 0) {
    for (const year of years.years) judged.push(judge(year, asked !== undefined && asked !== year));
  }
  let best = judged[0] as Judged;
  for (let index = 1; index < judged.length; index += 1)
    best = better(best, judged[index] as Judged, table, wmi, asked);
  const alsoPossible = judged.flatMap((of) => (of !== best && of.pass.model >= 0 ? [of.pass.year] : []));
  return { ...best, alsoPossible, years };
}
