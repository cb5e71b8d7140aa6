import { matchPartTypes, positions } from '@qipei/part-type';
import { loadSyllables } from './pinyin.ts';
import { partTypeNames } from './suggest-part-types.ts';

interface Reading {
  text: string;
  common: boolean;
  typeId: string;
}

interface Readings {
  /** By all syllables, or the first letters of three or more. */
  types: ReadonlyMap<string, readonly Reading[]>;
  /** Places, the longest first. */
  places: readonly { spoken: string; text: string }[];
}

/** First letters of fewer syllables begin too many names. */
const MIN_INITIALS = 3;
const MAX_TYPED = 40;
const LETTERS = /^[a-z]+(?:[\s'][a-z]+)*$/i;

/** Names of parts in English are words of their own and spell nothing. */
export function maySpell(text: string): boolean {
  return text.length <= MAX_TYPED && LETTERS.test(text) && matchPartTypes(text).length === 0;
}

let readings: Promise<Readings> | undefined;

async function makeReadings(): Promise<Readings> {
  const types = new Map<string, Reading[]>();
  const add = (key: string, reading: Reading) => types.set(key, [...(types.get(key) ?? []), reading]);
  for (const { type, of, name } of await partTypeNames()) {
    if (of === 'en' || !/^\p{Script=Han}+$/u.test(name.text)) continue;
    const reading = { text: name.text, common: type.common, typeId: type.id };
    add(name.syllables.join(''), reading);
    if (name.initials.length >= MIN_INITIALS) add(name.initials, reading);
  }
  const syllablesOf = await loadSyllables();
  const places = positions()
    .map(({ nameZh }) => ({ spoken: syllablesOf(nameZh).join(''), text: nameZh }))
    .sort((a, b) => b.spoken.length - a.spoken.length);
  return { types, places };
}

/**
 * The Chinese name of a part type that Latin letters spell, `jiyouge` or `jyg`, with a place before it, `qianshachepian`. Of several
 * the one that is sold every day and of which the most parts are there. Undefined for what spells none.
 */
export async function pinyinReading(
  text: string,
  partsOf: (typeId: string) => number,
): Promise<string | undefined> {
  if (!maySpell(text)) return undefined;
  readings ??= makeReadings().catch((error) => {
    readings = undefined;
    throw error;
  });
  const { types, places } = await readings;
  const typed = text.toLowerCase().replaceAll(/[^a-z]/g, '');
  const best = (key: string) =>
    (types.get(key) ?? [])
      .filter(({ typeId }) => partsOf(typeId) > 0)
      .toSorted((a, b) => Number(b.common) - Number(a.common) || partsOf(b.typeId) - partsOf(a.typeId))[0];
  const whole = best(typed);
  if (whole !== undefined) return whole.text;
  for (const { spoken, text: place } of places) {
    const part = typed.startsWith(spoken) ? best(typed.slice(spoken.length)) : undefined;
    if (part !== undefined) return `${place}${part.text}`;
  }
  return undefined;
}
