import { type Database, immediateTransaction, type Migration, patientTransaction } from '@qipei/sqlite';
import type {
  RulePackArchive,
  RulePackHead,
  RulePackRecord,
  RulePackRepository,
  StoredRulePack,
} from '../../domain/rule-pack-repository.ts';

export const RULE_PACK_MIGRATION: Migration = {
  id: 'rule-packs-1',
  up: `CREATE TABLE rule_packs (
    tenant TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    priority INTEGER NOT NULL,
    rule_count INTEGER NOT NULL,
    digest TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (tenant, name)
  ) STRICT`,
};

interface HeadRow {
  name: string;
  title: string;
  priority: number;
  rule_count: number;
  digest: string;
  updated_at: number;
}
type PackRow = HeadRow & { tenant: string; json: string };

const HEAD = 'name, title, priority, rule_count, digest, updated_at';
const AT_ONCE = 20;

export function sqliteRulePacks(db: Database): RulePackRepository {
  const list = db.prepare<[string], HeadRow>(`SELECT ${HEAD} FROM rule_packs WHERE tenant = ? ORDER BY name`);
  const find = db.prepare<[string, string], PackRow>(
    'SELECT * FROM rule_packs WHERE tenant = ? AND name = ?',
  );
  const others = db.prepare<[string, string], { packs: number; rules: number }>(
    'SELECT count(*) AS packs, coalesce(sum(rule_count), 0) AS rules FROM rule_packs WHERE tenant = ? AND name <> ?',
  );
  const exists = db.prepare<[string, string]>('SELECT 1 FROM rule_packs WHERE tenant = ? AND name = ?');
  const replace = insertion(db, 'OR REPLACE');
  const remove = db.prepare<[string, string]>('DELETE FROM rule_packs WHERE tenant = ? AND name = ?');
  return {
    list: async (tenant) => list.all(tenant).map(toHead),
    async find(tenant, name) {
      const row = find.get(tenant, name);
      return row === undefined ? undefined : { ...toHead(row), json: row.json };
    },
    async put(tenant, pack, limits) {
      return await patientTransaction(db, () => {
        const { packs = 0, rules = 0 } = others.get(tenant, pack.name) ?? {};
        if (packs >= limits.packs) return 'too-many-packs';
        if (rules + pack.ruleCount > limits.rules) return 'too-many-rules';
        const replaced = exists.get(tenant, pack.name) !== undefined;
        replace(tenant, pack);
        return replaced ? 'replaced' : 'created';
      });
    },
    remove: (tenant, name) => patientTransaction(db, () => remove.run(tenant, name).changes > 0),
  };
}

export function sqliteRulePackArchive(db: Database): RulePackArchive {
  const any = db.prepare('SELECT 1 FROM rule_packs LIMIT 1');
  const page = db.prepare<[string, number], PackRow>(
    `SELECT * FROM rule_packs WHERE tenant || '/' || name > ? ORDER BY tenant || '/' || name LIMIT ?`,
  );
  const adopt = insertion(db, 'OR IGNORE');
  return {
    isEmpty: async () => any.get() === undefined,
    async *read() {
      for (let rows = page.all('', AT_ONCE); rows.length > 0; ) {
        for (const row of rows) yield toRecord(row);
        const last = rows.at(-1);
        rows = page.all(`${last?.tenant}/${last?.name}`, AT_ONCE);
      }
    },
    async adopt(records) {
      immediateTransaction(db, () => {
        for (const { kind: _, tenant, ...pack } of records) adopt(tenant, pack);
      });
    },
  };
}

function insertion(db: Database, how: 'OR REPLACE' | 'OR IGNORE') {
  const insert = db.prepare(
    `INSERT ${how} INTO rule_packs (tenant, ${HEAD}, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (tenant: string, { name, title, priority, ruleCount, digest, updatedAt, json }: StoredRulePack) =>
    insert.run(tenant, name, title, priority, ruleCount, digest, updatedAt.getTime(), json);
}

function toHead({ name, title, priority, rule_count, digest, updated_at }: HeadRow): RulePackHead {
  return { name, title, priority, ruleCount: rule_count, digest, updatedAt: new Date(updated_at) };
}

function toRecord(row: PackRow): RulePackRecord {
  return { kind: 'rule-pack', tenant: row.tenant, ...toHead(row), json: row.json };
}
