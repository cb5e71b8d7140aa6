import { expect, it } from 'vitest';
import { bytesText, durationText, shown } from './shown-text.ts';

it.each([
  ['机油滤清器', '机油滤清器'],
  ['a\u001b[2Jb\u0007c\r\nd', 'ab c  d'],
  ['safe\u202Etxt.exe', 'safe txt.exe'],
  ['\u001b]0;title\u0007x', 'x'],
  ['\ud800', '\ufffd'],
])('%j is shown as %j', (given, text) => expect(shown(given)).toBe(text));

it('cuts between letters', () => {
  expect(shown('😀'.repeat(5), 3)).toBe('😀😀😀…');
});

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_000, '1.0 kB'],
  [999_600, '1.0 MB'],
  [123_456_789, '123 MB'],
])('%i bytes are %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));

it.each([
  [0.2, '0 s'],
  [59.6, '1 min 00 s'],
  [3_661, '1 h 01 min'],
])('%d seconds are %s', (seconds, text) => expect(durationText(seconds)).toBe(text));
