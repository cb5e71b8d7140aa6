import { describe, expect, it } from 'vitest';
import { fieldChanges } from './field-diff.ts';

describe('what differs', () => {
  it.each([
    [{ a: 1 }, { a: 1 }, []],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, []],
    [{ a: 1 }, { a: 2 }, [{ field: 'a', before: 1, after: 2 }]],
    [{ a: { b: null } }, { a: { b: 0 } }, [{ field: 'a.b', before: null, after: 0 }]],
    [{}, { a: 1 }, [{ field: 'a', before: undefined, after: 1 }]],
    [null, { a: 1 }, [{ field: '', before: null, after: { a: 1 } }]],
    [
      { l: ['x', 'y'] },
      { l: ['y', 'z', 'y'] },
      [
        { field: 'l', before: 'x', after: undefined },
        { field: 'l', before: undefined, after: 'z' },
        { field: 'l', before: undefined, after: 'y' },
      ],
    ],
    [
      { l: [{ n: 1, m: 2 }, { n: 3 }] },
      { l: [{ n: 1, m: 2 }, { n: 4 }] },
      [{ field: 'l[1].n', before: 3, after: 4 }],
    ],
    [{ l: [1, 2] }, { l: [2, 1] }, [{ field: 'l', before: [1, 2], after: [2, 1] }]],
    [{ a: 1 }, { a: [1] }, [{ field: 'a', before: 1, after: [1] }]],
  ])('of %j and %j', (before, after, changes) => {
    expect(fieldChanges(before, after)).toEqual(changes);
  });

  it('takes names that objects have of themselves for names', () => {
    const strange = JSON.parse('{"__proto__": 1, "constructor": {"x": 2}}');
    expect(fieldChanges({}, strange).map(({ field }) => field)).toEqual(['__proto__', 'constructor']);
    expect(fieldChanges(strange, structuredClone(strange))).toEqual([]);
  });

  it('comes to an end in what is nested deeply', () => {
    const nested = (leaf: number) => JSON.parse(`${'{"a":'.repeat(500)}${leaf}${'}'.repeat(500)}`);
    expect(fieldChanges(nested(1), nested(2))).toHaveLength(1);
  });

  it('is nothing of equal values, and something of others', () => {
    let state = 7;
    const pick = (most: number) => {
      state = (Math.imul(state, 48_271) >>> 0) % 2_147_483_647;
      return state % most;
    };
    const value = (depth: number): unknown => {
      const kind = pick(depth > 3 ? 3 : 5);
      if (kind < 3) return [null, pick(3), `t${pick(3)}`][kind];
      const entries = Array.from({ length: pick(4) }, (_, at) => [`m${at}`, value(depth + 1)] as const);
      return kind === 3 ? entries.map(([, each]) => each) : Object.fromEntries(entries);
    };
    for (let times = 0; times < 2_000; times += 1) {
      const [one, other] = [value(0), value(0)];
      expect(fieldChanges(one, structuredClone(one))).toEqual([]);
      expect(fieldChanges(one, other).length > 0).toBe(JSON.stringify(one) !== JSON.stringify(other));
    }
  });
});
