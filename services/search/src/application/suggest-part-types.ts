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
import { syllablesOf } from './pinyin.ts';

interface NamedType {
  type: PartType;
  of: 'zh' | 'en' | 'alias';
  name: TypedName;
}

/** From here on a name has what was typed as it was typed. */
const MIN_SHOWN: NameRank = 3;

let table: readonly NamedType[] | undefined;

/** Every name of every part type; made when it is first asked for. */
function names(): readonly NamedType[] {
  table ??= [
    ...partTypes().flatMap((type) => [
      named(type, 'zh', type.nameZh),
      named(type, 'en', type.nameEn),
      ...[...type.aliasesZh, ...type.aliasesEn].map((alias) => named(type, 'alias', alias)),
    ]),
    ...Object.entries(AMBIGUOUS_ALIASES).flatMap(([alias, ids]) =>
      ids.flatMap((id) => {
        const type = partType(id);
        return type === undefined ? [] : [named(type, 'alias', alias)];
      }),
    ),
  ];
  return table;
}

function named(type: PartType, of: NamedType['of'], text: string): NamedType {
  return { type, of, name: typedName(text, syllablesOf) };
}

/** Part types by any of their names, the best first; of those that `parts` knows of, where it is given. */
export function suggestPartTypes(
  typed: Typed,
  parts: ReadonlyMap<string, number>,
  before: string,
): { suggestion: Suggestion; rank: NameRank }[] {
  const best = new Map<string, { found: NamedType; rank: NameRank; matched: SuggestedText['matched'] }>();
  for (const found of names()) {
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
