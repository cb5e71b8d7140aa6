import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ampersandGuard, BARE, withAmpersands } from './bare-ampersands.ts';

function guarded(pieces: readonly string[]): string {
  const guard = ampersandGuard();
  return pieces.map((piece) => guard.write(piece)).join('') + guard.end();
}

it.each([
  ['a &amp; b &#38; c &#x26; &lt;', 'a &amp; b &#38; c &#x26; &lt;'],
  ['a &#0000000065; &#x000000041;', 'a &#0000000065; &#x000000041;'],
  ['Nuts & Bolts', `Nuts ${BARE} Bolts`],
  ['A&B;', 'A&B;'],
  ['A&B', `A${BARE}B`],
  ['&&amp;', `${BARE}&amp;`],
  ['R&D <b>x;</b>', `R${BARE}D <b>x;</b>`],
])('in %s', (text, expected) => expect(guarded([text])).toBe(expected));

it('does the same however the text is cut, and loses nothing', () => {
  const text = fc.array(fc.constantFrom('&', 'amp;', '&amp;', 'x', '#38;', ';', ' ', '<b>', 'y'.repeat(40)), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, fc.array(fc.nat(200), { maxLength: 6 }), (parts, cuts) => {
      const whole = parts.join('');
      const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b), whole.length];
      const pieces = places.slice(1).map((end, at) => whole.slice(places[at], end));
      expect(guarded(pieces)).toBe(guarded([whole]));
      expect(withAmpersands(guarded(pieces))).toBe(whole);
    }),
  );
});
