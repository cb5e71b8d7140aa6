import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readQualifierTable } from './read-qualifier-table.ts';

async function* source(file: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof file === 'string' ? Buffer.from(file) : file;
}

const params = (...values: string[]) => values.map((value) => ({ value, uom: '' }));

test.each([
  ['commas', 'id,text\n945,"With <p1 type=""num""/> in. gear"\n'],
  ['types beside the text', 'id;text;types\nqdb.qualifier:0945;With <p1/> in. gear;NUM\n'],
  ['types for a text without places', '编号\t条件文本\t参数类型\n945\tgear\tnum\n'],
  [
    'the headings of Qdb',
    'QualifierID|QualifierText|ExampleText\n945|With <p1 type="num"/> in. gear|With 6.5 in. gear\n',
  ],
  ['lines of JSON', '{"id":"945","text":"With <p1/> in. gear","types":["num"]}\n'],
  ['the same twice', 'id,text\n945,<p1 type=num/>\n0945,<p1 type=num/>\n'],
])('a list with %s', async (_, file) => {
  for (const each of [file, gzipSync(file)]) {
    const table = await readQualifierTable(source(each));
    expect(table.wrong('945', params('6.5'))).toBeUndefined();
    expect(table.wrong('945', params('big'))?.message).toContain("is a num; 'big' is none");
    expect(table.wrong('945', [])?.code).toBe('qualifier-parameters');
    expect(table.wrong('9', [])?.code).toBe('qualifier-unknown');
  }
});

test.each([
  ['', /empty/],
  ['id,text\n', /line 1: it has no qualifiers/],
  ['a,b\n1,2\n', /id/],
  ['id,text\nseven,x\n', /line 2: 'seven' is no id/],
  ['id,text\n7,\n', /line 2: text: A value is required/],
  ['id,text\n7,a\n7,b\n', /line 3: qualifier 7 has two texts/],
  ['PK\u0003\u0004rubbish', /zip/],
])('%j is refused with a reason', async (file, why) => {
  await expect(readQualifierTable(source(file))).rejects.toThrow(why);
});
