import { audienceOf, type View, viewChanges } from '../domain/audience.ts';
import type {
  FeedChange,
  FitmentsSaved,
  PartSaved,
  PartWithdrawn,
  TenantEvent,
} from '../domain/feed-change.ts';
import type { Grant } from '../domain/grant.ts';

/** What is kept of an entity beside its data. */
export interface KeptEntity {
  publisher: string;
  brandId: string;
  isPublic: boolean;
  gone: boolean;
  version: number;
}

export type StateType = 'parts' | 'fitments' | 'releases';

/** What one step of the feed reads and writes: all of one moment, and carried out as a whole or not at all. */
export interface FeedTables {
  find(type: StateType, id: string): KeptEntity | undefined;
  save(type: StateType, id: string, entity: KeptEntity, data: Uint8Array | undefined): void;
  /** Told to its tenant. What is there already stays as it is. */
  addEvent(event: TenantEvent): void;
  views(type: StateType, id: string): readonly View[];
  /** At a place of its own, behind all that was told before; what the audience was told of the entity goes. */
  tell(type: StateType, id: string, told: { audience: string; entity: KeptEntity; gone: boolean }): void;
  forget(type: StateType, id: string, audience: string): void;
  /** To whom the publisher has opened the brand. */
  subscribersOf(publisher: string, brandId: string): readonly string[];
  saveGrant(grant: Grant): void;
}

/** Days that events are kept for. */
export const KEPT_DAYS = 30;
/** A day less: clocks of services differ, and nothing may come again that was forgotten. */
const TAKEN_MS = (KEPT_DAYS - 1) * 86_400_000;

/**
 * What isn't newer than what is there changes nothing. Nor does an event that may be forgotten already: of those nobody knows
 * whether they were told.
 */
export function takeIn(change: FeedChange, tables: FeedTables, now: Date): void {
  switch (change.kind) {
    case 'part-saved':
    case 'part-withdrawn':
      takePart(change, tables);
      return;
    case 'fitments-saved':
      takeFitments(change, tables);
      return;
    case 'release-changed': {
      const { releaseId, publisher, version, data } = change;
      if ((tables.find('releases', releaseId)?.version ?? 0) >= version) return;
      const release = { publisher, brandId: '', isPublic: false, gone: false, version };
      tables.save('releases', releaseId, release, data);
      tellOf({ type: 'releases', id: releaseId, entity: release, sight: release, changed: true }, tables);
      return;
    }
    case 'tenant-event':
      if (now.getTime() - (change.occurredAt ?? now).getTime() < TAKEN_MS) tables.addEvent(change);
      return;
    case 'grant-changed':
      tables.saveGrant(change.grant);
  }
}

/** A private part and its fitments, after grants have opened or closed it. */
export function followGrants(partId: string, tables: FeedTables): void {
  const part = tables.find('parts', partId);
  if (part === undefined) return;
  tellOf({ type: 'parts', id: partId, entity: part, sight: part, changed: false }, tables);
  followPart(partId, part, tables);
}

type Sight = Pick<KeptEntity, 'publisher' | 'brandId' | 'isPublic' | 'gone'>;

/** Brings what is told of an entity in step with who sees it; tells all of them once more where it has changed. */
function tellOf(
  told: { type: StateType; id: string; entity: KeptEntity; sight: Sight; changed: boolean },
  tables: FeedTables,
): void {
  const { type, id, entity, sight, changed } = told;
  const { publisher, brandId, isPublic } = sight;
  const hidden = entity.gone || sight.gone;
  const grantable = type !== 'releases' && !hidden && !isPublic;
  const subscribers = grantable ? tables.subscribersOf(publisher, brandId) : [];
  const audience = audienceOf({ gone: hidden, isPublic, publisher, subscribers });
  for (const { audience: member, to } of viewChanges(tables.views(type, id), audience, { changed })) {
    if (to === 'forgotten') tables.forget(type, id, member);
    else tables.tell(type, id, { audience: member, entity: { ...entity, publisher }, gone: to === 'gone' });
  }
}

function takePart(change: PartSaved | PartWithdrawn, tables: FeedTables): void {
  const { partId, publisher, version } = change;
  const before = tables.find('parts', partId);
  if (before !== undefined && before.version >= version) return;
  const gone = change.kind === 'part-withdrawn';
  // Of what was withdrawn those are told who saw it; so what it was stays known.
  const brandId = gone ? (before?.brandId ?? '') : change.brandId;
  const isPublic = gone ? before?.isPublic === true : change.isPublic;
  const part = { publisher, brandId, isPublic, gone, version };
  tables.save('parts', partId, part, gone ? undefined : change.data);
  tellOf({ type: 'parts', id: partId, entity: part, sight: part, changed: true }, tables);
  if (before === undefined || !sameSight(before, part)) followPart(partId, part, tables);
}

/** Fitments are seen by whoever sees their part. */
function followPart(partId: string, sight: Sight, tables: FeedTables): void {
  const fitments = tables.find('fitments', partId);
  if (fitments === undefined) return;
  tellOf({ type: 'fitments', id: partId, entity: fitments, sight, changed: false }, tables);
}

function takeFitments({ partId, publisher, version, data }: FitmentsSaved, tables: FeedTables): void {
  const before = tables.find('fitments', partId);
  if (before !== undefined && before.version >= version) return;
  const fitments = { publisher, brandId: '', isPublic: false, gone: data === undefined, version };
  tables.save('fitments', partId, fitments, data);
  const part = tables.find('parts', partId);
  // They may come before their part: then they wait for it.
  if (part === undefined) return;
  tellOf({ type: 'fitments', id: partId, entity: fitments, sight: part, changed: true }, tables);
}

function sameSight(a: Sight, b: Sight): boolean {
  return (
    a.publisher === b.publisher && a.brandId === b.brandId && a.isPublic === b.isPublic && a.gone === b.gone
  );
}
