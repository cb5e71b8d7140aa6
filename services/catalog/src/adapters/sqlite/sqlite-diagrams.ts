import { type Database, type Migration, patientTransaction } from '@qipei/sqlite';
import type { Diagram } from '../../domain/diagram.ts';
import type { Diagrams } from '../../domain/diagram-repository.ts';
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
  const own = db
    .prepare<[string, string, number], string>(
      'SELECT body FROM diagram WHERE publisher = ? AND diagram_id > ? ORDER BY diagram_id LIMIT ?',
    )
    .pluck();
  const indexed = db
    .prepare<[string, string, string, string, number], string>(
      `SELECT body FROM diagram_index JOIN diagram USING (publisher, diagram_id)
       WHERE kind = ? AND id = ? AND (diagram_index.publisher, diagram_index.diagram_id) > (?, ?)
       ORDER BY diagram_index.publisher, diagram_index.diagram_id LIMIT ?`,
    )
    .pluck();

  const isAt = ({ publisher, diagramId }: Diagram, version: number) =>
    (versionOf.get(publisher, diagramId) ?? 0) === version;

  return {
    async find(publisher, diagramId) {
      const body = found.get(publisher, diagramId);
      return body === undefined ? undefined : diagramOfText(body);
    },
    list: async ({ by, id }, { after, limit }) =>
      (by === 'publisher'
        ? own.all(id, after.diagramId, limit)
        : indexed.all(by, id, after.publisher, after.diagramId, limit)
      ).map(diagramOfText),
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
