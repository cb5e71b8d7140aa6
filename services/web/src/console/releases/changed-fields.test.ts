import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedFields } from './changed-fields.ts';

describe('two states of a record', () => {
  it('stand side by side, with what changed', () => {
    const before = { nameEn: 'Old', brand: 'Ketto', oeNumbers: ['B', 'A'], lifecycle: 'current' };
    const after = { nameEn: 'New', brand: 'Ketto', oeNumbers: ['A', 'B'], details: { note: 'x' } };
    expect(changedFields(before, after)).toEqual([
      { path: ['nameEn'], before: 'Old', after: 'New', isChanged: true },
      { path: ['brand'], before: 'Ketto', after: 'Ketto', isChanged: false },
      { path: ['oeNumbers'], before: 'A\nB', after: 'A\nB', isChanged: false },
      { path: ['details', 'note'], before: undefined, after: 'x', isChanged: true },
      { path: ['lifecycle'], before: 'current', after: undefined, isChanged: true },
    ]);
  });

  it('are told in lists of records place by place', () => {
    const fields = changedFields({ n: [{ a: 1 }, { a: 2 }] }, { n: [{ a: 1 }] });
    expect(fields.filter(({ isChanged }) => isChanged)).toEqual([
      { path: ['n', '2', 'a'], before: '2', after: undefined, isChanged: true },
    ]);
  });

  it('are nothing where there is nothing, and take names of any kind', () => {
    expect(changedFields(null, undefined)).toEqual([]);
    expect(changedFields(null, JSON.parse('{"__proto__":"x"}'))).toMatchObject([
      { path: ['__proto__'], after: 'x' },
    ]);
  });

  it('differ nowhere where they are the same, and somewhere in turn where they are not', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(changedFields(one, one).some(({ isChanged }) => isChanged)).toBe(false);
        const there = changedFields(one, other).filter(({ isChanged }) => isChanged);
        const back = changedFields(other, one).filter(({ isChanged }) => isChanged);
        expect(there.map(({ path }) => JSON.stringify(path)).sort()).toEqual(
          back.map(({ path }) => JSON.stringify(path)).sort(),
        );
      }),
    );
  });
});
