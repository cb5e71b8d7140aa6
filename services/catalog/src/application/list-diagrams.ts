import { setImmediate } from 'node:timers/promises';
import { InvalidInput, isId } from '@qipei/kernel';
import { type Diagram, partsOf } from '../domain/diagram.ts';
import type { DiagramQuery, Diagrams, ListedDiagram } from '../domain/diagram-repository.ts';
import type { PartReader } from '../domain/part-repository.ts';
import { partThatShows } from './diagram-sight.ts';
import { pageSeal } from './page-seal.ts';

const MAX_PAGE = 100;
const DEFAULT_PAGE = 50;
/** What is looked at for a page, most of which the caller may not see: whichever is reached first. */
const MAX_DRAWINGS = 5_000;
const MAX_PARTS = 5_000;
/** Drawings that are read in one go; others have their turn in between. */
const AT_ONCE = 20;

export interface ListDiagrams {
  partId: string;
  vehicleId: string;
  partTypeId: string;
  pageSize: number;
  pageToken: string;
}

interface ListDependencies {
  diagrams: Pick<Diagrams, 'find' | 'list' | 'secret'>;
  parts: PartReader;
}

/**
 * Without their spots. By a part: those of the part's publisher, and the caller's own. Otherwise of others those that show
 * the caller a part of their publisher. @throws InvalidInput
 */
export async function listDiagrams(
  tenant: string,
  { pageSize, pageToken, ...asked }: ListDiagrams,
  { diagrams, parts }: ListDependencies,
): Promise<{ diagrams: Diagram[]; nextPageToken: string }> {
  const query = await queryOf(tenant, asked, parts);
  if (query === undefined) return { diagrams: [], nextPageToken: '' };
  const seal = pageSeal(await diagrams.secret(), [tenant, query.by, query.id]);
  const limit = pageSize <= 0 ? DEFAULT_PAGE : Math.min(pageSize, MAX_PAGE);
  const found: Diagram[] = [];
  let after = pageToken === '' ? { publisher: '', diagramId: '' } : seal.open(pageToken);
  let drawingsLeft = MAX_DRAWINGS;
  let partsLeft = MAX_PARTS;
  for (;;) {
    const some = await diagrams.list(query, { after, limit: AT_ONCE });
    for (const listed of some) {
      after = listed;
      drawingsLeft -= 1;
      const seen = await seenOf(tenant, listed, { diagrams, parts }, (looked) => {
        partsLeft -= looked;
      });
      if (seen !== undefined) found.push(seen);
      if (found.length >= limit || drawingsLeft <= 0 || partsLeft <= 0)
        return { diagrams: found, nextPageToken: seal.close(listed) };
    }
    if (some.length < AT_ONCE) return { diagrams: found, nextPageToken: '' };
    await setImmediate();
  }
}

async function seenOf(
  tenant: string,
  listed: ListedDiagram,
  { diagrams, parts }: ListDependencies,
  onLooked: (parts: number) => void,
): Promise<Diagram | undefined> {
  const { publisher, diagramId } = listed;
  const own = publisher === tenant;
  const by = own ? undefined : await partThatShows(tenant, listed, parts, onLooked);
  if (!own && by === undefined) return undefined;
  const diagram = await diagrams.find(publisher, diagramId);
  // One drawing may be long to read.
  await setImmediate();
  if (diagram === undefined) return undefined;
  if (own) return { ...diagram, spots: [] };
  // It may have been changed between the two reads.
  if (by === undefined || !partsOf(diagram).includes(by)) return undefined;
  return { ...diagram, spots: [], vehicleIds: [] };
}

/** Undefined where nothing is found by it. */
async function queryOf(
  tenant: string,
  { partId, vehicleId, partTypeId }: Pick<ListDiagrams, 'partId' | 'vehicleId' | 'partTypeId'>,
  parts: PartReader,
): Promise<DiagramQuery | undefined> {
  const asked = [
    { by: 'part', id: partId },
    { by: 'vehicle', id: vehicleId },
    { by: 'part-type', id: partTypeId },
  ] as const;
  const [one = { by: 'publisher', id: tenant } as const, another] = asked.filter(({ id }) => id !== '');
  if (another !== undefined)
    throw new InvalidInput('', 'too-many', 'Drawings are looked for by a part, a vehicle or a part type.');
  if (one.by !== 'part') return one;
  const part = isId('part', one.id) ? await parts.find(tenant, one.id) : undefined;
  return part === undefined ? undefined : { ...one, publishers: [part.publisher, tenant] };
}
