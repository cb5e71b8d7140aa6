import { AMBIGUOUS_ALIASES, type PartType, partType, partTypes } from '@qipei/part-type';
import { type SuggestedText, type Suggestion, suggestion } from '../domain/suggestion.ts';
import {
  markedIn,
  matchName,
  type NameRank,
  type Typed,
  type TypedName,
  typedName,
} from '../domain/typed-name.ts';
import { loadSyllables } from './pinyin.ts';

interface NamedType {
  type: PartType;
  of: 'zh' | 'en' | 'alias';
  name: TypedName;
}

/** From here on a name has what was typed as it was typed. */
const MIN_SHOWN: NameRank = 3;

let table: Promise<readonly NamedType[]> | undefined;

/** Every name of every part type; made when it is first asked for. */
export function partTypeNames(): Promise<readonly NamedType[]> {
  table ??= makeNames().catch((error) => {
    table = undefined;
    throw error;
  });
  return table;
}

/** Names that are made without a pause for others. */
const SLICE = 100;

async function makeNames(): Promise<readonly NamedType[]> {
  const syllablesOf = await loadSyllables();
  const named: NamedType[] = [];
  for (const { type, of, text } of allNames()) {
    named.push({ type, of, name: typedName(text, syllablesOf) });
    if (named.length % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return named;
}

function* allNames(): Generator<Pick<NamedType, 'type' | 'of'> & { text: string }> {
  for (const type of partTypes()) {
    yield { type, of: 'zh', text: type.nameZh };
    yield { type, of: 'en', text: type.nameEn };
    for (const text of [...type.aliasesZh, ...type.aliasesEn]) yield { type, of: 'alias', text };
  }
  for (const [text, ids] of Object.entries(AMBIGUOUS_ALIASES)) {
    for (const id of ids) {
      const type = partType(id);
      if (type !== undefined) yield { type, of: 'alias', text };
    }
  }
}

/** Part types by any of their names, the best first; of those that `parts` knows of, where it is given. */
export function suggestPartTypes(
  names: readonly NamedType[],
  typed: Typed,
  parts: ReadonlyMap<string, number>,
  before: string,
): { suggestion: Suggestion; rank: NameRank }[] {
  const best = new Map<string, { found: NamedType; rank: NameRank; matched: SuggestedText['matched'] }>();
  for (const found of names) {
    if (!parts.has(found.type.id)) continue;
    const match = matchName(found.name, typed);
    if (match === undefined) continue;
    const known = best.get(found.type.id);
    if (known === undefined) best.set(found.type.id, { found, ...match });
    else if (match.rank > known.rank) {
      // Names come before aliases: where the name shows what was typed, an alias that fits better says nothing new.
      const shows = found.of !== 'alias' || known.rank < MIN_SHOWN ? { found, ...match } : known;
      best.set(found.type.id, { ...shows, rank: match.rank });
    }
  }
  return [...best.values()]
    .sort(
      (a, b) =>
        b.rank - a.rank ||
        Number(b.found.type.common) - Number(a.found.type.common) ||
        (parts.get(b.found.type.id) ?? 0) - (parts.get(a.found.type.id) ?? 0) ||
        a.found.name.text.length - b.found.name.text.length,
    )
    .map(({ found: { type, of, name }, rank, matched }) => {
      const marked = (text: string, mine: boolean): SuggestedText => ({
        text,
        matched: mine ? matched : markedIn(text, typed),
      });
      return {
        rank,
        suggestion: suggestion('part-type', type.id, {
          zh: marked(type.nameZh, of === 'zh'),
          en: marked(type.nameEn, of === 'en'),
          ...(of === 'alias' && { alias: { text: name.text, matched } }),
          partCount: parts.get(type.id) ?? 0,
          before,
        }),
      };
    });
}
