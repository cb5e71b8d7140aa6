import type { Database } from '@qipei/sqlite';
import { ofDataSet, type SaidOfPart } from '../../domain/data-set-diff.ts';
import { unpackFitments } from '../json/packed-fitments.ts';
import { unpackUnresolved } from '../json/packed-unresolved.ts';
import type { SelectorPool } from '../json/selector-pool.ts';

/** What is live of a part, taken apart by whose data set it is. */
export interface LiveOfPart {
  /** Version of its fitments, 0 where there are none. */
  version: number;
  public: boolean;
  partVersion: number;
  /** What the data set says, and what the publisher's others do. */
  own: SaidOfPart;
  others: SaidOfPart;
  /** All that waits, as it is stored; empty where nothing does. */
  waitingBody: string;
}

interface LiveRow {
  publisher: string;
  public: number;
  part_version: number;
  version: number;
  body: string;
}

export function liveOfParts(db: Database, selectors: SelectorPool) {
  const live = db.prepare<[string], LiveRow>(
    'SELECT publisher, public, part_version, version, body FROM part_fitments WHERE part_id = ?',
  );
  const waiting = db
    .prepare<[string, string], string>(
      'SELECT body FROM unresolved_of_part WHERE publisher = ? AND part_id = ?',
    )
    .pluck();
  const livePartIds = db
    .prepare<[string, string, number], string>(
      'SELECT part_id FROM part_fitments WHERE publisher = ? AND part_id > ? ORDER BY part_id LIMIT ?',
    )
    .pluck();
  const waitingPartIds = db
    .prepare<[string, string, number], string>(
      'SELECT part_id FROM unresolved_of_part WHERE publisher = ? AND part_id > ? ORDER BY part_id LIMIT ?',
    )
    .pluck();
  return {
    of(publisher: string, dataSet: string, partId: string): LiveOfPart {
      const row = live.get(partId);
      if (row !== undefined && row.publisher !== publisher)
        throw new Error(`The fitments of '${partId}' are another publisher's.`);
      const waitingBody = waiting.get(publisher, partId) ?? '';
      const fitments = row === undefined ? [] : unpackFitments(row.body, selectors);
      const rows = waitingBody === '' ? [] : unpackUnresolved(publisher, partId, waitingBody);
      return {
        version: row?.version ?? 0,
        public: row?.public === 1,
        partVersion: row?.part_version ?? 0,
        ...ofDataSet({ fitments, waiting: rows }, dataSet),
        waitingBody,
      };
    },
    /** Parts of a publisher of which anything is live, by id, after one. */
    partIds(publisher: string, after: string, limit: number): string[] {
      const found = [
        ...livePartIds.all(publisher, after, limit),
        ...waitingPartIds.all(publisher, after, limit),
      ];
      return [...new Set(found)].sort().slice(0, limit);
    },
  };
}
