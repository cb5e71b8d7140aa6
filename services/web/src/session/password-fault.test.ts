import { expect, it } from 'vitest';
import { passwordFault } from './password-fault.ts';

it.each([
  ['', '', 'refusal.passwordTooShort'],
  ['123456789', '123456789', 'refusal.passwordTooShort'],
  ['correct horse', 'correct horse', undefined],
  ['correct horse', 'correct house', 'refusal.passwordsDiffer'],
  ['正确的马电池订书钉啊', '正确的马电池订书钉啊', undefined],
  // Five characters of two code units each.
  ['🚗🚙🚌🚎🏎', '🚗🚙🚌🚎🏎', 'refusal.passwordTooShort'],
  // A letter and its accent are one character.
  ['e\u0301'.repeat(9), 'e\u0301'.repeat(9), 'refusal.passwordTooShort'],
  ['x'.repeat(200), 'x'.repeat(200), undefined],
  ['x'.repeat(201), 'x'.repeat(201), 'refusal.passwordTooLong'],
  ['🚗'.repeat(200), '🚗'.repeat(200), undefined],
] as const)('%j, repeated as %j', (password, again, fault) => {
  expect(passwordFault(password, again)).toBe(fault);
});
