import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colorFaults, contrast, MIN_CONTRAST, readableOn, shownColors } from './contrast.ts';

const NONE = { primary: '#1456b8', onPrimary: '', header: '', onHeader: '' };
const colors = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  it('is that of WCAG', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
    expect(contrast('#1456b8', '#1456b8')).toBe(1);
  });

  it('is the same both ways, and the colour that is worked out can always be read', () => {
    fc.assert(
      fc.property(colors, colors, (one, other) => {
        expect(contrast(one, other)).toBe(contrast(other, one));
        expect(contrast(readableOn(one), one)).toBeGreaterThanOrEqual(MIN_CONTRAST);
        const shown = shownColors({ ...NONE, primary: one, header: other }, '#000000');
        expect(contrast(shown.onPrimary, one)).toBeGreaterThanOrEqual(MIN_CONTRAST);
        expect(contrast(shown.onHeader, other)).toBeGreaterThanOrEqual(MIN_CONTRAST);
        expect(contrast(shown.textOnLight, '#ffffff')).toBeGreaterThanOrEqual(MIN_CONTRAST);
        expect(contrast(shown.textOnDark, '#141414')).toBeGreaterThanOrEqual(MIN_CONTRAST);
      }),
    );
  });
});

describe('what is typed', () => {
  it('is shown as far as it is a colour', () => {
    expect(shownColors({ ...NONE, primary: '#14', header: ' #0F2A4A ' }, '#b3261e')).toMatchObject({
      ...{ primary: '#b3261e', header: '#0f2a4a', onHeader: '#ffffff' },
    });
  });

  it('is faulty where it is no colour or can’t be read, with what can', () => {
    expect(colorFaults(NONE)).toEqual({});
    expect(colorFaults({ ...NONE, onPrimary: '#1456b9' })).toEqual({
      onPrimary: { kind: 'contrast', ratio: expect.closeTo(1, 1), better: '#ffffff' },
    });
    // On the primary colour where the bar has none of its own.
    expect(Object.keys(colorFaults({ ...NONE, onHeader: '#0b2f66' }))).toEqual(['onHeader']);
    expect(colorFaults({ primary: '', onPrimary: 'red', header: '#12345', onHeader: '#zzzzzz' })).toEqual({
      ...{ primary: { kind: 'no-color' }, onPrimary: { kind: 'no-color' } },
      ...{ header: { kind: 'no-color' }, onHeader: { kind: 'no-color' } },
    });
  });
});
