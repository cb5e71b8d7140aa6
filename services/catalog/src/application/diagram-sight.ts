import { setImmediate } from 'node:timers/promises';
import type { Diagram } from '../domain/diagram.ts';
import { partsOf } from '../domain/diagram.ts';
import type { ListedDiagram } from '../domain/diagram-repository.ts';
import type { PartReader } from '../domain/part-repository.ts';

/** Parts that are looked at in one go; others have their turn in between. */
const AT_ONCE = 100;

/**
 * The part by which the tenant sees another's drawing: one that it sees, of the drawing's publisher. Whoever leads to somebody
 * else's part shows its drawing to nobody by that.
 */
export async function partThatShows(
  tenant: string,
  { publisher, partIds }: ListedDiagram,
  parts: Pick<PartReader, 'seenOf'>,
  onLooked: (parts: number) => void = () => {},
): Promise<string | undefined> {
  for (let at = 0; at < partIds.length; at += AT_ONCE) {
    const some = partIds.slice(at, at + AT_ONCE);
    onLooked(some.length);
    const [first] = await parts.seenOf(tenant, publisher, some);
    if (first !== undefined) return first;
    await setImmediate();
  }
  return undefined;
}

/** Those of them that the tenant may see. */
export async function seenAmong(
  tenant: string,
  partIds: readonly string[],
  parts: Pick<PartReader, 'seen'>,
): Promise<Set<string>> {
  const seen = new Set<string>();
  for (let at = 0; at < partIds.length; at += AT_ONCE) {
    for (const partId of await parts.seen(tenant, partIds.slice(at, at + AT_ONCE))) seen.add(partId);
    await setImmediate();
  }
  return seen;
}

/**
 * Its publisher sees all of it, also what leads nowhere just now: what it saves again is whole. Undefined where it is another's
 * and nothing shows it. Which vehicles a publisher has filed it under is its own affair: they may be vehicles of its own.
 */
export async function diagramSeenBy(
  tenant: string,
  diagram: Diagram,
  parts: PartReader,
): Promise<Diagram | undefined> {
  if (diagram.publisher === tenant) return diagram;
  const partIds = partsOf(diagram);
  if ((await partThatShows(tenant, { ...diagram, partIds }, parts)) === undefined) return undefined;
  const seen = await seenAmong(tenant, partIds, parts);
  const spots = diagram.spots.map((spot) => ({
    ...spot,
    partIds: spot.partIds.filter((partId) => seen.has(partId)),
  }));
  return { ...diagram, spots, vehicleIds: [] };
}
