import type { OwnFitments } from '../domain/own-fitments.ts';
import type { PartFitmentsReader } from '../domain/part-fitments-repository.ts';
import { isUnknownPart, UNKNOWN_PARTS } from '../domain/unknown-part.ts';
import type { UnresolvedFitments, UnresolvedKey } from '../domain/unresolved-fitments.ts';

const AT_ONCE = 500;

/** A publisher's own, out of what the storage reads for anybody. */
export function ownFitmentsOf(
  reader: Pick<PartFitmentsReader, 'find'>,
  unresolved: Pick<UnresolvedFitments, 'ofParts' | 'list'>,
): OwnFitments {
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
