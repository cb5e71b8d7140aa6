import { expect, it } from 'vitest';
import { kindOfFile } from './workbook-kind.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const compound = (...names: string[]) =>
  new Blob([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_016), ...names.map(utf16)]);

it.each([
  ['a zip', new Blob(['PK\u0003\u0004…']), 'workbook'],
  ['a workbook with a password', compound('EncryptionInfo\0\0', 'EncryptedPackage'), 'password'],
  ['a workbook from before 2007', compound('Workbook'), 'other-kind'],
  ['a page that calls itself a workbook', new Blob(['\ufeff\n<HTML xmlns:x="urn:x"><table>']), 'other-kind'],
  ['a table in the XML of 2003', new Blob(['<?xml version="1.0"?><Workbook/>']), 'other-kind'],
  ['a list', new Blob(['<0415231090>\t2\n']), 'unknown'],
  ['a list in UTF-16', new Blob([Buffer.from([0xff, 0xfe]), utf16('04152-31090')]), 'unknown'],
  ['nothing', new Blob([]), 'unknown'],
])('%s', async (_, file, kind) => {
  expect(await kindOfFile(file)).toBe(kind);
});
