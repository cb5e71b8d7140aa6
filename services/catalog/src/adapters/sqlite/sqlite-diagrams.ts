import { randomBytes } from 'node:crypto';
import { type Database, type Migration, patientTransaction } from '@qipei/sqlite';
import type { Diagram } from '../../domain/diagram.ts';
import type { DiagramKey, Diagrams } from '../../domain/diagram-repository.ts';
import { diagramOfText, diagramText, indexedUnder } from '../pictures/diagram-text.ts';

export const DIAGRAM_MIGRATIONS: readonly Migration[] = [
  {
    id: 'catalog-diagrams-1',
    up: `CREATE TABLE diagram (
      publisher TEXT NOT NULL,
      diagram_id TEXT NOT NULL,
      version INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (publisher, diagram_id)
    ) STRICT;
    CREATE TABLE diagram_index (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      publisher TEXT NOT NULL,
      diagram_id TEXT NOT NULL,
      PRIMARY KEY (kind, id, publisher, diagram_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX diagram_index_of ON diagram_index (publisher, diagram_id)`,
  },
  {
    id: 'catalog-diagrams-2',
    up(db) {
      db.exec('CREATE TABLE diagram_secret (secret BLOB NOT NULL) STRICT');
      db.prepare('INSERT INTO diagram_secret VALUES (?)').run(randomBytes(32));
    },
  },
];

type Key = [publisher: string, diagramId: string];

/** Of a file that has `DIAGRAM_MIGRATIONS`. */
export function sqliteDiagrams(db: Database): Diagrams {
  const found = db
    .prepare<Key, string>('SELECT body FROM diagram WHERE publisher = ? AND diagram_id = ?')
    .pluck();
  const versionOf = db
    .prepare<Key, number>('SELECT version FROM diagram WHERE publisher = ? AND diagram_id = ?')
    .pluck();
  const put = putDiagramRows(db);
  const remove = db.prepare('DELETE FROM diagram WHERE publisher = ? AND diagram_id = ?');
  const forget = db.prepare('DELETE FROM diagram_index WHERE publisher = ? AND diagram_id = ?');
  const own = db.prepare<[string, string, number], DiagramKey>(
    `SELECT publisher, diagram_id AS diagramId FROM diagram WHERE publisher = ? AND diagram_id > ?
     ORDER BY diagram_id LIMIT ?`,
  );
  const indexed = db.prepare<[string, string, string, string, number], DiagramKey>(
    `SELECT publisher, diagram_id AS diagramId FROM diagram_index
     WHERE kind = ? AND id = ? AND (publisher, diagram_id) > (?, ?) ORDER BY publisher, diagram_id LIMIT ?`,
  );
  const indexedOf = db.prepare<[string, string, string, number], DiagramKey>(
    `SELECT publisher, diagram_id AS diagramId FROM diagram_index
     WHERE kind = 'part' AND id = ? AND publisher = ? AND diagram_id > ? ORDER BY diagram_id LIMIT ?`,
  );
  const partsOn = db
    .prepare<Key, string>(
      "SELECT id FROM diagram_index WHERE publisher = ? AND diagram_id = ? AND kind = 'part'",
    )
    .pluck();
  const count = db.prepare<[string], number>('SELECT count(*) FROM diagram WHERE publisher = ?').pluck();
  const secret = db.prepare<[], Buffer>('SELECT secret FROM diagram_secret').pluck();

  function ofPublishers(
    partId: string,
    publishers: readonly string[],
    { after, limit }: { after: DiagramKey; limit: number },
  ): DiagramKey[] {
    const found: DiagramKey[] = [];
    for (const publisher of [...new Set(publishers)].sort()) {
      if (publisher < after.publisher) continue;
      const behind = publisher === after.publisher ? after.diagramId : '';
      found.push(...indexedOf.all(partId, publisher, behind, limit - found.length));
      if (found.length >= limit) break;
    }
    return found;
  }

  const isAt = ({ publisher, diagramId }: Diagram, version: number) =>
    (versionOf.get(publisher, diagramId) ?? 0) === version;

  return {
    async find(publisher, diagramId) {
      const body = found.get(publisher, diagramId);
      return body === undefined ? undefined : diagramOfText(body);
    },
    async list(query, { after, limit }) {
      const { by, id } = query;
      const keys =
        by === 'part'
          ? ofPublishers(id, query.publishers, { after, limit })
          : by === 'publisher'
            ? own.all(id, after.diagramId, limit)
            : indexed.all(by, id, after.publisher, after.diagramId, limit);
      return keys.map((key) => ({ ...key, partIds: partsOn.all(key.publisher, key.diagramId) }));
    },
    countOf: async (publisher) => count.get(publisher) ?? 0,
    async secret() {
      const found = secret.get();
      if (found === undefined) throw new Error('the secret of the drawings is gone');
      return found;
    },
    save: (diagram) =>
      patientTransaction(db, () => {
        if (!isAt(diagram, diagram.version - 1)) return false;
        put(diagram);
        return true;
      }),
    remove: (diagram) =>
      patientTransaction(db, () => {
        const { publisher, diagramId, version } = diagram;
        if (!isAt(diagram, version)) return false;
        remove.run(publisher, diagramId);
        forget.run(publisher, diagramId);
        return true;
      }),
  };
}

/** Writes a drawing over what is there, with all that it is found by. Within the caller's transaction. */
export function putDiagramRows(db: Database): (diagram: Diagram) => void {
  const put = db.prepare(
    `INSERT INTO diagram VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET version = excluded.version, body = excluded.body`,
  );
  const index = db.prepare('INSERT OR IGNORE INTO diagram_index VALUES (?, ?, ?, ?)');
  const forget = db.prepare('DELETE FROM diagram_index WHERE publisher = ? AND diagram_id = ?');
  return (diagram) => {
    const { publisher, diagramId, version } = diagram;
    put.run(publisher, diagramId, version, diagramText(diagram));
    forget.run(publisher, diagramId);
    for (const [kind, id] of indexedUnder(diagram)) index.run(kind, id, publisher, diagramId);
  };
}
