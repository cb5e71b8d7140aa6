import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DomainError, NotFound } from '@qipei/kernel';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { FITMENT_MIGRATIONS } from '../adapters/sqlite/fitment-migrations.ts';
import { sqliteRulePacks } from '../adapters/sqlite/sqlite-rule-packs.ts';
import type { RulePackRepository } from '../domain/rule-pack-repository.ts';
import { RULE_PACK_LIMITS, tenantRulePacks } from './tenant-rule-packs.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-tenant-rule-packs-'));
let databases = 0;
afterAll(() => rmSync(folder, { recursive: true }));

const rulesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    wmi: `L${(index % 64).toString(8).padStart(2, '0')}`,
    key: 'EF*',
    values: { model: `model ${index}` },
  }));
const json = (id: string, over: object = {}) =>
  JSON.stringify({
    ...{ format: 'qipei-rule-pack/1', id, source: 'a made-up catalogue', confidence: 0.8 },
    ...{ rules: rulesOf(1), ...over },
  });

/** Two processes over one database, with a clock that is set by hand. */
function opened() {
  databases += 1;
  const db = openDatabase({ file: join(folder, `${databases}.sqlite`), migrations: FITMENT_MIGRATIONS });
  const clock = { ms: 1_000_000, now: () => new Date(clock.ms) };
  const unreadable: string[] = [];
  const reads = { list: 0, find: 0 };
  const repository = sqliteRulePacks(db);
  const counted: RulePackRepository = {
    ...repository,
    list: (tenant) => {
      reads.list += 1;
      return repository.list(tenant);
    },
    find: (tenant, name) => {
      reads.find += 1;
      return repository.find(tenant, name);
    },
  };
  const process = () =>
    tenantRulePacks({
      ...{ store: counted, clock },
      onUnreadable: (tenant, name) => unreadable.push(`${tenant}/${name}`),
    });
  return { clock, reads, repository, unreadable, first: process(), second: process() };
}

const ids = (packs: readonly { id: string }[]) => packs.map(({ id }) => id);
async function refusalOf(call: Promise<unknown>): Promise<DomainError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('tenants’ rule packs', () => {
  it('are used at once where they were put, a second later elsewhere, and by their owner alone', async () => {
    const { first, second, clock } = opened();
    expect(ids(await second.of('acme'))).toEqual([]);
    await first.put('acme', 'one', json('one'));
    expect(ids(await first.of('acme'))).toEqual(['one']);
    expect(ids(await second.of('acme'))).toEqual([]);
    clock.ms += 1_000;
    expect(ids(await second.of('acme'))).toEqual(['one']);
    expect(ids(await first.of('other'))).toEqual([]);
    await first.remove('acme', 'one');
    expect(ids(await first.of('acme'))).toEqual([]);
    clock.ms += 1_000;
    expect(ids(await second.of('acme'))).toEqual([]);
  });

  it('are read once for as long as they stay the same, also where many ask together', async () => {
    const { first, clock, reads } = opened();
    await first.put('acme', 'one', json('one'));
    await first.put('acme', 'two', json('two'));
    const [before] = await Promise.all(Array.from({ length: 50 }, () => first.of('acme')));
    expect(reads).toEqual({ list: 1, find: 2 });
    clock.ms += 60_000;
    const after = await first.of('acme');
    expect(reads).toEqual({ list: 2, find: 2 });
    expect(after[0]).toBe(before?.[0]);
    await first.put('acme', 'two', json('two', { title: 'a new edition' }));
    expect((await first.of('acme')).map(({ title }) => title)).toEqual(['', 'a new edition']);
  });

  it('are seen anew where the clock is put back', async () => {
    const { first, second, clock } = opened();
    await second.of('acme');
    await first.put('acme', 'one', json('one'));
    clock.ms -= 3_600_000;
    expect(ids(await second.of('acme'))).toEqual(['one']);
  });

  it('are refused with the place of every fault, and nothing is kept', async () => {
    const { first } = opened();
    const broken = json('one', { title: 7 });
    const refused = await refusalOf(first.put('acme', 'one', broken));
    expect(refused).toMatchObject({ kind: 'invalid', code: 'rule-pack-invalid' });
    expect(refused.fields.map(({ field }) => field)).toContain('title');
    const key = { wmi: 'LGW', key: '(a+)+$', values: { model: 'x' } };
    const many = json('one', { rules: Array.from({ length: 200 }, () => key) });
    const { fields } = await refusalOf(first.put('acme', 'one', many));
    expect(fields).toHaveLength(20);
    expect(fields[0]?.field).toBe('rules[0].key');
    expect(await refusalOf(first.put('acme', 'other', json('one')))).toMatchObject({
      code: 'rule-pack-name',
    });
    const long = await refusalOf(first.put('acme', 'one', ' '.repeat(3_000_001)));
    expect(long).toMatchObject({ kind: 'too-large', code: 'rule-pack-too-large' });
    expect(await first.list('acme')).toEqual([]);
    await expect(first.get('acme', 'one')).rejects.toThrow(NotFound);
    await expect(first.remove('acme', 'one')).rejects.toThrow(NotFound);
  });

  it('may be so many, with so many rules', async () => {
    const { first } = opened();
    for (const name of ['a', 'b']) await first.put('acme', name, json(name, { rules: rulesOf(20_000) }));
    const rules = await refusalOf(first.put('acme', 'c', json('c', { rules: rulesOf(10_001) })));
    expect(rules).toMatchObject({ kind: 'conflict', code: 'rule-packs-too-many-rules' });
    for (let index = 2; index < RULE_PACK_LIMITS.packs; index++)
      await first.put('acme', `p${index}`, json(`p${index}`));
    expect(await refusalOf(first.put('acme', 'c', json('c')))).toMatchObject({
      kind: 'conflict',
      code: 'rule-packs-too-many-packs',
    });
    expect(ids(await first.of('acme'))).toHaveLength(RULE_PACK_LIMITS.packs);
    await first.put('other', 'c', json('c'));
  });

  it('leave out one that can’t be read any more, and say so', async () => {
    const { first, repository, unreadable } = opened();
    await first.put('acme', 'good', json('good'));
    const head = { title: '', priority: 0, ruleCount: 1, digest: 'd', updatedAt: new Date() };
    const old = { ...head, name: 'old', json: '{"format":"of another time"}' };
    await repository.put('acme', old, RULE_PACK_LIMITS);
    expect(ids(await first.of('acme'))).toEqual(['good']);
    expect(unreadable).toEqual(['acme/old']);
  });

  it('are forgotten of those who haven’t decoded for long, and read again', async () => {
    const { first, reads } = opened();
    for (let tenant = 0; tenant < 6; tenant++)
      await first.put(`t${tenant}`, 'p', json('p', { rules: rulesOf(20_000) }));
    for (let tenant = 0; tenant < 6; tenant++) await first.of(`t${tenant}`);
    expect(reads.find).toBe(6);
    expect(ids(await first.of('t5'))).toEqual(['p']);
    expect(reads.find).toBe(6);
    expect(ids(await first.of('t0'))).toEqual(['p']);
    expect(reads.find).toBe(7);
  });
});
