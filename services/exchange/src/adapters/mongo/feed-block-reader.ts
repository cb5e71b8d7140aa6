import type { Clock } from '@qipei/kernel';
import { EVERYBODY } from '../../domain/audience.ts';
import type { LogType } from '../../domain/feed-change.ts';
import type { FeedEntry, FeedPage, FeedPageRequest, FeedReader } from '../../domain/feed-store.ts';
import { EVERY_BRAND, openedBrands } from '../../domain/grant.ts';
import { opens } from './block-draft.ts';
import { nowAt } from './feed-block-writer.ts';
import {
  type ChangeDocument,
  type EntityDocument,
  entityKey,
  type FeedDocuments,
  type FeedHead,
  type FeedReads,
  grantOf,
  type OpeningDocument,
  pairKey,
  TYPE_NUMBER,
  type TypeNumber,
  viewKey,
} from './feed-documents.ts';

/** What one page holds in memory, about. */
const PAGE_BYTES = 1024 * 1024;
const TYPE_NAMES = new Map<TypeNumber, LogType>(
  Object.entries(TYPE_NUMBER).map(([name, number]) => [number, name as LogType]),
);

/**
 * Reads up to the settled head, without holding anything up. Of a page the places are read first, then the entities, each with
 * its places as of one moment. What has another place by then is passed over: that one is behind the head, where it is
 * found as soon as the head is there. So nothing is told that its entity doesn't bear out, and nothing is missed.
 */
export function feedBlockReader(
  documents: FeedDocuments,
  { storeId, clock }: { storeId: string; clock: Clock },
): FeedReader {
  async function find(
    request: FeedPageRequest,
    through: number,
    reads: FeedReads,
  ): Promise<ChangeDocument[]> {
    const { tenant, types, after, began, limit } = request;
    const asked = {
      ...{ audiences: [EVERYBODY, tenant], types: types.map((type) => TYPE_NUMBER[type]), through, limit },
    };
    const found = await Promise.all([
      reads.rows({ ...asked, gone: false, after }),
      reads.rows({ ...asked, gone: true, after: Math.max(after, began) }),
    ]);
    return found
      .flat()
      .sort((a, b) => a.sequence - b.sequence)
      .slice(0, limit);
  }

  /** The brands of parts whose fitments are another tenant's: their own entities don't have them. */
  async function brandsOf(
    rows: readonly ChangeDocument[],
    tenant: string,
    reads: FeedReads,
  ): Promise<Map<string, string>> {
    const ids = new Set(
      rows
        .filter((row) => row.type === TYPE_NUMBER.fitments && isForeign(row, tenant))
        .map(({ id }) => entityKey(TYPE_NUMBER.parts, id)),
    );
    if (ids.size === 0) return new Map();
    const parts = await reads.entities([...ids], { data: false });
    return new Map(parts.map(({ _id, brandId }) => [_id, brandId]));
  }

  /** What is opened to the tenant of publishers in the rows, where the grants for it are in force by the clock as well. */
  async function openTo(
    tenant: string,
    {
      rows,
      openings,
      head,
    }: { rows: readonly ChangeDocument[]; openings: OpeningDocument[]; head: FeedHead },
    reads: FeedReads,
  ): Promise<OpeningDocument[]> {
    const publishers = new Set(
      rows.filter((row) => isForeign(row, tenant)).map(({ publisher }) => publisher),
    );
    const asked = openings.filter(({ publisher }) => publishers.has(publisher));
    if (asked.length === 0) return [];
    const grants = (await reads.grantsBeside(asked)).map((each) => grantOf(each));
    const now = nowAt(head, clock);
    return asked.map((opening) => {
      const inForce = openedBrands(
        grants.filter((grant) => pairKey(grant) === opening._id),
        now,
      );
      // Of brands that a grant names one by one another grant may have been the one that opened all.
      if (opens(opening, EVERY_BRAND)) return { ...opening, brands: [...inForce] };
      if (inForce.has(EVERY_BRAND)) return opening;
      return { ...opening, brands: opening.brands.filter((brand) => inForce.has(brand)) };
    });
  }

  async function page(request: FeedPageRequest, reads: FeedReads): Promise<FeedPage> {
    const { tenant, limit, after } = request;
    const { head } = await reads.head();
    const { generation } = head;
    const [rows, openings] = await Promise.all([
      find(request, head.sequence, reads),
      reads.openingsFor(tenant),
    ]);
    const some = withinBytes(rows);
    const [found, brands, open] = await Promise.all([
      reads.entities([...new Set(some.map((row) => entityKey(row.type, row.id)))], { data: true }),
      brandsOf(some, tenant, reads),
      openTo(tenant, { rows: some, openings, head }, reads),
    ]);
    const entities = new Map(found.map((entity) => [entity._id, entity]));
    const entries: FeedEntry[] = [];
    for (const row of some) {
      const entity = entities.get(entityKey(row.type, row.id));
      if (entity?.views?.[viewKey(row.audience)]?.sequence !== row.sequence) continue;
      const brandId =
        row.type === TYPE_NUMBER.fitments
          ? (brands.get(entityKey(TYPE_NUMBER.parts, row.id)) ?? '')
          : entity.brandId;
      // Passing over it would miss it, should a grant open it again before its end is told.
      if (isForeign(row, tenant) && !isOpen(open, { publisher: row.publisher, brandId, tenant }))
        return { entries, through: row.sequence - 1, exhausted: true, generation };
      const entry = entryOf(row, entity, tenant);
      if (entry !== undefined) entries.push(entry);
    }
    const exhausted = rows.length < limit && some.length === rows.length;
    const through = exhausted ? Math.max(after, head.sequence) : (some.at(-1)?.sequence ?? after);
    return { entries, through, exhausted, generation };
  }

  return {
    storeId,
    async generation() {
      const { head } = await documents.head();
      return { id: head.generation, through: head.sequence };
    },
    async findGeneration(id) {
      const found = await documents.generation(id);
      if (found === undefined) return undefined;
      const next = await documents.generationAfter(found.number);
      return { id, through: next?.from ?? (await documents.head()).head.sequence };
    },
    page: (request) => documents.inOrder((reads) => page(request, reads)),
  };
}

function entryOf(row: ChangeDocument, entity: EntityDocument, tenant: string): FeedEntry | undefined {
  const { sequence, id, publisher, version, gone, at, audience } = row;
  const type = TYPE_NAMES.get(row.type);
  if (type === undefined) return undefined;
  // The reader's own view tells that it goes on seeing it.
  if (gone && audience === EVERYBODY && entity.views?.[viewKey(tenant)]?.gone === false) return undefined;
  return {
    ...{ sequence, type, id, publisher, version, gone, at },
    data: gone ? undefined : entity.data,
    eventType: gone ? '' : entity.eventType,
  };
}

/** Of another tenant's, told to this one alone: only by a grant. */
function isForeign({ audience, publisher, gone }: ChangeDocument, tenant: string): boolean {
  return audience === tenant && publisher !== tenant && !gone;
}

function isOpen(
  openings: readonly OpeningDocument[],
  { publisher, brandId, tenant }: { publisher: string; brandId: string; tenant: string },
): boolean {
  const key = pairKey({ publisher, subscriber: tenant });
  return openings.some((opening) => opening._id === key && opens(opening, brandId));
}

function withinBytes(rows: readonly ChangeDocument[]): readonly ChangeDocument[] {
  let bytes = 0;
  for (const [at, row] of rows.entries()) {
    bytes += row.bytes;
    if (bytes >= PAGE_BYTES) return rows.slice(0, at + 1);
  }
  return rows;
}
