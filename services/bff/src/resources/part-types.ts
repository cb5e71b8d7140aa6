import {
  AMBIGUOUS_ALIASES,
  categories,
  findPartType,
  matchPartTypes,
  normaliseWords,
  type PartType,
  partType,
  partTypes,
  positions,
  sections,
} from '@qipei/part-type';
import { z } from 'zod';
import { NamesJson, namesJson } from './names.ts';
import { textOrNull } from './unknown-values.ts';

const AliasesJson = z.object({ zh: z.array(z.string()), en: z.array(z.string()) });

export const PartTypeJson = z
  .object({
    partTypeId: z.string().meta({ example: 'oil-filter' }),
    sectionId: z.string(),
    categoryId: z.string(),
    partOf: z.string().nullable().meta({ description: 'The part type that this one is a piece of.' }),
    pieces: z.array(z.string()).meta({ description: 'The part types that are pieces of this one.' }),
    common: z.boolean().meta({ description: 'Sold over every counter, every day.' }),
    name: NamesJson,
    aliases: AliasesJson.meta({ description: 'What mechanics and counter staff say.' }),
    positions: z.array(z.string()),
    quantity: z.int().meta({ description: 'Pieces that a typical vehicle has at one position.' }),
    attributes: z.array(z.object({ name: z.string(), label: NamesJson, unit: z.string().nullable() })),
    applies: z
      .array(z.enum(['gasoline', 'diesel', 'hybrid', 'battery-electric']))
      .meta({ description: 'Which vehicles have one at all.' }),
  })
  .meta({ id: 'PartType' });

export const PartTypesJson = z
  .object({
    sections: z.array(z.object({ sectionId: z.string(), name: NamesJson })),
    categories: z.array(
      z.object({
        categoryId: z.string(),
        sectionId: z.string(),
        name: NamesJson,
        partTypes: z.array(PartTypeJson),
      }),
    ),
    matches: z
      .array(
        z.object({
          partTypeId: z.string(),
          by: z.enum(['name', 'words', 'part-of-name']).meta({
            description:
              '`name`: an id, name or alias is just that; `words`: one stands within `q`; `part-of-name`: `q` stands within one.',
          }),
        }),
      )
      .nullable()
      .meta({ description: 'With `q`: what was found, the best first.' }),
    positions: z.array(z.object({ positionId: z.string(), name: NamesJson })),
  })
  .meta({ id: 'PartTypes' });

const MAX_MATCHES = 50;
const sectionOf = new Map(categories().map(({ id, section }) => [id, section]));
const piecesOf = Map.groupBy(partTypes(), ({ partOf }) => partOf);

export function partTypeJson(type: PartType): z.infer<typeof PartTypeJson> {
  return {
    partTypeId: type.id,
    sectionId: sectionOf.get(type.category) ?? '',
    categoryId: type.category,
    partOf: textOrNull(type.partOf),
    pieces: (piecesOf.get(type.id) ?? []).map(({ id }) => id),
    common: type.common,
    name: namesJson(type.nameZh, type.nameEn),
    aliases: { zh: [...type.aliasesZh], en: [...type.aliasesEn] },
    positions: [...type.positions],
    quantity: type.quantity,
    attributes: type.attributes.map(({ name, nameZh, nameEn, unit }) => ({
      name,
      label: namesJson(nameZh, nameEn),
      unit: textOrNull(unit),
    })),
    applies: [...type.applies],
  };
}

let table: z.infer<typeof PartTypesJson> | undefined;

/**
 * The platform's own table: the same for everybody. Of it what lies below `parent` (a section, a category or a part type),
 * what `q` names in the trade's words, and what is `common` or isn't.
 */
export function partTypesJson(
  query: { q?: string | undefined; parent?: string | undefined; common?: boolean | undefined } = {},
): z.infer<typeof PartTypesJson> {
  const { q, parent, common } = query;
  if (q === undefined && parent === undefined && common === undefined) {
    table ??= tableOf(partTypes(), null);
    return table;
  }
  const matches = q === undefined ? null : matchesOf(q);
  const found =
    matches === null ? partTypes() : matches.flatMap(({ partTypeId }) => partType(partTypeId) ?? []);
  const wanted = found.filter(
    (type) =>
      (parent === undefined || liesBelow(type, parent)) && (common === undefined || type.common === common),
  );
  const ids = new Set(wanted.map(({ id }) => id));
  return tableOf(wanted, matches === null ? null : matches.filter(({ partTypeId }) => ids.has(partTypeId)));
}

function tableOf(
  types: readonly PartType[],
  matches: z.infer<typeof PartTypesJson>['matches'],
): z.infer<typeof PartTypesJson> {
  const byCategory = Map.groupBy(types, ({ category }) => category);
  const shown = categories().filter(({ id }) => byCategory.has(id));
  const shownSections = new Set(shown.map(({ section }) => section));
  return {
    sections: sections()
      .filter(({ id }) => shownSections.has(id))
      .map(({ id, nameZh, nameEn }) => ({ sectionId: id, name: namesJson(nameZh, nameEn) })),
    categories: shown.map(({ id, section, nameZh, nameEn }) => ({
      categoryId: id,
      sectionId: section,
      name: namesJson(nameZh, nameEn),
      partTypes: (byCategory.get(id) ?? []).map(partTypeJson),
    })),
    matches,
    positions: positions().map(({ id, nameZh, nameEn }) => ({
      positionId: id,
      name: namesJson(nameZh, nameEn),
    })),
  };
}

function liesBelow(type: PartType, parent: string): boolean {
  if (type.category === parent || sectionOf.get(type.category) === parent) return true;
  for (let at: PartType | undefined = type; at !== undefined && at.partOf !== ''; at = partType(at.partOf))
    if (at.partOf === parent) return true;
  return false;
}

type Match = NonNullable<z.infer<typeof PartTypesJson>['matches']>[number];

/** Types named just so, then those whose names stand within the words, then those within whose names the words stand. */
function matchesOf(q: string): Match[] {
  const words = normaliseWords(q);
  const found = new Map<string, Match['by']>();
  const add = (types: readonly PartType[], by: Match['by']): void => {
    for (const { id } of types) if (!found.has(id)) found.set(id, by);
  };
  const exact = findPartType(q);
  if (exact !== undefined) add([exact], 'name');
  const named = matchPartTypes(q);
  add(
    named.filter((type) => namesOf(type).includes(words)),
    'name',
  );
  add(named, 'words');
  if (words !== '')
    add(
      partTypes().filter((type) => namesOf(type).some((name) => name.includes(words))),
      'part-of-name',
    );
  return [...found].slice(0, MAX_MATCHES).map(([partTypeId, by]) => ({ partTypeId, by }));
}

const normalised = new Map<string, string[]>();

function namesOf(type: PartType): string[] {
  let names = normalised.get(type.id);
  if (names === undefined) {
    const shared = Object.keys(AMBIGUOUS_ALIASES).filter((word) =>
      AMBIGUOUS_ALIASES[word]?.includes(type.id),
    );
    names = [type.id, type.nameZh, type.nameEn, ...type.aliasesZh, ...type.aliasesEn, ...shared].map(
      normaliseWords,
    );
    normalised.set(type.id, names);
  }
  return names;
}
