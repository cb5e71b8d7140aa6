import { TOPICS, toRecord } from '@qipei/contracts';
import { type Clock, newEventId } from '@qipei/kernel';
import { type Database, sqliteOutbox } from '@qipei/sqlite';
import type { PartFitments } from '../../domain/part-fitments.ts';
import type {
  FitmentEvent,
  PartFitmentsLister,
  PartFitmentsReader,
  PartFitmentsWriter,
} from '../../domain/part-fitments-repository.ts';
import { packFitments, unpackFitments } from './packed-fitments.ts';

interface PartFitmentsRow {
  part_id: string;
  publisher: string;
  public: number;
  version: number;
  body: string;
}

export function sqlitePartFitmentsReader(db: Database): PartFitmentsReader {
  const select = db.prepare<[string, string], PartFitmentsRow>(
    'SELECT * FROM part_fitments WHERE part_id = ? AND (publisher = ? OR public = 1)',
  );
  return { find: (tenant, partId) => toPartFitments(select.get(partId, tenant)) };
}

export function sqlitePartFitmentsLister(db: Database): PartFitmentsLister {
  const select = db.prepare<[string, number], PartFitmentsRow>(
    'SELECT * FROM part_fitments WHERE part_id > ? ORDER BY part_id LIMIT ?',
  );
  return {
    list: (partId, limit) =>
      select
        .all(partId, limit)
        .map((row) => toPartFitments(row))
        .filter((found) => found !== undefined),
  };
}

export function sqlitePartFitmentsWriter(db: Database, clock: Clock): PartFitmentsWriter {
  const outbox = sqliteOutbox(db);
  const select = db.prepare<[string, string], PartFitmentsRow>(
    'SELECT * FROM part_fitments WHERE part_id = ? AND publisher = ?',
  );
  const upsert = db.prepare(
    `INSERT INTO part_fitments (part_id, publisher, public, version, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (part_id) DO UPDATE SET public = excluded.public, version = excluded.version, body = excluded.body
     WHERE publisher = excluded.publisher`,
  );
  const setPublic = db.prepare(
    'UPDATE part_fitments SET public = ? WHERE part_id = ? AND publisher = ? AND public <> ?',
  );
  function tell(saved: PartFitments, event: FitmentEvent): void {
    const about = {
      id: newEventId(),
      tenant: saved.publisher,
      aggregateId: saved.partId,
      occurredAt: clock.now(),
    };
    outbox.add(TOPICS.fitmentPart, toRecord({ ...event, ...about }));
  }
  return {
    load: (publisher, partId) => toPartFitments(select.get(partId, publisher)),
    save(saved, event) {
      upsert.run(
        saved.partId,
        saved.publisher,
        saved.public ? 1 : 0,
        saved.version,
        packFitments(saved.fitments),
      );
      tell(saved, event);
    },
    tell,
    setPublic(publisher, partId, isPublic) {
      const flag = isPublic ? 1 : 0;
      setPublic.run(flag, partId, publisher, flag);
    },
  };
}

function toPartFitments(row: PartFitmentsRow | undefined): PartFitments | undefined {
  if (row === undefined) return undefined;
  return {
    partId: row.part_id,
    publisher: row.publisher,
    public: row.public === 1,
    version: row.version,
    fitments: unpackFitments(row.body),
  };
}
