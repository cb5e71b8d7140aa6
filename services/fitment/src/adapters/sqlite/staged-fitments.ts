import type { Database } from '@qipei/sqlite';
import type { StagedPart } from '../../application/fitment-staging.ts';
import { fitmentIdentity } from '../../domain/fitment.ts';
import type { FitmentChange } from '../../domain/part-fitments.ts';
import { packFitments, unpackFitments } from '../json/packed-fitments.ts';
import { packUnresolved, unpackUnresolved } from '../json/packed-unresolved.ts';
import type { SelectorPool } from '../json/selector-pool.ts';

interface StagedRow {
  part_id: string;
  public: number;
  brand: string;
  part_number: string;
  actions: string;
  fitments: string;
  waiting: string;
  settled: string;
  part_version: number;
  plain: number;
}

/** Who may see a part, as far as is known. */
export interface PartVisibility {
  public: boolean;
  /** The catalogue's version of the part that says so; 0 where that isn't known. */
  partVersion: number;
}

export interface StagedRowOfPart extends StagedPart, PartVisibility {
  /** Its fitments, packed, where all that it says is these, no two of which are one application; else empty. */
  packed: string;
}

/** Rows of files as they came, by part. Each call is part of the caller's transaction. */
export function stagedFitments(db: Database, selectors: SelectorPool) {
  const insert = db.prepare(
    `INSERT INTO staged_fitments (release, part_id, public, brand, part_number, actions, fitments, waiting, settled, plain)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const ofPart = db.prepare<[number, string], StagedRow>(
    'SELECT * FROM staged_fitments WHERE release = ? AND part_id = ? ORDER BY id',
  );
  const partIds = db
    .prepare<[number, string, number], string>(
      'SELECT DISTINCT part_id FROM staged_fitments WHERE release = ? AND part_id > ? ORDER BY part_id LIMIT ?',
    )
    .pluck();
  return {
    add(release: number, part: StagedPart): void {
      const { partId, public: isPublic, brand, partNumber, changes, waiting, settled } = part;
      const deletes = changes.some(({ action }) => action === 'delete');
      insert.run(
        release,
        partId,
        isPublic ? 1 : 0,
        brand,
        partNumber,
        deletes ? changes.map(({ action }) => action[0]).join('') : '',
        changes.length === 0 ? '' : packFitments(changes.map(({ fitment }) => fitment)),
        waiting.length === 0 ? '' : packUnresolved(waiting),
        settled.length === 0 ? '' : settled.join(' '),
        !deletes && waiting.length + settled.length === 0 && areDistinct(changes) ? 1 : 0,
      );
    },
    /** In the order of the file. */
    of: (release: number, publisher: string, partId: string): StagedRowOfPart[] =>
      ofPart.all(release, partId).map((row) => toStaged(row, publisher, selectors)),
    partIds: (release: number, after: string, limit: number): string[] => partIds.all(release, after, limit),
  };
}

/** Only rows that could be read know of it: what waits for vehicles may be all that a batch has of a part. */
export function visibilityIn(rows: readonly StagedRowOfPart[]): PartVisibility {
  const told = rows.findLast(({ partVersion }) => partVersion > 0);
  const { public: isPublic = false, partVersion = 0 } =
    told ?? rows.findLast(({ changes }) => changes.length > 0) ?? {};
  return { public: isPublic, partVersion };
}

function areDistinct(changes: readonly FitmentChange[]): boolean {
  return new Set(changes.map(({ fitment }) => fitmentIdentity(fitment))).size === changes.length;
}

function toStaged(row: StagedRow, publisher: string, selectors: SelectorPool): StagedRowOfPart {
  const { part_id: partId, actions, fitments, waiting, settled, part_version: partVersion } = row;
  const read = fitments === '' ? [] : unpackFitments(fitments, selectors);
  return {
    ...{ partId, public: row.public === 1, partVersion, brand: row.brand, partNumber: row.part_number },
    changes: read.map((fitment, at): FitmentChange => {
      return { action: actions[at] === 'd' ? 'delete' : 'set', fitment };
    }),
    waiting: waiting === '' ? [] : unpackUnresolved(publisher, partId, waiting),
    settled: settled === '' ? [] : settled.split(' '),
    packed: row.plain === 1 ? fitments : '',
  };
}
