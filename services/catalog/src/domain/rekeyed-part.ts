import { foldPartNumber, generalKey } from '@qipei/part-number';
import { isGuessed, refoldedGuess } from './guessed-number.ts';
import { numberSpace } from './number-space.ts';
import type { PartContent, PartNumber } from './part.ts';

/** `content` with its numbers folded by the rules of today, each of a kind once within its space, as a row is read. */
export function rekeyed<Content extends PartContent>(content: Content): Content {
  const numbers: PartNumber[] = [];
  const seen = new Set<string>();
  for (const number of content.numbers) {
    const again = refolded(number);
    const identity = `${again.kind}:${numberSpace(again.make)}:${again.key}`;
    if (seen.has(identity)) continue;
    seen.add(identity);
    numbers.push(again);
  }
  const own = numbers.find(({ kind }) => kind === 'own');
  return { ...content, numbers, partNumberKey: own?.key ?? content.partNumberKey };
}

/** What today's rules can't fold keeps the key that it has. */
function refolded(number: PartNumber): PartNumber {
  if (isGuessed(number)) return refoldedGuess(number);
  const folded = foldPartNumber(number.raw, number.make === '' ? undefined : number.make);
  if (folded === null) return number;
  const { display, key, rule, confidence } = folded;
  return { ...number, display, key, rule, confidence };
}

/** Every key under which earlier rules may have put a part into the index. */
export function formerKeys({
  numbers,
  supersededBy,
  links,
  partTypeRef,
}: Pick<PartContent, 'numbers' | 'supersededBy' | 'links' | 'partTypeRef'>): string[] {
  const keys = new Set(numbers.map(({ key }) => key));
  for (const { brand, partNumber } of [...supersededBy, ...links]) {
    keys.add(generalKey(partNumber));
    const key = foldPartNumber(partNumber, brand)?.key;
    if (key !== undefined) keys.add(key);
  }
  keys.add(partTypeRef);
  return [...keys].filter((key) => key !== '');
}
