import type { IndexSchema, WholeCodes } from '../search-engine.ts';
import { MIN_CODE_PREFIX, textFields } from '../text/matched.ts';
import { type QueryTerm, type QueryWord, queryWords } from '../text/words.ts';
import { ATTRIBUTES, codeAttribute, textAttribute } from './attributes.ts';
import { wholeKey } from './documents.ts';
import { codeBeginning, codeKey, termKey } from './encoding.ts';
import { allOf, anyOf, equal, type Filter, NOTHING, noneOf, oneOf, startsWith } from './filter.ts';

/**
 * What a query matches, and that in layers, the best first: no document is in two of them, each is in one. Within a layer
 * the rank decides, so the layers are the score.
 */
export interface Match {
  all: Filter;
  tiers: Tier[];
}

export interface Tier {
  filter: Filter;
  /** Finer layers of which it consists, that are worth a look only where it has several documents. */
  parts?: Filter[];
}

/** All of the words in the fields down to a level; those of a beginning as whole words only, where `whole` says so. */
function wordsWithin(
  attributes: readonly string[],
  words: readonly QueryWord[],
  level: number,
  whole: boolean,
): Filter {
  const terms = words.flatMap((word) => word.terms);
  return allOf([...new Set(terms.map((term) => termWithin(attributes, term, level, whole)))]);
}

function termWithin(
  attributes: readonly string[],
  { text, prefix }: QueryTerm,
  level: number,
  whole: boolean,
): Filter {
  const key = termKey(text);
  return anyOf(
    attributes
      .slice(0, level + 1)
      .map((attribute) => (prefix && !whole ? startsWith(attribute, key) : oneOf(attribute, [key]))),
  );
}

/** Layers of words: texts that are these words and no more; then by the lightest field that is needed to have them all. */
export function wordMatch(schema: IndexSchema, words: readonly QueryWord[], complete: string | null): Match {
  const attributes = textFields(schema).map(({ name }) => textAttribute(name));
  const lightest = attributes.length - 1;
  const prefixed = words.some((word) => word.terms.some(({ prefix }) => prefix));
  const wholes = complete === null ? [] : attributes.map((_, level) => wholeKey(level, complete));
  const parts = wholes.map((key, index) =>
    without(
      equal(ATTRIBUTES.whole, key),
      index === 0 ? [] : [oneOf(ATTRIBUTES.whole, wholes.slice(0, index))],
    ),
  );
  const noWhole = wholes.length === 0 ? [] : [oneOf(ATTRIBUTES.whole, wholes)];
  const tiers: Tier[] = noWhole.map((filter) => ({ filter, parts }));
  let above: Filter[] = [];
  for (let level = 0; level <= lightest; level += 1) {
    const begun = wordsWithin(attributes, words, level, false);
    const outside = [...noWhole, ...above];
    if (prefixed) {
      const whole = wordsWithin(attributes, words, level, true);
      tiers.push({ filter: without(whole, outside) });
      outside.push(whole);
    }
    tiers.push({ filter: without(begun, outside) });
    above = [begun];
  }
  return { all: wordFilter(schema, words), tiers };
}

function without(filter: Filter, others: readonly Filter[]): Filter {
  return others.length === 0 ? filter : allOf([filter, noneOf(others)]);
}

/** Layers of keys: whole keys, then beginnings, and of each the field that the schema names first. */
export function codeMatch(schema: IndexSchema, given: readonly string[]): Match {
  const codes = [...new Set(given)].filter((code) => code !== '').map((code) => code.slice(0, 200));
  const beginnings = codes.filter((code) => code.length >= MIN_CODE_PREFIX).map(codeBeginning);
  const attributes = schema.codes.map(codeAttribute);
  const wholes = attributes.map((attribute) => oneOf(attribute, codes.map(codeKey)));
  const starts = attributes.map((attribute) =>
    anyOf(beginnings.map((beginning) => startsWith(attribute, beginning))),
  );
  const layers = [...(codes.length === 0 ? [] : wholes), ...(beginnings.length === 0 ? [] : starts)];
  const tiers = layers.map((layer, index) => ({ filter: without(layer, layers.slice(0, index)) }));
  return { all: layers.length === 0 ? NOTHING : anyOf(layers), tiers };
}

/** Whole keys with the words beside them, a layer a field. */
export function firstMatch(schema: IndexSchema, first: readonly WholeCodes[]): Match {
  const layers = schema.codes.flatMap((field) => {
    const ways = first
      .filter(({ fields, codes }) => fields.includes(field) && codes.some((code) => code !== ''))
      .map(({ codes, words }) => {
        const keys = codes.filter((code) => code !== '').map((code) => codeKey(code.slice(0, 200)));
        const whole = oneOf(codeAttribute(field), [...new Set(keys)]);
        return words === undefined ? whole : allOf([whole, wordFilter(schema, queryWords(words).words)]);
      });
    return ways.length === 0 ? [] : [anyOf(ways)];
  });
  const tiers = layers.map((layer, index) => ({ filter: without(layer, layers.slice(0, index)) }));
  return { all: layers.length === 0 ? NOTHING : anyOf(layers), tiers };
}

/** The layers of the first, then what the others have beside it. */
export function firstThen(first: Match, others: Match): Match {
  const apart = (filter: Filter): Filter => without(filter, [first.all]);
  const rest = others.tiers.map(({ filter, parts }): Tier => {
    const tier: Tier = { filter: apart(filter) };
    return parts === undefined ? tier : { ...tier, parts: parts.map(apart) };
  });
  return { all: anyOf([first.all, others.all]), tiers: [...first.tiers, ...rest] };
}

/** All of the words, in whatever fields. */
export function wordFilter(schema: IndexSchema, words: readonly QueryWord[]): Filter {
  const attributes = textFields(schema).map(({ name }) => textAttribute(name));
  return words.length === 0 ? NOTHING : wordsWithin(attributes, words, attributes.length - 1, false);
}
