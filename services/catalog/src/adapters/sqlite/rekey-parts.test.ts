import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { KEY_RULES_VERSION } from '@qipei/part-number';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PartChange } from '../../domain/part-change.ts';
import { importOf } from '../../domain/part-contract.fixture.ts';
import type { PartCells } from '../../domain/part-row.ts';
import { toldEvent } from '../events/told-event.fixture.ts';
import { openSqliteCatalog } from './open-sqlite-catalog.ts';
import { REKEY_MIGRATIONS } from './rekey-parts.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-rekey-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

type Upsert = Extract<PartChange, { action: 'upsert' }>;

const KINDS = ['own', 'oe', 'cross-reference'] as const;
const row = (cells: PartCells): PartCells => ({ brand: 'HENGST', partType: 'oil-filter', ...cells });

/** As version 1 of the rules left it: numbers of makes that had no rule then, under general keys in spaces of their own. */
async function writeAsVersionOne(rows: PartCells[], former: Record<string, string>): Promise<void> {
  const catalog = openSqliteCatalog({ dataDir }, 'imports');
  const [changes, context] = importOf('acme').batch(rows);
  const old = changes.map((change) => (change.action === 'delete' ? change : asBefore(change, former)));
  catalog.writer.apply(old, context);
  await catalog[Symbol.asyncDispose]();
  const db = new DatabaseSync(join(dataDir, 'catalog.sqlite'));
  for (const { id } of REKEY_MIGRATIONS) db.prepare('DELETE FROM schema_migration WHERE id = ?').run(id);
  db.exec("UPDATE number_index SET space = 'FORMER' WHERE space <> 'HENGST'; DELETE FROM outbox");
  db.close();
}

function asBefore(change: Upsert, former: Record<string, string>): Upsert {
  const { content, identity } = change;
  const numbers = content.numbers.map((number) => {
    const key = former[number.raw];
    return key === undefined
      ? number
      : { ...number, key, rule: 'general', confidence: 0.8, display: number.raw };
  });
  const partNumberKey = numbers[0]?.key ?? '';
  return {
    ...change,
    identity: { ...identity, partNumberKey },
    content: { ...content, numbers, partNumberKey },
  };
}

test('numbers that are stored get the keys and spaces of the rules of today, once', async () => {
  await writeAsVersionOne(
    [
      row({ partNumber: 'H1', oeNumbers: ['一汽-大众:1HO 819 644', 'Toyota:90915-YZZE1'] }),
      row({ partNumber: 'H2', oeNumbers: ['Toyota:90915-YZZE1'], supersededBy: ['Bosch:0 986 494 294'] }),
      row({ partNumber: 'H3', crossReferences: ['博世:0986494294'] }),
    ],
    { '1HO 819 644': '1HO819644' },
  );
  for (let start = 0; start < 2; start += 1) {
    await using catalog = openSqliteCatalog({ dataDir }, 'imports');
    const find = async (key: string, space: string) =>
      (await catalog.reader.byNumber('acme', { key, space, kinds: KINDS, limit: 9 })).map(
        ({ part }) => `${part.partNumber} v${part.version}`,
      );
    expect(await find('1H0819644', 'vw-group-o-to-zero')).toEqual(['H1 v2']);
    expect(await find('1HO819644', 'FORMER')).toEqual([]);
    expect(await find('90915YZZE1', 'toyota-5-5')).toEqual(['H1 v2', 'H2 v1']);
    expect(await find('0986494294', 'bosch-10')).toEqual(['H3 v1']);
    const told = catalog.outbox.read(100).map(toldEvent);
    expect(told.map(({ part, version }) => [part?.partNumber, version])).toEqual([['H1', 2]]);
    expect(told[0]?.part?.numbers[1]).toMatchObject({ key: '1H0819644', rule: 'vw-group-o-to-zero' });
  }
});

test('two parts that turn out to have one number are both kept, the later one under its former key', async () => {
  const part = (partNumber: string): PartCells => ({
    brand: '一汽-大众',
    partType: 'oil-filter',
    partNumber,
  });
  await writeAsVersionOne([part('1HO 819 644'), part('1H0 819 644'), part('O6A 115 561 B')], {
    '1HO 819 644': '1HO819644',
    'O6A 115 561 B': 'O6A115561B',
  });
  await using catalog = openSqliteCatalog({ dataDir }, 'imports');
  const found = await catalog.reader.byNumber('acme', { key: '1H0819644', kinds: KINDS, limit: 9 });
  expect(found.map(({ part: { partNumber } }) => partNumber)).toEqual(['1HO 819 644', '1H0 819 644']);
  const brandKey = '一汽大众';
  const identities = ['1H0819644', '1HO819644', '06A115561B', 'O6A115561B'].map((partNumberKey) => ({
    brandKey,
    partNumberKey,
  }));
  const resolved = await catalog.reader.resolve('acme', identities);
  expect(resolved.map((each) => each !== undefined)).toEqual([true, true, true, false]);
});

test('each version of the rules has its migration', () => {
  expect(REKEY_MIGRATIONS.map(({ id }) => id).at(-1)).toBe(`catalog-number-rules-${KEY_RULES_VERSION}`);
});
