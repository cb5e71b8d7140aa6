import { type Clock, DomainError, InvalidInput, isId, NotFound } from '@qipei/kernel';
import {
  type Diagram,
  DiagramChanged,
  type DiagramContent,
  partsOf,
  readDiagram,
  requireDiagramId,
} from '../domain/diagram.ts';
import type { DiagramQuery, Diagrams } from '../domain/diagram-repository.ts';
import type { PartReader } from '../domain/part-repository.ts';
import type { Picture, PictureSize } from '../domain/picture.ts';
import { holdPicture, type PictureDependencies } from './part-pictures.ts';

export interface DiagramDependencies extends Omit<PictureDependencies, 'albums'> {
  diagrams: Diagrams;
  clock: Clock;
}

const ATTEMPTS = 20;
const MAX_PAGE = 100;
const DEFAULT_PAGE = 50;
/** Drawings that are looked at for a page, most of which the caller may not see. */
const LOOKED_AT = 1_000;
const SEEN_AT_ONCE = 1_000;

/** @throws DomainError that names the faults, DiagramChanged */
export async function putDiagram(
  tenant: string,
  { diagramId, ifVersion, ...given }: DiagramContent & { diagramId: string; ifVersion: number },
  dependencies: DiagramDependencies,
): Promise<{ diagram: Diagram; created: boolean }> {
  requireDiagramId(diagramId);
  const content = readDiagram(given);
  await requireParts(tenant, content, dependencies);
  let created = false;
  const diagram = await changed(tenant, diagramId, dependencies, (current) => {
    const version = current?.version ?? 0;
    if (ifVersion !== 0 && ifVersion !== version) throw new DiagramChanged(version);
    created = current === undefined;
    return { ...content, picture: current?.picture };
  });
  return { diagram, created };
}

/** @throws NotFound, InvalidInput, PictureSpaceUsed */
export async function putDiagramPicture(
  tenant: string,
  { diagramId, content }: { diagramId: string; content: Uint8Array },
  dependencies: DiagramDependencies,
): Promise<Diagram> {
  required(await dependencies.diagrams.find(tenant, diagramId), diagramId);
  const picture = await holdPicture(tenant, content, dependencies);
  let replaced: Picture | undefined;
  try {
    const diagram = await changed(tenant, diagramId, dependencies, (current) => {
      replaced = required(current, diagramId).picture;
      return { ...required(current, diagramId), picture };
    });
    if (replaced !== undefined) await dependencies.pictureBytes.release(tenant, replaced.digest);
    return diagram;
  } catch (error) {
    if (error instanceof NotFound) await dependencies.pictureBytes.release(tenant, picture.digest);
    throw error;
  }
}

/** @throws NotFound */
export async function deleteDiagram(
  tenant: string,
  diagramId: string,
  { diagrams, pictureBytes }: Pick<DiagramDependencies, 'diagrams' | 'pictureBytes'>,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const diagram = required(await diagrams.find(tenant, diagramId), diagramId);
    if (!(await diagrams.remove(diagram))) continue;
    if (diagram.picture !== undefined) await pictureBytes.release(tenant, diagram.picture.digest);
    return;
  }
  throw tooManyConflicts();
}

/** As the tenant may see it: of the parts on it those that it sees. @throws NotFound */
export async function getDiagram(
  tenant: string,
  { publisher, diagramId }: { publisher: string; diagramId: string },
  { diagrams, parts }: Pick<DiagramDependencies, 'diagrams' | 'parts'>,
): Promise<Diagram> {
  const found = await diagrams.find(publisher || tenant, diagramId);
  return required(found === undefined ? undefined : await seenBy(tenant, found, parts), diagramId);
}

/** @throws NotFound */
export async function getDiagramPicture(
  tenant: string,
  { size, ...key }: { publisher: string; diagramId: string; size: PictureSize },
  dependencies: DiagramDependencies,
): Promise<{ picture: Picture; content: Uint8Array }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { publisher, picture } = await getDiagram(tenant, key, dependencies);
    if (picture === undefined) break;
    const content = await dependencies.pictureBytes.read(publisher, picture.digest, size);
    if (content !== undefined) return { picture, content };
    // Another took its place between the two reads.
  }
  throw new NotFound('image', key.diagramId);
}

export interface ListDiagrams {
  partId: string;
  vehicleId: string;
  partTypeId: string;
  pageSize: number;
  pageToken: string;
}

/** @throws InvalidInput */
export async function listDiagrams(
  tenant: string,
  { pageSize, pageToken, ...asked }: ListDiagrams,
  { diagrams, parts }: Pick<DiagramDependencies, 'diagrams' | 'parts'>,
): Promise<{ diagrams: Diagram[]; nextPageToken: string }> {
  const query = queryOf(tenant, asked);
  if (query.by === 'part' && !(isId('part', query.id) && (await parts.seen(tenant, [query.id])).length > 0))
    return { diagrams: [], nextPageToken: '' };
  const limit = pageSize <= 0 ? DEFAULT_PAGE : Math.min(pageSize, MAX_PAGE);
  let after = keyOf(pageToken);
  const found: Diagram[] = [];
  for (let looked = 0; looked < LOOKED_AT; ) {
    const page = await diagrams.list(query, { after, limit });
    for (const diagram of page) {
      after = diagram;
      looked += 1;
      const seen = await seenBy(tenant, diagram, parts);
      if (seen !== undefined) found.push(seen);
      if (found.length >= limit) return { diagrams: found, nextPageToken: tokenOf(diagram) };
    }
    if (page.length < limit) return { diagrams: found, nextPageToken: '' };
  }
  return { diagrams: found, nextPageToken: tokenOf(after) };
}

function queryOf(
  tenant: string,
  { partId, vehicleId, partTypeId }: Pick<ListDiagrams, 'partId' | 'vehicleId' | 'partTypeId'>,
): DiagramQuery {
  const asked = [
    { by: 'part', id: partId },
    { by: 'vehicle', id: vehicleId },
    { by: 'part-type', id: partTypeId },
  ] as const;
  const [one = { by: 'publisher', id: tenant } as const, another] = asked.filter(({ id }) => id !== '');
  if (another !== undefined)
    throw new InvalidInput('', 'too-many', 'Drawings are looked for by a part, a vehicle or a part type.');
  return one;
}

/**
 * Undefined where it is another's and none of its parts is to be seen. Which vehicles a publisher has filed it under is its own
 * affair: they may be vehicles of its own.
 */
async function seenBy(tenant: string, diagram: Diagram, parts: PartReader): Promise<Diagram | undefined> {
  const named = partsOf(diagram);
  const seen = new Set<string>();
  for (let at = 0; at < named.length; at += SEEN_AT_ONCE)
    for (const partId of await parts.seen(tenant, named.slice(at, at + SEEN_AT_ONCE))) seen.add(partId);
  if (diagram.publisher !== tenant && seen.size === 0) return undefined;
  const spots = diagram.spots.map((spot) => ({
    ...spot,
    partIds: spot.partIds.filter((partId) => seen.has(partId)),
  }));
  return diagram.publisher === tenant ? { ...diagram, spots } : { ...diagram, spots, vehicleIds: [] };
}

/** @throws DomainError that names the spots whose parts there are none of */
async function requireParts(
  tenant: string,
  content: DiagramContent,
  { parts }: Pick<DiagramDependencies, 'parts'>,
): Promise<void> {
  const named = partsOf(content);
  const seen = new Set<string>();
  const asked = named.filter((partId) => isId('part', partId));
  for (let at = 0; at < asked.length; at += SEEN_AT_ONCE)
    for (const partId of await parts.seen(tenant, asked.slice(at, at + SEEN_AT_ONCE))) seen.add(partId);
  const fields = content.spots.flatMap(({ partIds }, at) => {
    const unknown = partIds.find((partId) => !seen.has(partId));
    const message = `There is no part '${unknown?.slice(0, 80)}' that you may see.`;
    return unknown === undefined ? [] : [{ field: `spots[${at}].partIds`, code: 'part-unknown', message }];
  });
  const [first] = fields;
  if (first !== undefined)
    throw new DomainError({
      ...{ kind: 'invalid', code: 'diagram-invalid', message: first.message },
      fields: fields.slice(0, 20),
    });
}

function required(diagram: Diagram | undefined, diagramId: string): Diagram {
  if (diagram === undefined) throw new NotFound('diagram', diagramId);
  return diagram;
}

async function changed(
  tenant: string,
  diagramId: string,
  { diagrams, clock }: Pick<DiagramDependencies, 'diagrams' | 'clock'>,
  decide: (current: Diagram | undefined) => DiagramContent & Pick<Diagram, 'picture'>,
): Promise<Diagram> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const current = await diagrams.find(tenant, diagramId);
    const { title, vehicleIds, partTypeIds, spots, picture } = decide(current);
    const diagram = {
      ...{ publisher: tenant, diagramId, title, vehicleIds, partTypeIds, spots, picture },
      ...{ version: (current?.version ?? 0) + 1, updatedAt: clock.now() },
    };
    if (await diagrams.save(diagram)) return diagram;
  }
  throw tooManyConflicts();
}

function tooManyConflicts(): DomainError {
  return new DomainError({
    kind: 'unavailable',
    code: 'too-many-conflicts',
    message: 'The drawing is changed by too many at once; try again.',
  });
}

type Key = Pick<Diagram, 'publisher' | 'diagramId'>;

function tokenOf({ publisher, diagramId }: Key): string {
  return Buffer.from(JSON.stringify([publisher, diagramId])).toString('base64url');
}

/** @throws InvalidInput */
function keyOf(token: string): Key {
  if (token === '') return { publisher: '', diagramId: '' };
  try {
    const [publisher, diagramId] = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[];
    if (typeof publisher === 'string' && typeof diagramId === 'string') return { publisher, diagramId };
  } catch {
    // Said below.
  }
  throw new InvalidInput('pageToken', 'page-token-invalid', 'The page token is not one that was given.');
}
