import { type Clock, DomainError, isId, NotFound } from '@qipei/kernel';
import {
  type Diagram,
  DiagramChanged,
  type DiagramContent,
  DiagramsTooMany,
  MAX_DIAGRAMS,
  partsOf,
  readDiagram,
  requireDiagramId,
} from '../domain/diagram.ts';
import type { Diagrams } from '../domain/diagram-repository.ts';
import { type Picture, type PictureSize, TooManyConflicts } from '../domain/picture.ts';
import { diagramSeenBy, seenAmong } from './diagram-sight.ts';
import { holdPicture, type PictureDependencies } from './part-pictures.ts';

export interface DiagramDependencies extends Omit<PictureDependencies, 'albums'> {
  diagrams: Diagrams;
  clock: Clock;
  /** Of one publisher's. */
  maxDiagrams?: number;
}

const ATTEMPTS = 20;

/** @throws DomainError that names the faults, DiagramChanged, DiagramsTooMany */
export async function putDiagram(
  tenant: string,
  { diagramId, ifVersion, ...given }: DiagramContent & { diagramId: string; ifVersion: number },
  dependencies: DiagramDependencies,
): Promise<{ diagram: Diagram; created: boolean }> {
  requireDiagramId(diagramId);
  const content = readDiagram(given);
  await requireParts(tenant, { diagramId, content }, dependencies);
  let created = false;
  const diagram = await changed(tenant, diagramId, dependencies, (current) => {
    requireVersion(ifVersion, current);
    created = current === undefined;
    return { ...content, picture: current?.picture };
  });
  return { diagram, created };
}

/** @throws NotFound, DiagramChanged, InvalidInput, PictureSpaceUsed */
export async function putDiagramPicture(
  tenant: string,
  { diagramId, content, ifVersion }: { diagramId: string; content: Uint8Array; ifVersion: number },
  dependencies: DiagramDependencies,
  signal?: AbortSignal,
): Promise<Diagram> {
  requireVersion(ifVersion, required(await dependencies.diagrams.find(tenant, diagramId), diagramId));
  const picture = await holdPicture(tenant, content, dependencies, signal);
  let replaced: Picture | undefined;
  try {
    const diagram = await changed(tenant, diagramId, dependencies, (current) => {
      const before = required(current, diagramId);
      requireVersion(ifVersion, before);
      replaced = before.picture;
      return { ...before, picture };
    });
    if (replaced !== undefined) await dependencies.pictureBytes.release(tenant, replaced.digest);
    return diagram;
  } catch (error) {
    // What became of a write that wasn't answered isn't known: its bytes stay.
    const unwritten = [NotFound, DiagramChanged, TooManyConflicts].some((each) => error instanceof each);
    if (unwritten) await dependencies.pictureBytes.release(tenant, picture.digest);
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
  throw new TooManyConflicts('drawing');
}

/** As the tenant may see it: of the parts on it those that it sees. @throws NotFound */
export async function getDiagram(
  tenant: string,
  { publisher, diagramId }: { publisher: string; diagramId: string },
  { diagrams, parts }: Pick<DiagramDependencies, 'diagrams' | 'parts'>,
): Promise<Diagram> {
  const found = await diagrams.find(publisher || tenant, diagramId);
  return required(found === undefined ? undefined : await diagramSeenBy(tenant, found, parts), diagramId);
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

/**
 * What was on it before may stay, also while it isn't to be seen: a part that is withdrawn for a while, or was granted.
 * @throws DomainError that names the spots whose parts there are none of
 */
async function requireParts(
  tenant: string,
  { diagramId, content }: { diagramId: string; content: DiagramContent },
  { diagrams, parts }: Pick<DiagramDependencies, 'diagrams' | 'parts'>,
): Promise<void> {
  const before = await diagrams.find(tenant, diagramId);
  const known = new Set(before === undefined ? [] : partsOf(before));
  const asked = partsOf(content).filter((partId) => !known.has(partId) && isId('part', partId));
  const seen = known.union(await seenAmong(tenant, asked, parts));
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

/** @param ifVersion 0 for whatever there is. @throws DiagramChanged */
function requireVersion(ifVersion: number, current: Diagram | undefined): void {
  const version = current?.version ?? 0;
  if (ifVersion !== 0 && ifVersion !== version) throw new DiagramChanged(version);
}

function required(diagram: Diagram | undefined, diagramId: string): Diagram {
  if (diagram === undefined) throw new NotFound('diagram', diagramId);
  return diagram;
}

async function changed(
  tenant: string,
  diagramId: string,
  {
    diagrams,
    clock,
    maxDiagrams = MAX_DIAGRAMS,
  }: Pick<DiagramDependencies, 'diagrams' | 'clock' | 'maxDiagrams'>,
  decide: (current: Diagram | undefined) => DiagramContent & Pick<Diagram, 'picture'>,
): Promise<Diagram> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const current = await diagrams.find(tenant, diagramId);
    const { title, vehicleIds, partTypeIds, spots, picture } = decide(current);
    if (current === undefined && (await diagrams.countOf(tenant)) >= maxDiagrams) throw new DiagramsTooMany();
    const diagram = {
      ...{ publisher: tenant, diagramId, title, vehicleIds, partTypeIds, spots, picture },
      ...{ version: (current?.version ?? 0) + 1, updatedAt: clock.now() },
    };
    if (await diagrams.save(diagram)) return diagram;
  }
  throw new TooManyConflicts('drawing');
}
