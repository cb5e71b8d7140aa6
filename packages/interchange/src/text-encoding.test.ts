import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodeText } from './text-encoding.ts';
import { read, text, valuesOf } from './whole-file.fixture.ts';

describe('encodings', () => {
  const chinese = `零件号,名称\n${Array.from({ length: 300 }, (_, i) => `A${i},刹车片前${i}`).join('\n')}\n`;
  const western = `partNumber,Name\n${Array.from({ length: 300 }, (_, i) => `A${i},Größe für Kühler à côté ${i}`).join('\n')}\n`;
  const cyrillic = `Артикул,Наименование\n${Array.from({ length: 300 }, (_, i) => `A${i},Фильтр масляный № ${i} – Ёлка`).join('\n')}\n`;
  const columns = [
    text('partNumber', { required: true, synonyms: ['零件号', 'Артикул'] }),
    text('name', { synonyms: ['名称', 'Наименование'] }),
  ];

  test.each([
    ['utf-8', 'utf-8', chinese, ''],
    ['utf-8', 'utf-8', western, '\uFEFF'],
    ['utf-16le', 'utf-16le', chinese, '\uFEFF'],
    ['utf-16be', 'utf-16be', western, '\uFEFF'],
    ['gb18030', 'gb18030', chinese, ''],
    ['gb18030', 'gbk', chinese, ''],
    ['gb18030', 'gb18030', '零件号,名称\nA1,𠮷野家\n', ''],
    ['gb18030', 'gb18030', '零件号,名称\nA1,机油\n', ''],
    ['gb18030', 'gbk', '零件号,名称\nA1,火花塞 铱金\n', ''],
    ['windows-1251', 'windows-1251', cyrillic, ''],
    ['windows-1251', 'windows-1251', 'Артикул,Наименование\nA1,ДИСК\n', ''],
    ['windows-1252', 'windows-1252', western, ''],
    ['windows-1252', 'windows-1252', 'partNumber,name\nA1,Réf. créée à l’été déjà\n', ''],
    ['windows-1252', 'windows-1252', 'partNumber,name\nA1,Kühler\n', ''],
    [
      'windows-1252',
      'windows-1252',
      'partNumber,name\nA1,Étrier à étriers, “gauche” – 5 €\n'.replace('s, ', 's '),
      '',
    ],
  ])('%s (written as %s)', async (encoding, written, file, mark) => {
    const bytes = iconv.encode(mark + file, written, { addBOM: false });
    for (const chunk of [1, 3, 65_536]) {
      const found = await read(bytes, columns, { chunk });
      expect(found.notes[0]).toEqual({ code: 'encoding', value: encoding });
      expect(found.error).toBeUndefined();
      expect(found.faults).toEqual([]);
      expect(valuesOf(found)).toEqual(valuesOf(await read(file, columns)));
    }
  });

  test('comes in pieces as small as they are wanted', async () => {
    async function* source() {
      yield Buffer.from(chinese);
    }
    const pieces = await Array.fromAsync(decodeText(source(), undefined, 1_000));
    expect(pieces.map(({ text }) => text).join('')).toBe(chinese);
    expect(Math.max(...pieces.map(({ text }) => Buffer.byteLength(text)))).toBeLessThanOrEqual(1_002);
  });

  test('a file that stops being UTF-8 gives the rows before and names the line', async () => {
    const good = `partNumber,name\n${'A1,刹车片\n'.repeat(40_000)}`;
    const bytes = Buffer.concat([
      Buffer.from(good),
      Buffer.from([0x41, 0x32, 0x2c, 0xe9, 0x0a]),
      Buffer.from('A3,x\n'),
    ]);
    for (const chunk of [1000, 65_536, 10_000_000]) {
      const found = await read(bytes, columns, { chunk });
      expect(found.rows).toHaveLength(40_000);
      expect(found.error).toMatchObject({ code: 'invalid-encoding', line: 40_002 });
    }
  });

  test('a file cut off within a character', async () => {
    const found = await read(
      Buffer.from(`partNumber,name\n${'A1,b\n'.repeat(60_000)}A2,片`).subarray(0, -1),
      columns,
    );
    expect(found.rows).toHaveLength(60_000);
    expect(found.error).toMatchObject({ code: 'invalid-encoding', line: 60_002 });
  });

  test('UTF-32 and text without a byte order mark in UTF-16 are refused', async () => {
    expect((await read(iconv.encode(western, 'utf-32le', { addBOM: true }), columns)).error?.code).toBe(
      'unknown-encoding',
    );
    expect((await read(iconv.encode(western, 'utf-16le', { addBOM: false }), columns)).error?.code).toBe(
      'unknown-encoding',
    );
  });
});
