import { generalKey, looksLikeNumber, queryKeys, splitNumbers } from '@qipei/part-number';
import { isVinLike } from '@qipei/vin';

/** What a search box was given, taken apart. */
export interface ReadQuery {
  /** The part of it that looks like a VIN; empty where none does. */
  vin: string;
  /** Keys of the number, or numbers, that the rest looks like; the first's general one comes first. Empty where it doesn't. */
  numberKeys: string[];
  /** The words beside the number. */
  besideNumber: string;
  /** Everything but the VIN. */
  words: string;
}

/** Fewer key characters than this make a token of a longer query a word, not a number: `4WD`, `5W30`, `H7`. */
const MIN_TOKEN_KEY = 6;

const MAX_NUMBERS = 10;
/** What the index looks up at once. */
const MAX_KEYS = 100;

/** Tells a VIN, an OE or part number and plain words apart. Whether the parts mean anything is for the data to say. */
export function readQuery(query: string): ReadQuery {
  const text = query.normalize('NFKC').trim();
  if (isVinLike(text)) return { vin: text, numberKeys: [], besideNumber: '', words: '' };
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  const vin = tokens.find((token) => isVinLike(token)) ?? '';
  const rest = vin === '' ? tokens : tokens.filter((token) => token !== vin);
  const words = rest.join(' ');
  const several = severalNumbers(words);
  if (several.length > 0 || looksLikeNumber(words))
    return {
      vin,
      numberKeys: [...new Set([...several, ...queryKeys(words)])].slice(0, MAX_KEYS),
      besideNumber: '',
      words,
    };
  const number = rest.find((token) => generalKey(token).length >= MIN_TOKEN_KEY && looksLikeNumber(token));
  if (number === undefined) return { vin, numberKeys: [], besideNumber: '', words };
  return {
    vin,
    numberKeys: queryKeys(number),
    besideNumber: rest.filter((token) => token !== number).join(' '),
    words,
  };
}

/** Keys of `A/B; C`, where each is long enough to be a number of its own; a slash may also belong to one number. */
function severalNumbers(words: string): string[] {
  const numbers = splitNumbers(words);
  if (numbers.length < 2 || numbers.length > MAX_NUMBERS) return [];
  const each = numbers.every(
    (number) => generalKey(number).length >= MIN_TOKEN_KEY && looksLikeNumber(number),
  );
  return each ? numbers.flatMap((number) => queryKeys(number)) : [];
}
