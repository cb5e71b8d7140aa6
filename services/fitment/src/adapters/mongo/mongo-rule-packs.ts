import {
  createIndexes,
  documentsById,
  insertMissing,
  isCollectionEmpty,
  type MongoMigration,
  withDatabaseErrors,
} from '@qipei/mongo';
import { type Connection, type Model, Schema } from 'mongoose';
import type {
  RulePackArchive,
  RulePackHead,
  RulePackRecord,
  RulePackRepository,
  StoredRulePack,
} from '../../domain/rule-pack-repository.ts';

interface RulePackDocument extends StoredRulePack {
  /** `<tenant>/<name>` */
  _id: string;
  tenant: string;
}

const COLLECTION = 'rule_packs';

export const RULE_PACK_MONGO_MIGRATION: MongoMigration = {
  id: 'rule-packs-1',
  up: createIndexes(COLLECTION, [{ name: 'of-tenant', key: { tenant: 1, name: 1 }, unique: true }]),
};

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;

const rulePackSchema = new Schema<RulePackDocument>(
  {
    ...{ _id: text, tenant: text, name: text, digest: text, json: text },
    // Mongoose takes an empty text for an absent one.
    title: { type: String, default: '' },
    ...{ priority: whole, ruleCount: whole },
    updatedAt: { type: Date, required: true },
  },
  { collection: COLLECTION, versionKey: false, strict: 'throw', timestamps: false },
);

export function rulePackModel(connection: Connection): Model<RulePackDocument> {
  return connection.model('RulePack', rulePackSchema);
}

const HEAD = 'name title priority ruleCount digest updatedAt';

export function mongoRulePacks(packs: Model<RulePackDocument>): RulePackRepository {
  const list = async (tenant: string): Promise<RulePackHead[]> => {
    const found = await packs.find({ tenant }).select(HEAD).sort({ name: 1 }).lean<RulePackDocument[]>();
    return found.map(toHead);
  };
  return withDatabaseErrors<RulePackRepository>({
    list,
    async find(tenant, name) {
      const found = await packs.findOne({ _id: idOf(tenant, name) }).lean<RulePackDocument>();
      return found === null ? undefined : { ...toHead(found), json: found.json };
    },
    async put(tenant, pack, limits) {
      const others = (await list(tenant)).filter(({ name }) => name !== pack.name);
      if (others.length >= limits.packs) return 'too-many-packs';
      if (others.reduce((sum, { ruleCount }) => sum + ruleCount, pack.ruleCount) > limits.rules)
        return 'too-many-rules';
      const _id = idOf(tenant, pack.name);
      const { upsertedCount } = await packs.replaceOne({ _id }, { _id, tenant, ...pack }, { upsert: true });
      return upsertedCount > 0 ? 'created' : 'replaced';
    },
    async remove(tenant, name) {
      return (await packs.deleteOne({ _id: idOf(tenant, name) })).deletedCount > 0;
    },
  });
}

export function mongoRulePackArchive(packs: Model<RulePackDocument>): RulePackArchive {
  return {
    isEmpty: () => isCollectionEmpty(packs),
    async *read(): AsyncGenerator<RulePackRecord> {
      for await (const found of documentsById<RulePackDocument>(packs)) {
        yield { kind: 'rule-pack', tenant: found.tenant, ...toHead(found), json: found.json };
      }
    },
    adopt: (records) =>
      insertMissing(
        packs,
        records.map(({ kind: _, ...record }) => ({ _id: idOf(record.tenant, record.name), ...record })),
      ),
  };
}

function idOf(tenant: string, name: string): string {
  return `${tenant}/${name}`;
}

/** An empty title isn't kept. */
function toHead({
  name,
  title = '',
  priority,
  ruleCount,
  digest,
  updatedAt,
}: RulePackDocument): RulePackHead {
  return { name, title, priority, ruleCount, digest, updatedAt };
}
