import type { OwnFitments } from '../domain/own-fitments.ts';
import type { PartFitmentsReader } from '../domain/part-fitments-repository.ts';
import { isUnknownPart, UNKNOWN_PARTS } from '../domain/unknown-part.ts';
import {
  charactersOf,
  isFull,
  type UnresolvedFitment,
  type UnresolvedFitments,
  type UnresolvedKey,
} from '../domain/unresolved-fitments.ts';

const AT_ONCE = 500;
/** All rows of an asset are unpacked for each. */
const OF_ASSETS_AT_ONCE = { limit: 5_000, characters: 4 * 1024 ** 2 };
/** Of one asset, about: what is beyond comes behind it, in its own order. */
const HELD_CHARACTERS = 16 * 1024 ** 2;

/** A publisher's own, out of what the storage reads for anybody. */
export function ownFitmentsOf(
  reader: Pick<PartFitmentsReader, 'find'>,
  unresolved: Pick<UnresolvedFitments, 'ofParts' | 'list' | 'listAssets'>,
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
    async *ofAssets(publisher) {
      let held: UnresolvedFitment[] = [];
      let characters = 0;
      for (let after: UnresolvedKey | undefined; ; ) {
        const rows = await unresolved.listAssets(publisher, after, OF_ASSETS_AT_ONCE);
        for (const row of rows) {
          if (held.length > 0 && (held[0]?.partId !== row.partId || characters >= HELD_CHARACTERS)) {
            yield held.sort(bySource);
            held = [];
            characters = 0;
          }
          held.push(row);
          characters += charactersOf(row);
        }
        after = rows.at(-1);
        if (!isFull(rows, OF_ASSETS_AT_ONCE)) break;
      }
      if (held.length > 0) yield held.sort(bySource);
    },
  };
}

/** Ids of jobs sort by the time at which they were made, rows by their number. */
function bySource(a: UnresolvedFitment, b: UnresolvedFitment): number {
  const [jobA, rowA] = sourceOf(a);
  const [jobB, rowB] = sourceOf(b);
  return jobA < jobB ? -1 : jobA > jobB ? 1 : rowA - rowB;
}

function sourceOf({ source }: UnresolvedFitment): [job: string, row: number] {
  const at = source.lastIndexOf('#');
  return [source.slice(0, at), Number(source.slice(at + 1))];
}
