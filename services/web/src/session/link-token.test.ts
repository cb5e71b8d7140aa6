import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkViewOf, tokenOfFragment } from './link-token.ts';

const TOKEN = `${'aB3_-'.repeat(8)}xyz`;

describe('the token of a mailed link', () => {
  it('is what stands behind the #, and nothing that a mail program put there', () => {
    expect(tokenOfFragment(`#${TOKEN}`)).toBe(TOKEN);
    for (const more of ['.', '>', ')', '&utm_source=mail', ' ', '/x'])
      expect(tokenOfFragment(`#${TOKEN}${more}`)).toBe(TOKEN);
  });

  it.each(['', '#', TOKEN, `#${TOKEN.slice(1)}`, `#${TOKEN}a`, `##${TOKEN}`, `#../${TOKEN}`, `# ${TOKEN}`])(
    'is none in %j',
    (hash) => {
      expect(tokenOfFragment(hash)).toBeUndefined();
    },
  );

  it('is never more than a path of the API may hold', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120, unit: 'binary' }), (text) => {
        expect(tokenOfFragment(`#${text}`) ?? TOKEN).toMatch(/^[\w-]{43}$/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the view that a link opens', () => {
  it.each([
    ['/reset-password', 'reset-password'],
    ['/reset-password/', 'reset-password'],
    ['/t/demo/accept-invitation', 'accept-invitation'],
    ['/', undefined],
    ['/accept-invitation/x', undefined],
    ['/reset-passwords', undefined],
  ])('%s', (pathname, view) => {
    expect(linkViewOf(pathname)).toBe(view);
  });
});
