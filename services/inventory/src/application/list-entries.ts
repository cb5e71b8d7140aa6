import { InvalidInput } from '@qipei/kernel';
import {
  type BalancedEntry,
  type Balances,
  type EntryPlace,
  type PriceChange,
  withBalances,
} from '../domain/entries.ts';
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
const MAX_TOKEN = 2_000;
const MAX_ENTRY_ID = 1_000;

/** What was booked of a part, the newest first; of all warehouses where none is named. @throws InvalidInput */
export async function listStockEntries(
  tenant: string,
  { warehouseId, ...asked }: ListEntries & { warehouseId: string },
  { store }: { store: Pick<InventoryStore, 'stockEntries'> },
): Promise<Page<BalancedEntry>> {
  const { partId, limit, before, balances } = readPage(asked, warehouseId);
  if (warehouseId !== '' && !isWarehouseId(warehouseId))
    throw new InvalidInput(
      'warehouseId',
      'warehouse-id-invalid',
      "A warehouse id is 1 to 64 letters, digits, '.', '_' or '-'.",
    );
  const { entries, latest } = await store.stockEntries(tenant, {
    ...{ partId, warehouseId, before, balances },
    limit: limit + 1,
  });
  const page = withBalances(entries.slice(0, limit), latest);
  const last = page.entries.at(-1);
  const isMore = entries.length > limit && last !== undefined;
  const carried = { partId, warehouseId, balances: page.earlier };
  return { entries: page.entries, nextPageToken: isMore ? tokenOf(last, carried) : '' };
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
function readPage({ partId, pageSize, pageToken }: ListEntries, warehouseId = '') {
  if (!Number.isInteger(pageSize) || pageSize < 0)
    throw new InvalidInput('pageSize', 'out-of-range', 'A page has at least one entry.');
  return {
    partId: requirePartId('partId', partId),
    limit: pageSize === 0 ? DEFAULT_PAGE : Math.min(pageSize, MAX_PAGE),
    ...(pageToken === ''
      ? { before: undefined, balances: undefined }
      : readToken(pageToken, { partId, warehouseId })),
  };
}

function pageOf<T extends EntryPlace>(found: readonly T[], limit: number): Page<T> {
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return { entries, nextPageToken: isMore ? tokenOf(last) : '' };
}

interface Listing {
  partId: string;
  warehouseId: string;
}

/**
 * A place, and what was on hand there in what is listed: so that no page adds up the part's past again. Balances of more
 * warehouses than a token has room for are left out.
 */
function tokenOf({ at, entryId }: EntryPlace, listing?: Listing & { balances: Balances }): string {
  const place = [at.getTime(), entryId];
  if (listing !== undefined) {
    const { partId, warehouseId, balances } = listing;
    const those = [...balances].filter(([each]) => warehouseId === '' || each === warehouseId);
    const token = encoded([...place, partId, warehouseId, those]);
    if (token.length <= MAX_TOKEN) return token;
  }
  return encoded(place);
}

function encoded(list: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(list)).toString('base64url');
}

/** Balances only of that very listing. @throws InvalidInput */
function readToken(
  pageToken: string,
  asked: Listing,
): { before: EntryPlace; balances: Balances | undefined } {
  const [at, entryId, partId, warehouseId, those = []] =
    pageToken.length > MAX_TOKEN ? [] : jsonList(pageToken);
  if (
    typeof at === 'number' &&
    typeof entryId === 'string' &&
    entryId.length <= MAX_ENTRY_ID &&
    areBalances(those)
  ) {
    const before = { at: new Date(at), entryId };
    const isThat = partId === asked.partId && warehouseId === asked.warehouseId;
    if (!Number.isNaN(before.at.getTime())) return { before, balances: isThat ? new Map(those) : undefined };
  }
  throw new InvalidInput('pageToken', 'page-token-invalid', 'The page token is not one that was given.');
}

function areBalances(those: unknown): those is [string, number][] {
  return (
    Array.isArray(those) &&
    those.every(
      (each: unknown) =>
        Array.isArray(each) &&
        each.length === 2 &&
        typeof each[0] === 'string' &&
        Number.isSafeInteger(each[1]),
    )
  );
}

function jsonList(token: string): unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}
