import { expect, it, test } from 'vitest';
import { textOfFile } from './text-of-file.ts';

const LIST = '零件号,数量\n90915-YZZE1,2\n';
/** 零件号 and 数量 in GB 18030 (GB 18030-2005, two-byte part). */
const GB = [0xc1, 0xe3, 0xbc, 0xfe, 0xba, 0xc5, 0x2c, 0xca, 0xfd, 0xc1, 0xbf];

test.each([
  ['UTF-8', Buffer.from(LIST)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${LIST}`)],
  ['UTF-16', Buffer.from(`\ufeff${LIST}`, 'utf16le')],
  ['UTF-16 the other way round', Buffer.from(`\ufeff${LIST}`, 'utf16le').swap16()],
  ['GB 18030', Buffer.from([...GB, ...Buffer.from(LIST.slice(6))])],
])('%s', async (_, bytes) => {
  expect((await textOfFile(new Blob([bytes])))?.replace('\ufeff', '')).toBe(LIST);
});

it('takes no workbook for text, and of a long file the beginning', async () => {
  expect(await textOfFile(new Blob([Buffer.from('PK\u0003\u0004\u0000\u0000')]))).toBe(undefined);
  const long = await textOfFile(new Blob(['机'.repeat(100_000)]));
  expect(long).toMatch(/^机{60000,}$/);
});
