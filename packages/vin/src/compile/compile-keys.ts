import type { TableSections } from '../table-format.ts';
import type { CharacterClass, PatternKey } from './pattern-key.ts';
import type { StringPool } from './string-pool.ts';

export type KeySections = Pick<
  TableSections,
  'keyTestStarts' | 'keyTestPositions' | 'keyTestClasses' | 'keyLengths'
>;
export type ClassSections = Pick<TableSections, 'classMasks' | 'classTexts'>;

/** Numbers classes of characters, each way to write one once. */
export class ClassPool {
  readonly #numbers = new Map<string, number>();
  readonly #masks: number[] = [];
  readonly #texts: number[] = [];
  readonly #strings: StringPool;

  constructor(strings: StringPool) {
    this.#strings = strings;
  }

  add(text: string, { low, high }: CharacterClass): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(text, number);
      this.#masks.push(low, high);
      this.#texts.push(this.#strings.add(text));
    }
    return number;
  }

  pack(): ClassSections {
    return { classMasks: Uint32Array.from(this.#masks), classTexts: Uint32Array.from(this.#texts) };
  }
}

export function compileKeys(keys: readonly PatternKey[], classes: ClassPool): KeySections {
  const starts = new Uint32Array(keys.length + 1);
  const positions: number[] = [];
  const testClasses: number[] = [];
  keys.forEach(({ tests }, index) => {
    for (const { position, text, ...set } of tests) {
      positions.push(position);
      testClasses.push(classes.add(text, set));
    }
    starts[index + 1] = positions.length;
  });
  return {
    keyTestStarts: starts,
    keyTestPositions: Uint8Array.from(positions),
    keyTestClasses: Uint32Array.from(testClasses),
    keyLengths: Uint8Array.from(keys, ({ length }) => length),
  };
}
