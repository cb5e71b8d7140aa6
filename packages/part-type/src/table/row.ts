import { partAttribute } from '../part-attributes.ts';
import type { Drive, PartAttribute, PartType } from '../part-type.ts';

const APPLIES = {
  any: ['gasoline', 'diesel', 'hybrid', 'battery-electric'],
  engine: ['gasoline', 'diesel', 'hybrid'],
  spark: ['gasoline', 'hybrid'],
  diesel: ['diesel'],
  electrified: ['hybrid', 'battery-electric'],
} as const satisfies Record<string, readonly Drive[]>;

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
];

function list(text: string, separator: string): string[] {
  return text === '' ? [] : text.split(separator);
}

export function partTypeOfRow(category: string, row: PartTypeRow): PartType {
  const [id, nameZh, nameEn, aliasesZh, aliasesEn, applies, positions, quantity, attributes] = row;
  return {
    id,
    category,
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
