import { type BestPass, bestPass } from './best-pass.ts';
import { checkDigitOf, isNorthAmerican } from './check-digit.ts';
import { cleanVin } from './clean-vin.ts';
import { isChinese } from './data/china-wmi.ts';
import { knownMaker } from './data/known-maker.ts';
import { fillIn } from './fill-in.ts';
import { modelYear, vinDescriptor, YEARS_AHEAD, type YearChoice } from './model-year.ts';
import { noteCleaning } from './note-cleaning.ts';
import { tellPartial } from './partial-vin.ts';
import { readMaker } from './read-maker.ts';
import { applyRulePacks } from './rule-packs/apply-rule-packs.ts';
import type { RulePack } from './rule-packs/rule-pack.ts';
import { repairVin } from './suggest-vin.ts';
import type { VinDecode, VinNoteCode } from './vin-decode.ts';
import type { VinTable } from './vin-table.ts';
import { vinErrors } from './vpic-errors.ts';
import { findWmi, wmiOf } from './wmi-number.ts';

export interface DecodeOptions {
  /** Decides which model years are still to come; by default the present. */
  now?: Date;
  /** Model year that the caller knows of; a VIN that says otherwise gets error code 12. */
  modelYear?: number;
  /** Makers' patterns beyond vPIC's, from `loadRulePack`. */
  packs?: readonly RulePack[];
}

const DESCRIPTOR_SOURCE = 'rule: the VIN without check digit and serial number';
const FORBIDDEN = /[^A-HJ-NPR-Z0-9*]/g;

/**
 * Decodes a VIN as it was typed, scanned or pasted. Never throws for any string: what isn't known, and why, is among the
 * notes. Values follow NHTSA's procedure on its own patterns; Chinese WMIs add what public lists say of them.
 */
export function decodeVin(table: VinTable, raw: string, options: DecodeOptions = {}): VinDecode {
  const now = options.now ?? new Date();
  const decode = decodeAsGiven(table, raw, { ...options, now });
  return Object.assign(decode, repairVin(table, decode, now));
}

/** `decodeVin` without what the VIN may be a misreading of. */
export function decodeAsGiven(
  table: VinTable,
  raw: string,
  options: DecodeOptions & { now: Date },
): VinDecode {
  const { now } = options;
  const cleaned = cleanVin(raw);
  const decode = decodeClean(table, cleaned.vin, now, options.modelYear);
  if (decode.vin.length < 17 || decode.vin.includes('*'))
    tellPartial(table, decode, now, (whole) => decodeClean(table, whole, now, options.modelYear));
  noteCleaning(decode, cleaned);
  if (options.packs !== undefined) applyRulePacks(table.vehicles, decode, options.packs);
  return decode;
}

function note(decode: VinDecode, code: VinNoteCode, message: string): void {
  decode.notes.push({ code, message });
}

function decodeClean(table: VinTable, vin: string, now: Date, asked?: number): VinDecode {
  const decode: VinDecode = {
    vin,
    wmi: vin.length >= 3 ? wmiOf(vin) : '',
    checkDigit: vin.length === 17 ? checkDigitOf(vin) : { given: vin[8] ?? '', expected: '', valid: false },
    attributes: {},
    notes: [],
    suggestions: [],
    doubtful: [],
    errorCodes: [],
  };
  noteForm(decode);
  if (vin.length < 3 || vin.length > 17) return decode;
  const wmi = findWmi(table.sections.wmiCodes, decode.wmi);
  readMaker(table, decode, wmi);
  const { valid } = decode.checkDigit;
  const best = wmi < 0 || vin.length < 10 ? undefined : bestPass(table, wmi, vin, now, valid, asked);
  const { errorCodes, suggestedVin, possibleValues } =
    best?.errors ?? vinErrors(table, vin, wmi, undefined, valid);
  decode.errorCodes = errorCodes;
  if (suggestedVin !== '') decode.suggestedVin = suggestedVin;
  if (possibleValues.length > 0) decode.possibleValues = possibleValues;
  if (vin.length < 10) {
    note(decode, 'year-not-determinable', 'The model year stands at position 10, which is not there.');
    fillIn(table, decode, undefined, wmi);
    return decode;
  }
  const choice = best?.years ?? modelYear(vin, 0, 0, now);
  if (best === undefined ? knownMaker(decode.wmi) !== undefined && choice.years.length > 0 : !isMatched(best))
    noteNoPattern(decode);
  else if (best !== undefined && !choice.conclusive && best.alsoPossible.length > 0) {
    const also = best.alsoPossible.join(' and ');
    note(decode, 'year-ambiguous', `${best.pass.year} fits best; ${also} cannot be ruled out.`);
  }
  readYear(decode, choice, best, now);
  if (wmi >= 0 && vin.length === 17)
    decode.attributes.vehicleDescriptor = { value: vinDescriptor(vin), source: DESCRIPTOR_SOURCE };
  fillIn(table, decode, best?.pass, wmi);
  return decode;
}

function isMatched({ pass }: BestPass): boolean {
  return pass.values.matched > 0;
}

/** Length, characters and check digit. */
function noteForm(decode: VinDecode): void {
  const { vin, checkDigit } = decode;
  if (vin === '') {
    note(decode, 'empty', 'There is nothing to decode.');
    return;
  }
  const wrong = vin.match(FORBIDDEN);
  if (wrong !== null) {
    const which = [...new Set(wrong)].slice(0, 5).join(' ');
    note(decode, 'forbidden-character', `A VIN has neither I, O, Q nor signs; this has ${which}.`);
  }
  if (vin.length > 17) {
    note(decode, 'too-long', `A VIN has 17 characters; this has ${vin.length}.`);
    return;
  }
  if (vin.length < 17) note(decode, 'too-short', `A VIN has 17 characters; this has ${vin.length}.`);
  if (vin.length < 17 || vin.includes('*')) {
    note(decode, 'partial-vin', 'Only what the characters given tell was decoded.');
    return;
  }
  if (checkDigit.valid || checkDigit.expected === '') return;
  if (isNorthAmerican(vin) || isChinese(vin)) {
    note(
      decode,
      'check-digit-wrong',
      `Position 9 is ${checkDigit.given}; the other characters call for ${checkDigit.expected}. One of them is probably misread.`,
    );
  } else {
    note(
      decode,
      'check-digit-not-used',
      `Position 9 is ${checkDigit.given}, not ${checkDigit.expected}; outside North America and China makers may put a filler there.`,
    );
  }
}

function noteNoPattern(decode: VinDecode): void {
  note(decode, 'no-pattern', `No pattern is known for this ${decode.wmi}: only maker and year can be told.`);
}

function readYear(decode: VinDecode, choice: YearChoice, best: BestPass | undefined, now: Date): void {
  const [first] = choice.years;
  const tenth = `Position 10 is ${decode.vin[9]}`;
  if (first === undefined) {
    note(decode, 'year-not-determinable', `${tenth}, which stands for no model year.`);
    return;
  }
  // Position 7 settles the year under the American rule alone; a wrong check digit means that it may not hold here.
  const foreign = !isNorthAmerican(decode.vin) && !isChinese(decode.vin) && !decode.checkDigit.valid;
  const matched = best !== undefined && isMatched(best);
  const year = matched ? best.pass.year : first;
  const other = year < 2010 ? year + 30 : year - 30;
  const otherIsPossible = other <= now.getUTCFullYear() + YEARS_AHEAD;
  if (!matched && (foreign || !choice.conclusive)) {
    if (otherIsPossible) note(decode, 'year-ambiguous', `${tenth}, which stands for ${year} or ${other}.`);
    else {
      const would = `${tenth}, which would stand for ${year}`;
      note(
        decode,
        'year-not-determinable',
        `${would}; whether this maker writes the year there is not known.`,
      );
    }
    return;
  }
  if (foreign && choice.conclusive && year === first && otherIsPossible) {
    const only = `${year} holds for a vehicle made for North America`;
    note(decode, 'year-ambiguous', `${only}; elsewhere position 7 does not tell it from ${other}.`);
  }
  const rule = choice.years.includes(year) ? choice.rule : `${year} is the model year asked for`;
  decode.year = year;
  decode.attributes.modelYear = { value: String(year), source: `rule: ${rule}` };
}
