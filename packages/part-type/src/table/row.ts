import { partAttribute } from '../part-attributes.ts';
import type { Drive, PartAttribute, PartType } from '../part-type.ts';

const APPLIES = {
  any: ['gasoline', 'diesel', 'hybrid', 'battery-electric'],
  engine: ['gasoline', 'diesel', 'hybrid'],
  spark: ['gasoline', 'hybrid'],
  diesel: ['diesel'],
  electrified: ['hybrid', 'battery-electric'],
} as const satisfies Record<string, readonly Drive[]>;

export function isDrives(text: string): text is keyof typeof APPLIES {
  return Object.hasOwn(APPLIES, text);
}

/**
 * One part type on one row: id, Chinese and English name, Chinese aliases (blanks between), English aliases (`|` between),
 * which drives have it, positions, pieces at a position, attributes.
 */
export type PartTypeRow = readonly [
  id: string,
  nameZh: string,
  nameEn: string,
  aliasesZh: string,
  aliasesEn: string,
  applies: keyof typeof APPLIES,
  positions: string,
  quantity: number,
  attributes: string,
  /** Id of the type that this one is a piece of. */
  partOf?: string,
];

function list(text: string, separator: string): string[] {
  return text === '' ? [] : text.split(separator);
}

export function partTypeOfRow(category: string, row: PartTypeRow, common: boolean): PartType {
  const [id, nameZh, nameEn, aliasesZh, aliasesEn, applies, positions, quantity, attributes, partOf = ''] =
    row;
  return {
    id,
    category,
    partOf,
    common,
    nameZh,
    nameEn,
    aliasesZh: list(aliasesZh, ' '),
    aliasesEn: list(aliasesEn, '|'),
    positions: list(positions, ' '),
    quantity,
    attributes: list(attributes, ' ').map((name): PartAttribute => {
      const attribute = partAttribute(name);
      if (attribute === undefined) throw new Error(`part type ${id} names the unknown attribute ${name}`);
      return attribute;
    }),
    applies: APPLIES[applies],
  };
}
