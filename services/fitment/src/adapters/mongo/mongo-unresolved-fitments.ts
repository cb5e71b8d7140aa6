import { createIndexes, type MongoMigration, withDatabaseErrors } from '@qipei/mongo';
import { type Connection, type Model, Schema } from 'mongoose';
import { UNKNOWN_PARTS } from '../../domain/unknown-part.ts';
import type {
  UnresolvedFitment,
  UnresolvedFitments,
  UnresolvedKey,
} from '../../domain/unresolved-fitments.ts';

interface UnresolvedDocument extends Omit<UnresolvedFitment, 'cells' | 'dataSet'> {
  /** `<publisher>/<part>/<key>` */
  _id: string;
  dataSet?: string;
  /** The row's cells, as JSON of an object. */
  cells: string;
}

const COLLECTION = 'unresolved_fitments';
const AT_ONCE = 1_000;

export const UNRESOLVED_MONGO_MIGRATION: MongoMigration = {
  id: '002-unresolved-fitments',
  up: createIndexes(COLLECTION, [
    { name: 'of-publisher', key: { publisher: 1, partId: 1, key: 1 }, unique: true },
  ]),
};

const text = { type: String, required: true } as const;

const schema = new Schema<UnresolvedDocument>(
  {
    ...{ _id: text, publisher: text, partId: text, key: text, code: text, column: text, message: text },
    ...{ source: text, dataSet: String, since: { type: Date, required: true }, cells: text },
  },
  { collection: COLLECTION, versionKey: false, strict: 'throw' },
);

export function unresolvedModel(connection: Connection): Model<UnresolvedDocument> {
  return connection.model('UnresolvedFitment', schema);
}

export function mongoUnresolvedFitments(rows: Model<UnresolvedDocument>): UnresolvedFitments {
  const idOf = (publisher: string, { partId, key }: UnresolvedKey) => `${publisher}/${partId}/${key}`;
  return withDatabaseErrors({
    async settle(
      publisher: string,
      kept: readonly UnresolvedFitment[],
      resolved: () => readonly UnresolvedKey[],
    ) {
      if (kept.length === 0 && (await rows.exists({ publisher })) === null) return;
      const gone = resolved().map((each) => idOf(publisher, each));
      for (let at = 0; at < gone.length; at += AT_ONCE)
        await rows.deleteMany({ _id: { $in: gone.slice(at, at + AT_ONCE) } });
      for (let at = 0; at < kept.length; at += AT_ONCE) {
        await rows.bulkWrite(
          kept.slice(at, at + AT_ONCE).map(({ partId, key, since, cells, ...said }) => ({
            updateOne: {
              filter: { _id: idOf(publisher, { partId, key }) },
              update: {
                $set: { ...said, cells: JSON.stringify(cells) },
                $setOnInsert: { partId, key, since },
              },
              upsert: true,
            },
          })),
          { ordered: false, throwOnValidationError: true },
        );
      }
    },
    async list(publisher: string, after: UnresolvedKey | undefined, limit: number) {
      const beyond =
        after === undefined
          ? {}
          : { $or: [{ partId: { $gt: after.partId } }, { partId: after.partId, key: { $gt: after.key } }] };
      const found = await rows
        .find({ publisher, ...beyond })
        .sort({ partId: 1, key: 1 })
        .limit(limit)
        .lean<UnresolvedDocument[]>();
      return found.map(toUnresolved);
    },
    async ofParts(publisher: string, partIds: readonly string[]) {
      const found = await rows
        .find({ publisher, partId: { $in: partIds } })
        .sort({ partId: 1, key: 1 })
        .lean<UnresolvedDocument[]>();
      return found.map(toUnresolved);
    },
    async unknownParts(publisher: string, after: string, limit: number) {
      const found = await rows.aggregate<{ row: UnresolvedDocument }>([
        {
          $match: {
            publisher,
            partId: { $gt: after === '' ? UNKNOWN_PARTS.from : after, $lt: UNKNOWN_PARTS.before },
          },
        },
        { $sort: { partId: 1, key: 1 } },
        { $group: { _id: '$partId', row: { $first: '$$ROOT' } } },
        { $sort: { _id: 1 } },
        { $limit: limit },
      ]);
      return found.map(({ row }) => toUnresolved(row));
    },
    count: async (publisher: string) => await rows.countDocuments({ publisher }),
    publishers: async () => await rows.distinct('publisher'),
  });
}

function toUnresolved({ _id, dataSet = '', cells, ...row }: UnresolvedDocument): UnresolvedFitment {
  return { ...row, dataSet, cells: JSON.parse(cells) as UnresolvedFitment['cells'] };
}
