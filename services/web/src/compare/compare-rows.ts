import type { Answers } from '../api/answers.ts';
import { inLikeUnits } from './like-units.ts';

type Part = Answers['part'];
type Numbers = readonly { text: string; isShared: boolean }[];

/** A row of the comparison: a cell for each part, undefined where it has nothing to say. */
export type CompareRow = { key: string; differs: boolean } & (
  | { kind: 'own'; name: 'type' | 'positions' | 'pack' | 'gtin' | 'lifecycle'; cells: (string | undefined)[] }
  | {
      kind: 'attribute';
      name: string;
      label: Part['attributes'][number]['label'];
      cells: (string | undefined)[];
    }
  | { kind: 'numbers'; name: 'oe' | 'cross-reference'; cells: (Numbers | undefined)[] }
);

/**
 * The rows that compare parts, in an order that all of them give: what they are, their attributes as the parts name them, then
 * their numbers. A row differs unless every part says the same.
 */
export function compareRows(parts: readonly Part[]): CompareRow[] {
  return [
    own(
      'type',
      parts.map((part) => part.partTypeId ?? undefined),
    ),
    ...attributeRows(parts),
    own(
      'positions',
      parts.map(({ positions }) => positions.toSorted().join('\n') || undefined),
    ),
    own(
      'pack',
      parts.map(({ packQuantity }) => (packQuantity === null ? undefined : String(packQuantity))),
    ),
    own(
      'lifecycle',
      parts.map(({ lifecycle }) => lifecycle ?? undefined),
    ),
    numbersRow('oe', parts),
    numbersRow('cross-reference', parts),
    own(
      'gtin',
      parts.map(({ gtin }) => gtin ?? undefined),
    ),
  ].filter(({ cells }) => cells.some((cell) => cell !== undefined));

  function own(
    name: Extract<CompareRow, { kind: 'own' }>['name'],
    cells: (string | undefined)[],
  ): CompareRow {
    return { kind: 'own', key: name, name, cells, differs: differ(cells) };
  }
}

function attributeRows(parts: readonly Part[]): CompareRow[] {
  const rows = new Map<string, { name: string; label: Part['attributes'][number]['label'] }>();
  for (const part of parts)
    for (const { name, label } of part.attributes) {
      const key = attributeKey(name);
      if (!rows.has(key)) rows.set(key, { name, label });
    }
  return [...rows].map(([key, { name, label }]) => {
    // A feed may name an attribute twice: its values then stand together.
    const of = parts.map((part) => part.attributes.filter((each) => attributeKey(each.name) === key));
    const isSingle = of.every(({ length }) => length <= 1);
    const likes = isSingle ? inLikeUnits(of.map(([only]) => only)) : of.map(together);
    return {
      kind: 'attribute' as const,
      key: `attribute ${key}`,
      name,
      label,
      cells: likes.map((like) => like?.text),
      differs: differ(likes.map((like) => like?.same)),
    };
  });
}

function together(several: Part['attributes']): ReturnType<typeof inLikeUnits>[number] {
  const likes = several.flatMap((each) => inLikeUnits([each])).filter((like) => like !== undefined);
  if (likes.length === 0) return undefined;
  const joined = (of: 'text' | 'same') => likes.map((like) => like[of]).join(', ');
  return { text: joined('text'), same: joined('same') };
}

function attributeKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** Numbers that another of the parts has, too, stand first: they say that both do the same job. */
function numbersRow(kind: 'oe' | 'cross-reference', parts: readonly Part[]): CompareRow {
  const of = parts.map((part) =>
    part.numbers.filter((number) => (number.kind ?? 'cross-reference') === kind),
  );
  const idOf = (number: Part['numbers'][number]) => `${number.make ?? ''} ${number.key}`;
  const counts = new Map<string, number>();
  for (const numbers of of)
    for (const id of new Set(numbers.map(idOf))) counts.set(id, (counts.get(id) ?? 0) + 1);
  const cells = of.map((numbers) => {
    const once = new Map(numbers.map((number) => [idOf(number), number]));
    const texts = [...once].map(([id, { make, display }]) => ({
      text: [make, display].filter(Boolean).join(' '),
      isShared: (counts.get(id) ?? 0) > 1,
    }));
    return texts.length === 0 ? undefined : texts.sort((a, b) => Number(b.isShared) - Number(a.isShared));
  });
  const same = [...counts.values()].every((count) => count === parts.length);
  return { kind: 'numbers', key: `numbers ${kind}`, name: kind, cells, differs: !same };
}

function differ(cells: readonly (string | undefined)[]): boolean {
  const plain = cells.map((cell) => cell?.normalize('NFKC').trim().toLowerCase());
  return plain.some((cell) => cell !== plain[0]);
}
