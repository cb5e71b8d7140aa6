import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedMember } from './repeated-member.ts';

const look = (text: string) => repeatedMember(text, JSON.parse(text));

describe('a name that an object has twice', () => {
  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a" \n\t :1,"a":1}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"x":[{"a":1},{"b":{"c":1,"c":1}}]}', 'c'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"":1,"":2}', ''],
    ['{"q\\"":"\\\\","q\\"":1}', 'q"'],
    ['{"a":{"b":1},"a":{"b":1}}', 'a'],
  ])('is found in %s', (text, name) => {
    expect(look(text)).toBe(name);
  });

  it.each([
    '{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}',
    '{"a":"\\"a\\":1,\\"a\\":1"}',
    '{"a":" : : {","b":"}:"}',
    '["a","a"]',
    '"a"',
    'null',
    '[]',
  ])('is not seen in %s', (text) => {
    expect(look(text)).toBeUndefined();
  });

  it('property: never in what was written from a value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        expect(look(text)).toBeUndefined();
      }),
    );
  });

  it('bears nesting beyond the stack and long texts', () => {
    expect(look(`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)},"a":1}`)).toBe('a');
    expect(look(`{"a":${JSON.stringify('":\\"'.repeat(200_000))},"a":1}`)).toBe('a');
  });
});
