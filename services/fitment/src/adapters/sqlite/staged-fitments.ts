import type { Database } from '@qipei/sqlite';
import type { StagedPart } from '../../application/fitment-staging.ts';
import type { VisibilityOfPart } from '../../application/part-visibility.ts';
import { fitmentIdentity } from '../../domain/fitment.ts';
import type { FitmentChange } from '../../domain/part-fitments.ts';
import { PartTooLarge } from '../../domain/part-too-large.ts';
import { MOST_CHARACTERS } from '../../domain/unresolved-fitments.ts';
import { type PackedStaged, packStaged, unpackStaged } from '../json/packed-staged.ts';
import type { SelectorPool } from '../json/selector-pool.ts';

interface StagedRow extends PackedStaged {
  part_id: string;
  public: number;
  brand: string;
  part_number: string;
  part_version: number;
  plain: number;
}

export interface StagedRowOfPart extends StagedPart, VisibilityOfPart {
  /** Its fitments, packed, where all that it says is these, no two of which are one application; else empty. */
  packed: string;
}

/** Of rows that wait: who compares them has all of one part in memory, and four times what is kept is no catalogue any more. */
const MOST_STAGED = 4 * MOST_CHARACTERS;

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
  const waitingOctets = db
    .prepare<[number, string], number>(
      'SELECT total(octet_length(waiting)) FROM staged_fitments WHERE release = ? AND part_id = ?',
    )
    .pluck();
  return {
    /** @throws PartTooLarge */
    add(release: number, part: StagedPart): void {
      const { partId, public: isPublic, brand, partNumber, changes, waiting, settled } = part;
      if (waiting.length > 0 && (waitingOctets.get(release, partId) ?? 0) > MOST_STAGED)
        throw new PartTooLarge(partId);
      const packed = packStaged(part);
      const isPlain = packed.actions === '' && waiting.length + settled.length === 0 && areDistinct(changes);
      insert.run(
        release,
        partId,
        isPublic ? 1 : 0,
        brand,
        partNumber,
        packed.actions,
        packed.fitments,
        packed.waiting,
        packed.settled,
        isPlain ? 1 : 0,
      );
    },
    /** In the order of the file. */
    of: (release: number, publisher: string, partId: string): StagedRowOfPart[] =>
      ofPart.all(release, partId).map((row) => toStaged(row, publisher, selectors)),
    partIds: (release: number, after: string, limit: number): string[] => partIds.all(release, after, limit),
  };
}

function areDistinct(changes: readonly FitmentChange[]): boolean {
  return new Set(changes.map(({ fitment }) => fitmentIdentity(fitment))).size === changes.length;
}

function toStaged(row: StagedRow, publisher: string, selectors: SelectorPool): StagedRowOfPart {
  const { part_id: partId, part_version: partVersion } = row;
  return {
    ...{ partId, public: row.public === 1, partVersion, brand: row.brand, partNumber: row.part_number },
    ...unpackStaged(row, { publisher, partId, selectors }),
    packed: row.plain === 1 ? row.fitments : '',
  };
}
