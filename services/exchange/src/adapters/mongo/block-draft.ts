import type { FeedTables, KeptEntity } from '../../application/take-in.ts';
import { EVERY_BRAND, type Grant, openedBrands } from '../../domain/grant.ts';
import {
  type Block,
  type CollectionName,
  changeKey,
  type DocumentWrite,
  type EntityDocument,
  entityKey,
  type FeedHead,
  type GrantedDocument,
  grantOf,
  type OpeningDocument,
  pairKey,
  type StoredView,
  type TurnedGrant,
  TYPE_NUMBER,
  type TypeNumber,
  viewKey,
  type WalkDocument,
} from './feed-documents.ts';

/** What a block may read, as it is at the head that it follows. */
export interface DraftSource {
  head: FeedHead;
  /** Not before the head's. */
  now: Date;
  entities: readonly EntityDocument[];
  grants?: readonly GrantedDocument[];
  openings?: readonly OpeningDocument[];
  walks?: readonly WalkDocument[];
}

/** A block in the making: reads what is there with what it changes itself, and keeps what has to be written. */
export interface BlockDraft extends FeedTables {
  /** What the grants of the pair open has to be looked at. */
  reopen(pair: Pick<Grant, 'publisher' | 'subscriber'>): void;
  /** The times of grants are looked at up to this one; without it, up to now. */
  lookedAtTimes(through?: TurnedGrant): void;
  /** Undefined where it is through. */
  walkedTo(publisher: string, afterId: string | undefined): void;
  beginGeneration(id: string): void;
  isFull(): boolean;
  /** Undefined where nothing changes. */
  block(): Block | undefined;
}

/** What a document holds is limited, and so is what readers wait for. */
const MOST_BYTES = 1024 * 1024;
/** Of a write, without data and brands: about. */
const WRITE_BYTES = 250;
/** Of a text in a list, beside its own. */
const LISTED_BYTES = 12;

interface DraftedEntity extends KeptEntity {
  bytes: number;
  views: Map<string, { audience: string; gone: boolean }>;
}

const CHANGE_FIELDS = ['audience', 'type', 'sequence', 'gone', 'id', 'publisher', 'version', 'at', 'bytes'];

export function blockDraft({ head, now, entities, ...source }: DraftSource): BlockDraft {
  const drafted = new Map(entities.map((each) => [each._id, draftedEntity(each)]));
  const grants = new Map((source.grants ?? []).map((each) => [each._id, grantOf(each)]));
  const openings = new Map((source.openings ?? []).map((each) => [each._id, each]));
  const walks = new Map((source.walks ?? []).map((each) => [each._id, each]));
  const writes = new Map<string, OpenWrite>();
  const number = head.block + 1;
  let { sequence, generation, grantsAt, turning } = head;
  let bytes = 0;

  function put(
    to: CollectionName,
    id: string,
    fields: Readonly<Record<string, unknown>>,
    fresh = false,
  ): void {
    const key = `${to} ${id}`;
    let write = writes.get(key);
    if (write === undefined) {
      write = { to, id, fresh, set: new Map(), unset: new Set() };
      writes.set(key, write);
      bytes += WRITE_BYTES;
    }
    for (const [path, value] of Object.entries(fields)) {
      if (value === undefined) {
        write.set.delete(path);
        write.unset.add(path);
      } else {
        write.unset.delete(path);
        write.set.set(path, value);
      }
    }
  }

  function tell(
    type: TypeNumber,
    id: string,
    told: { audience: string; publisher: string; version: number; gone: boolean },
  ): void {
    const { audience, publisher, version, gone } = told;
    const key = entityKey(type, id);
    const entity = drafted.get(key);
    sequence += 1;
    const fresh = entity?.views.has(audience) !== true;
    entity?.views.set(audience, { audience, gone });
    const view: StoredView = { audience, sequence, gone };
    put('entity', key, { [`views.${viewKey(audience)}`]: view });
    put(
      'change',
      changeKey(type, audience, id),
      {
        ...{ audience, type, sequence, gone, id, publisher, version, at: now },
        bytes: gone ? 0 : (entity?.bytes ?? 0),
      },
      fresh,
    );
  }

  function putGrant(grant: Grant): void {
    const { grantId, publisher, subscriber, brands, from, until, revoked, version } = grant;
    grants.set(grantId, grant);
    put('granted', grantId, {
      ...{ publisher, subscriber, from, until, revoked, version },
      brands: brands === 'all' ? undefined : [...brands],
    });
    if (brands !== 'all') bytes += bytesOf(brands);
  }

  function putWalk(publisher: string, afterId: string, turn: number | undefined): void {
    const walk = { _id: publisher, afterId, ...(turn !== undefined && { turn }) };
    walks.set(publisher, walk);
    put('walk', publisher, { afterId, turn });
  }

  function reopen({ publisher, subscriber }: Pick<Grant, 'publisher' | 'subscriber'>): void {
    const key = pairKey({ publisher, subscriber });
    const before = new Set(openings.get(key)?.brands);
    const ofPair = [...grants.values()].filter((each) => pairKey(each) === key);
    const after = openedBrands(ofPair, now);
    if (before.symmetricDifference(after).size === 0) return;
    const opening = { publisher, subscriber, brands: [...after] };
    openings.set(key, { _id: key, ...opening });
    put('opening', key, opening);
    bytes += bytesOf(opening.brands);
    // One that is under way begins anew and keeps its turn.
    putWalk(publisher, '', walks.get(publisher)?.turn ?? number);
  }

  return {
    find(type, id) {
      return drafted.get(entityKey(TYPE_NUMBER[type], id));
    },
    save(type, id, entity, data) {
      const key = entityKey(TYPE_NUMBER[type], id);
      const { publisher, brandId, isPublic, gone, version } = entity;
      const kept = { publisher, brandId, isPublic, gone, version, bytes: data?.byteLength ?? 0 };
      const fresh = !drafted.has(key);
      drafted.set(key, { ...kept, views: drafted.get(key)?.views ?? new Map() });
      const grantable = type === 'parts' && !isPublic && !gone ? publisher : undefined;
      const body = data === undefined ? undefined : Buffer.from(data);
      put('entity', key, { ...kept, eventType: '', grantable, data: body }, fresh);
      bytes += kept.bytes;
    },
    addEvent({ eventId, tenant, eventType, data }) {
      const key = entityKey(TYPE_NUMBER.events, eventId);
      if (drafted.has(key)) return;
      const body = Buffer.from(JSON.stringify(data));
      const kept = { publisher: tenant, brandId: '', isPublic: false, gone: false, version: 1 };
      drafted.set(key, { ...kept, bytes: body.byteLength, views: new Map() });
      put('entity', key, { ...kept, eventType, at: now, bytes: body.byteLength, data: body }, true);
      bytes += body.byteLength;
      tell(TYPE_NUMBER.events, eventId, { audience: tenant, publisher: tenant, version: 1, gone: false });
    },
    views(type, id) {
      return [...(drafted.get(entityKey(TYPE_NUMBER[type], id))?.views.values() ?? [])];
    },
    tell(type, id, { audience, entity: { publisher, version }, gone }) {
      tell(TYPE_NUMBER[type], id, { audience, publisher, version, gone });
    },
    forget(type, id, audience) {
      const key = entityKey(TYPE_NUMBER[type], id);
      drafted.get(key)?.views.delete(audience);
      put('entity', key, { [`views.${viewKey(audience)}`]: undefined });
      // What is left keeps a writer that slept from telling of it again.
      const gone = Object.fromEntries(CHANGE_FIELDS.map((field) => [field, undefined]));
      put('change', changeKey(TYPE_NUMBER[type], audience, id), gone);
    },
    subscribersOf(publisher, brandId) {
      return [...openings.values()]
        .filter((opening) => opening.publisher === publisher && opens(opening, brandId))
        .map(({ subscriber }) => subscriber);
    },
    saveGrant(grant) {
      if ((grants.get(grant.grantId)?.version ?? 0) >= grant.version) return;
      putGrant(grant);
      reopen(grant);
    },
    reopen,
    lookedAtTimes(through) {
      turning = through;
      if (through === undefined) grantsAt = now;
    },
    walkedTo(publisher, afterId) {
      // Behind the others: a publisher whose grants change all the time begins its walk again and again.
      putWalk(publisher, afterId ?? '', afterId === undefined ? undefined : number);
    },
    beginGeneration(id) {
      generation = id;
      put('generation', id, { number, from: head.sequence }, true);
    },
    isFull: () => bytes >= MOST_BYTES,
    block() {
      if (writes.size === 0 && grantsAt === head.grantsAt && turning === head.turning) return undefined;
      return {
        ...{ number, sequence, generation, at: now, grantsAt, writes: [...writes.values()].map(closed) },
        ...(turning !== undefined && { turning }),
      };
    },
  };
}

function bytesOf(brands: readonly string[]): number {
  return brands.reduce((sum, brand) => sum + Buffer.byteLength(brand) + LISTED_BYTES, 0);
}

/** Whether what is opened has the brand in it. */
export function opens({ brands }: Pick<OpeningDocument, 'brands'>, brandId: string): boolean {
  return brands.includes(brandId) || brands.includes(EVERY_BRAND);
}

interface OpenWrite {
  to: CollectionName;
  id: string;
  fresh: boolean;
  set: Map<string, unknown>;
  unset: Set<string>;
}

function closed({ to, id, fresh, set, unset }: OpenWrite): DocumentWrite {
  return { to, id, fresh, set: [...set], unset: [...unset] };
}

function draftedEntity({ views, bytes, ...entity }: EntityDocument): DraftedEntity {
  const { publisher, brandId, isPublic, gone, version } = entity;
  return {
    ...{ publisher, brandId, isPublic, gone, version, bytes },
    views: new Map(Object.values(views ?? {}).map((view) => [view.audience, view])),
  };
}
