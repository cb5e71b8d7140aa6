import { InvalidInput } from '@qipei/kernel';
import { type BalancedEntry, type EntryPlace, type PriceChange, withBalances } from '../domain/entries.ts';
import type { InventoryStore } from '../domain/inventory-store.ts';
import { isWarehouseId, requirePartId } from '../domain/reservation.ts';

export interface ListEntries {
  partId: string;
  /** 0 for 50. */
  pageSize: number;
  pageToken: string;
}

interface Page<T> {
  entries: T[];
  nextPageToken: string;
}

const DEFAULT_PAGE = 50;
const MAX_PAGE = 200;
const MAX_TOKEN = 1_000;

/** What was booked of a part, the newest first; of all warehouses where none is named. @throws InvalidInput */
export async function listStockEntries(
  tenant: string,
  { warehouseId, ...asked }: ListEntries & { warehouseId: string },
  { store }: { store: Pick<InventoryStore, 'stockEntries'> },
): Promise<Page<BalancedEntry>> {
  const { partId, limit, before } = readPage(asked);
  if (warehouseId !== '' && !isWarehouseId(warehouseId))
    throw new InvalidInput(
      'warehouseId',
      'warehouse-id-invalid',
      "A warehouse id is 1 to 64 letters, digits, '.', '_' or '-'.",
    );
  const { entries, earlier } = await store.stockEntries(tenant, {
    ...{ partId, warehouseId, before },
    limit: limit + 1,
  });
  return pageOf(withBalances(entries, earlier), limit);
}

/** What prices of a part became others, the newest first. @throws InvalidInput */
export async function listPriceChanges(
  tenant: string,
  asked: ListEntries,
  { store }: { store: Pick<InventoryStore, 'priceChanges'> },
): Promise<Page<PriceChange>> {
  const { partId, limit, before } = readPage(asked);
  return pageOf(await store.priceChanges(tenant, { partId, before, limit: limit + 1 }), limit);
}

/** @throws InvalidInput */
function readPage({ partId, pageSize, pageToken }: ListEntries) {
  if (!Number.isInteger(pageSize) || pageSize < 0)
    throw new InvalidInput('pageSize', 'out-of-range', 'A page has at least one entry.');
  return {
    partId: requirePartId('partId', partId),
    limit: pageSize === 0 ? DEFAULT_PAGE : Math.min(pageSize, MAX_PAGE),
    before: pageToken === '' ? undefined : readToken(pageToken),
  };
}

function pageOf<T extends EntryPlace>(found: readonly T[], limit: number): Page<T> {
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return { entries, nextPageToken: isMore ? tokenOf(last) : '' };
}

function tokenOf({ at, entryId }: EntryPlace): string {
  return Buffer.from(JSON.stringify([at.getTime(), entryId])).toString('base64url');
}

/** @throws InvalidInput */
function readToken(pageToken: string): EntryPlace {
  const [at, entryId] = pageToken.length > MAX_TOKEN ? [] : jsonList(pageToken);
  if (typeof at === 'number' && typeof entryId === 'string' && entryId.length <= MAX_TOKEN) {
    const place = { at: new Date(at), entryId };
    if (!Number.isNaN(place.at.getTime())) return place;
  }
  throw new InvalidInput('pageToken', 'page-token-invalid', 'The page token is not one that was given.');
}

function jsonList(token: string): unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}
