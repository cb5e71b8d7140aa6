import { openMongo } from '@qipei/mongo';
import { KEY_RULES_VERSION } from '@qipei/part-number';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PartChange } from '../../domain/part-change.ts';
import { importOf } from '../../domain/part-contract.fixture.ts';
import { startTestMongo, type TestMongo } from './mongo-parts.fixture.ts';
import type { PartDocument } from './part-document.ts';
import { REKEY_MONGO_MIGRATIONS } from './rekey-mongo-parts.ts';

let mongo: TestMongo;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

const FORMER: Record<string, string> = { '1HO 819 644': '1HO819644' };

/** As version 1 of the rules folded it. */
function asBefore(change: PartChange): PartChange {
  if (change.action === 'delete') return change;
  const numbers = change.content.numbers.map((number) => {
    const key = FORMER[number.raw];
    return key === undefined ? number : { ...number, key, rule: 'general' };
  });
  const partNumberKey = numbers[0]?.key ?? '';
  return {
    ...change,
    identity: { ...change.identity, partNumberKey },
    content: { ...change.content, numbers, partNumberKey },
  };
}

test('numbers that are stored get the keys of the rules of today, once, and no part is lost', async () => {
  const brand = '一汽-大众';
  const row = { partType: 'oil-filter' };
  const [changes, context] = importOf('acme').batch([
    { ...row, brand, partNumber: '1H0 819 644' },
    { ...row, brand, partNumber: '1HO 819 644' },
    { ...row, brand: 'HENGST', partNumber: 'H1', oeNumbers: [`${brand}:1HO 819 644`, 'Toyota:90915-YZZE1'] },
    { ...row, brand: 'HENGST', partNumber: 'H2', oeNumbers: ['Toyota:90915-YZZE1'] },
  ]);
  {
    await using catalog = await mongo.open('rekey');
    await catalog.writer.apply(changes.map(asBefore), context);
  }
  const connection = await openMongo({ url: mongo.server.url, database: 'rekey-catalog' });
  const ids = REKEY_MONGO_MIGRATIONS.map(({ id }) => id);
  await connection.collection<{ _id: string }>('schema_migration').deleteMany({ _id: { $in: ids } });
  await connection
    .collection<PartDocument>('part')
    .updateMany({ numbers: /toyota/ }, { $set: { numbers: ['90915YZZE1 1 FORMER'] } });
  await connection.close();
  for (let start = 0; start < 2; start += 1) {
    await using catalog = await mongo.open('rekey');
    const find = async (key: string, space: string) =>
      (await catalog.reader.byNumber('acme', { key, space, kinds: ['own', 'oe'], limit: 9 })).map(
        ({ part }) => `${part.partNumber} v${part.version}`,
      );
    expect(await find('1H0819644', 'vw-group-o-to-zero')).toEqual([
      '1H0 819 644 v1',
      '1HO 819 644 v2',
      'H1 v2',
    ]);
    expect(await find('90915YZZE1', 'toyota-5-5')).toEqual(['H1 v2', 'H2 v1']);
    const told = await catalog.events();
    expect(told.filter(({ version }) => version === 2).map(({ part }) => part?.partNumber)).toEqual([
      '1HO 819 644',
      'H1',
    ]);
  }
  expect(ids.at(-1)).toBe(`number-rules-${KEY_RULES_VERSION}`);
});
