import { randomBytes } from 'node:crypto';
import { createIndexes, isDuplicateKey, type MongoMigration, withDatabaseErrors } from '@qipei/mongo';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Diagram } from '../../domain/diagram.ts';
import type { Diagrams } from '../../domain/diagram-repository.ts';
import { diagramOfText, diagramText, indexedUnder } from '../pictures/diagram-text.ts';

/** A drawing with all that it is found by: one document, so that each write is one atomic step. */
export interface DiagramDocument {
  /** Publisher and id. */
  _id: string;
  publisher: string;
  diagramId: string;
  version: number;
  /** Kind and id of what is on it or what it belongs to. */
  under: string[];
  /** JSON of the drawing. */
  body: string;
}

interface SecretDocument {
  _id: string;
  secret: string;
}

const COLLECTION = 'diagram';
/** Begins what a drawing is found by, where that is a part on it. */
const ON_IT = 'part ';

export const DIAGRAM_MONGO_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: 'diagrams-1',
    up: createIndexes(COLLECTION, [
      { name: 'own', key: { publisher: 1, diagramId: 1 } },
      { name: 'under', key: { under: 1, publisher: 1, diagramId: 1 } },
    ]),
  },
];

const text = { type: String, required: true } as const;

const diagramSchema = new Schema<DiagramDocument>(
  {
    ...{ _id: text, publisher: text, diagramId: text, body: text },
    version: { type: Number, required: true },
    under: { type: [String], required: true },
  },
  { collection: COLLECTION, versionKey: false, strict: 'throw' },
);

export function diagramModel(connection: Connection): Model<DiagramDocument> {
  return connection.model('Diagram', diagramSchema);
}

function idOf(publisher: string, diagramId: string): string {
  return `${publisher} ${diagramId}`;
}

export function toDiagramDocument(diagram: Diagram): DiagramDocument {
  const { publisher, diagramId, version } = diagram;
  const under = indexedUnder(diagram).map(([kind, each]) => `${kind} ${each}`);
  const _id = idOf(publisher, diagramId);
  return { _id, publisher, diagramId, version, under, body: diagramText(diagram) };
}

/** Of a database that has `DIAGRAM_MONGO_MIGRATIONS`. */
export function mongoDiagrams(diagrams: Model<DiagramDocument>): Diagrams {
  return withDatabaseErrors<Diagrams>({
    async find(publisher, diagramId) {
      const found = await diagrams
        .findOne({ _id: idOf(publisher, diagramId) })
        .lean<Pick<DiagramDocument, 'body'>>();
      return found === null ? undefined : diagramOfText(found.body);
    },
    async list(query, { after, limit }) {
      const behind = [
        { publisher: { $gt: after.publisher } },
        { publisher: after.publisher, diagramId: { $gt: after.diagramId } },
      ];
      const { by, id } = query;
      const filter =
        by === 'publisher'
          ? { publisher: id, diagramId: { $gt: after.diagramId } }
          : {
              under: `${by} ${id}`,
              $or: behind,
              ...(by === 'part' && { publisher: { $in: [...query.publishers] } }),
            };
      const found = await diagrams
        .find(filter)
        .select('publisher diagramId under')
        .sort({ publisher: 1, diagramId: 1 })
        .limit(limit)
        .lean<Pick<DiagramDocument, 'publisher' | 'diagramId' | 'under'>[]>();
      return found.map(({ publisher, diagramId, under }) => ({
        ...{ publisher, diagramId },
        partIds: under.flatMap((each) => (each.startsWith(ON_IT) ? [each.slice(ON_IT.length)] : [])),
      }));
    },
    countOf: (publisher) => diagrams.countDocuments({ publisher }),
    async secret() {
      const found = await diagrams.db
        .collection<SecretDocument>('diagram_secret')
        .findOneAndUpdate(
          { _id: 'lists' },
          { $setOnInsert: { secret: randomBytes(32).toString('hex') } },
          { upsert: true, returnDocument: 'after' },
        );
      if (found === null) throw new Error('the secret of the drawings is gone');
      return Buffer.from(found.secret, 'hex');
    },
    async save(diagram) {
      const { _id, ...set } = toDiagramDocument(diagram);
      const { version } = set;
      if (version > 1) {
        const { matchedCount } = await diagrams.updateOne({ _id, version: version - 1 }, { $set: set });
        return matchedCount === 1;
      }
      try {
        await diagrams.insertMany([{ _id, ...set }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async remove({ publisher, diagramId, version }) {
      const { deletedCount } = await diagrams.deleteOne({ _id: idOf(publisher, diagramId), version });
      return deletedCount === 1;
    },
  });
}
