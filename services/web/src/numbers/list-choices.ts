import type { Answers } from '../api/answers.ts';
import type { CartLine } from '../saved/cart.ts';
import type { ListedNumber } from './numbers-of-text.ts';

type Part = Answers['numberLine']['numbers'][number]['parts'][number];

/** What one line of the list is to be ordered as. */
export interface ListChoice {
  isTaken: boolean;
  partId: string;
  quantity: number;
}

/** What was changed, by line; all else is as the list and the answer have it. */
export type ChangedChoices = Readonly<Record<number, Partial<ListChoice>>>;

const FIT_WORTH = { fits: 4, 'cannot-tell': 2, 'does-not-fit': 0 } as const;

export function partsOfLine({ numbers }: Answers['numberLine']): Part[] {
  const parts = new Map<string, Part>();
  for (const number of numbers)
    for (const part of number.parts) if (!parts.has(part.partId)) parts.set(part.partId, part);
  return [...parts.values()];
}

/** Whether parts fit the vehicle that the list is for, by part; of those that nothing is known of nothing is told. */
export type Verdicts = ReadonlyMap<string, 'fits' | 'does-not-fit' | 'cannot-tell'>;

/**
 * Undefined for a line without a part. What fits comes before what doesn't, then whose own number it is before whose OE number it
 * is. What is known not to fit isn't taken unless somebody says so.
 */
export function choiceOf(
  line: Answers['numberLine'],
  listed: ListedNumber | undefined,
  changed: Partial<ListChoice> | undefined,
  verdicts: Verdicts,
): ListChoice | undefined {
  const parts = partsOfLine(line);
  const worth = ({ partId, via }: Part) =>
    FIT_WORTH[verdicts.get(partId) ?? 'cannot-tell'] + (via?.kind === 'own' ? 1 : 0);
  const best = parts.toSorted((a, b) => worth(b) - worth(a))[0];
  if (best === undefined) return undefined;
  // A quantity that couldn't be read is nobody's wish for one piece.
  const isTaken = listed?.unread !== true && verdicts.get(best.partId) !== 'does-not-fit';
  return { ...{ isTaken, partId: best.partId, quantity: listed?.quantity ?? 1 }, ...changed };
}

/** The lines that are to be ordered, as the cart has them. */
export function cartLinesOf(
  lines: readonly Answers['numberLine'][],
  listed: readonly ListedNumber[],
  changed: ChangedChoices,
  verdicts: Verdicts,
): CartLine[] {
  return lines.flatMap((line, at) => {
    const choice = choiceOf(line, listed[at], changed[at], verdicts);
    const part = partsOfLine(line).find(({ partId }) => partId === choice?.partId);
    if (choice === undefined || part === undefined || !choice.isTaken) return [];
    const { partId, brand, partNumber, name } = part;
    return [{ ...{ partId, brand, partNumber, name }, quantity: choice.quantity, warehouseId: null }];
  });
}

/** What of the chosen isn't in the cart by what was added of this list before. */
export function stillToAdd(chosen: readonly CartLine[], added: readonly CartLine[]): CartLine[] {
  const there = new Map<string, number>();
  for (const { partId, quantity } of added) there.set(partId, (there.get(partId) ?? 0) + quantity);
  return chosen.flatMap((line) => {
    const before = there.get(line.partId) ?? 0;
    const quantity = line.quantity - before;
    there.set(line.partId, Math.max(0, -quantity));
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
}
