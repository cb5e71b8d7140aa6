import { describe, expect, it } from 'vitest';
import { changedLimits, isElsewhere, limitText, withoutSent } from './rules-draft.ts';

const RULES = { maxRemoved: 5, maxRemovedPercent: null, maxChanged: 0, maxChangedPercent: 12.5 };

describe('limits that are typed', () => {
  it('are sent where they say something else, and only then', () => {
    expect(changedLimits({}, RULES)).toEqual({});
    expect(
      changedLimits({ maxRemoved: ' 5 ', maxChangedPercent: '12.50', maxRemovedPercent: '' }, RULES),
    ).toEqual({});
    expect(changedLimits({ maxRemoved: '', maxRemovedPercent: '0', maxChanged: '7' }, RULES)).toEqual({
      ...{ maxRemoved: null, maxRemovedPercent: 0, maxChanged: 7 },
    });
  });

  it('leave alone what another has set meanwhile', () => {
    const theirs = { ...RULES, maxChanged: 9 };
    expect({ ...theirs, ...changedLimits({ maxRemoved: '6' }, RULES) }).toEqual({ ...theirs, maxRemoved: 6 });
    expect(isElsewhere({ maxRemoved: 6 }, RULES, theirs)).toBe(true);
    expect(isElsewhere({ maxRemoved: 6, maxChanged: null }, RULES, theirs)).toBe(false);
  });

  it('stay in their fields while they aren’t saved', () => {
    const sent = { maxRemoved: '6', maxChanged: '1' };
    expect(withoutSent({ ...sent, maxChanged: '12' }, sent)).toEqual({ maxChanged: '12' });
    expect(withoutSent(sent, sent)).toEqual({});
    expect([limitText(null), limitText(0), limitText(12.5)]).toEqual(['', '0', '12.5']);
  });
});
