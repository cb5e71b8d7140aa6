import type { Database } from '@qipei/sqlite';
import type { OwnFitments } from '../../domain/own-fitments.ts';
import { isUnknownPart, UNKNOWN_PARTS } from '../../domain/unknown-part.ts';
import type { UnresolvedKey } from '../../domain/unresolved-fitments.ts';
import { sqlitePartFitmentsReader } from './sqlite-part-fitments.ts';
import { sqliteUnresolvedFitments } from './sqlite-unresolved-fitments.ts';

const AT_ONCE = 500;

/** Inside a transaction of the caller's everything is of one state. */
export function sqliteOwnFitments(db: Database): OwnFitments {
  const reader = sqlitePartFitmentsReader(db);
  const unresolved = sqliteUnresolvedFitments(db);
  return {
    async ofParts(publisher, partIds) {
      const found = await reader.find(publisher, partIds);
      return new Map([...found].filter(([, each]) => each.publisher === publisher));
    },
    waiting: async (publisher, partIds) =>
      Map.groupBy(await unresolved.ofParts(publisher, partIds), ({ partId }) => partId),
    async *ofUnknownParts(publisher) {
      let after: UnresolvedKey | undefined = { partId: UNKNOWN_PARTS.from, key: '' };
      for (;;) {
        const rows = await unresolved.list(publisher, after, AT_ONCE);
        const ofUnknown = rows.filter(({ partId }) => isUnknownPart(partId));
        yield ofUnknown;
        after = rows.at(-1);
        if (rows.length < AT_ONCE || ofUnknown.length < rows.length) return;
      }
    },
  };
}
