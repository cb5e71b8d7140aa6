import {
  generalKey,
  looksLikeNumber,
  type MakeRule,
  queryKeys,
  ruleOfMake,
  splitNumbers,
} from '@qipei/part-number';
import { vinsOfText } from './vins-of-text.ts';

/** What a search box was given, taken apart. */
export interface ReadQuery extends ReadWords {
  /** The parts of it that look like VINs, each once. */
  vins: string[];
}

/** Words and numbers. */
export interface ReadWords {
  /** Keys of the number, or numbers, that the words look like; the first's general one comes first. Empty where they don't. */
  numberKeys: string[];
  /** The words beside the number. */
  besideNumber: string;
  /** Those words name a make, whose number it may be: no part has to have them. */
  besideIsMake: boolean;
  /** What is a number only where a part has it as a whole: too short, or like a word. Empty where `numberKeys` isn't. */
  wholeNumbers: WholeNumber[];
  /** All of it. */
  words: string;
}

export interface WholeNumber {
  keys: string[];
  /** Without a digit it is looked for among own numbers only: cross-references hold remarks, too. */
  hasDigit: boolean;
  /** The words beside it that its part must have, too. */
  beside: string;
  /** A make was beside it, which its part needn't have: no reading of words that say something. */
  withoutMake: boolean;
}

/** Fewer key characters than this make a token of a longer query a word, not a number: `4WD`, `5W30`, `H7`. */
const MIN_TOKEN_KEY = 6;

const MAX_NUMBERS = 10;
/** What the index looks up at once. */
const MAX_KEYS = 100;

/**
 * Tells VINs, an OE or part number and plain words apart. Whether the parts mean anything is for the data to say: what looks
 * like a VIN, and of which `isVin` knows that it is none, is a word.
 */
export function readQuery(query: string, isVin?: (vin: string) => boolean): ReadQuery {
  const { vins, rest } = vinsOfText(query, isVin);
  return { vins, ...readWords(rest) };
}

function readWords(text: string): ReadWords {
  const tokens = text
    .normalize('NFKC')
    .split(/\s+/)
    .filter((token) => token !== '');
  const words = tokens.join(' ');
  const none = { numberKeys: [], besideNumber: '', besideIsMake: false, wholeNumbers: [], words };
  const several = severalNumbers(words);
  if (several.length > 0 || looksLikeNumber(words)) {
    const numberKeys = [...new Set([...several, ...queryKeys(words)])].slice(0, MAX_KEYS);
    return { ...none, numberKeys };
  }
  const apart = tokens.flatMap(partedFromHan);
  const number = apart.find((token) => generalKey(token).length >= MIN_TOKEN_KEY && looksLikeNumber(token));
  if (number === undefined) return { ...none, wholeNumbers: wholeNumbers(words, apart) };
  const besideNumber = apart.filter((token) => token !== number).join(' ');
  return { ...none, numberKeys: queryKeys(number), besideNumber, besideIsMake: isMake(besideNumber) };
}

/** Groups of one number have fewer characters. */
const MIN_NUMBER_KEY = 8;

/**
 * Keys of `A/B; C`, where each is long enough to be a number of its own, and of `A B`, where each is too long to be a group of one;
 * a slash or a blank may also belong to one number.
 */
function severalNumbers(words: string): string[] {
  const split = splitNumbers(words);
  const [numbers, minKey] = split.length > 1 ? [split, MIN_TOKEN_KEY] : [words.split(' '), MIN_NUMBER_KEY];
  if (numbers.length < 2 || numbers.length > MAX_NUMBERS) return [];
  const each = numbers.every((number) => generalKey(number).length >= minKey && looksLikeNumber(number));
  return each ? numbers.flatMap((number) => queryKeys(number)) : [];
}

/** `MD132113机油格` is a number and a word. */
function partedFromHan(token: string): string[] {
  return token.split(/(?<=\p{Script=Han})(?=[A-Z0-9])|(?<=[A-Z0-9])(?=\p{Script=Han})/iu);
}

/** More characters than this are no number that a word could be taken for. */
const MAX_WHOLE_KEY = 40;
/** A number in groups, beside words: `Ketto WBKD 1`. */
const MAX_GROUPS = 3;

/** The whole, and what stands at either end of it. */
function wholeNumbers(words: string, tokens: readonly string[]): WholeNumber[] {
  const found: WholeNumber[] = [];
  const whole = wholeNumber(words, '');
  if (whole !== undefined) found.push(whole);
  const add = (run: readonly string[], others: readonly string[]) => {
    const beside = others.join(' ');
    const number = wholeNumber(run.join(' '), beside);
    if (number?.hasDigit !== true) return;
    found.push(number);
    const rule = ruleOfMake(beside);
    if (beside !== '' && rule !== undefined && isNumberOf(rule, run))
      found.push({ ...number, beside: '', withoutMake: true });
  };
  for (let count = 1; count <= MAX_GROUPS && count < tokens.length; count += 1) {
    add(tokens.slice(-count), tokens.slice(0, -count));
    add(tokens.slice(0, count), tokens.slice(count));
  }
  return found;
}

function wholeNumber(text: string, beside: string): WholeNumber | undefined {
  const general = generalKey(text);
  // Words of other scripts leave no trace in a key: a number is all there is.
  if (general === '' || general.length > MAX_WHOLE_KEY || /(?![A-Z])\p{L}/iu.test(text)) return undefined;
  const keys = queryKeys(text).slice(0, MAX_KEYS);
  return {
    ...{ keys: keys.length === 0 ? [general] : keys, hasDigit: /\d/.test(general) },
    ...{ beside, withoutMake: false },
  };
}

/** A year or a displacement tells vehicles apart, and isn't a group of a number. */
const OF_VEHICLE = /^(?:(?:19|20)\d{2}|\d\.\d[a-z]{0,4})$/i;

/** `90915 YZZE1` beside Toyota is one of its numbers; `500` beside Fiat is a model. */
function isNumberOf(rule: MakeRule, groups: readonly string[]): boolean {
  const general = generalKey(groups.join(''));
  if (general.length < MIN_TOKEN_KEY || groups.some((group) => OF_VEHICLE.test(group))) return false;
  return rule.fold(general) !== null;
}

function isMake(words: string): boolean {
  return words !== '' && ruleOfMake(words) !== undefined;
}
