import { setImmediate } from 'node:timers/promises';
import { InvalidInput } from '@qipei/kernel';
import type { InventoryStore, PartStock } from '../domain/inventory-store.ts';
import { isWarehouseId, requirePartId } from '../domain/reservation.ts';
import { available, MAX_QUANTITY } from '../domain/stock.ts';
import { type Availability, toAvailability } from './get-availability.ts';

export interface ListStock {
  pageSize: number;
  pageToken: string;
  /** Empty for any. */
  warehouseId: string;
  /** Only what fewer are available of; 0: whatever there is. */
  availableBelow: number;
}

const DEFAULT_PAGE = 50;
const MAX_PAGE = 500;
/** Looked at by one call of the store's: others come in between. */
const WINDOW = 1_000;
/** Looked at for one page, so that a filter that nothing passes costs no more than this. */
const MAX_LOOKED_AT = 20_000;

/** In the order of the part ids. A page may have fewer parts than were asked for, and one behind it. @throws InvalidInput */
export async function listStock(
  tenant: string,
  { pageSize, pageToken, warehouseId, availableBelow }: ListStock,
  { store }: { store: InventoryStore },
): Promise<{ parts: Availability[]; nextPageToken: string }> {
  if (!Number.isInteger(pageSize) || pageSize < 0)
    throw new InvalidInput('pageSize', 'out-of-range', 'A page has at least one part.');
  if (warehouseId !== '' && !isWarehouseId(warehouseId))
    throw new InvalidInput(
      'warehouseId',
      'warehouse-id-invalid',
      "A warehouse id is 1 to 64 letters, digits, '.', '_' or '-'.",
    );
  if (!Number.isInteger(availableBelow) || availableBelow < 0 || availableBelow > MAX_QUANTITY)
    throw new InvalidInput('availableBelow', 'quantity-invalid', 'A limit is a whole number.');
  const limit = pageSize === 0 ? DEFAULT_PAGE : Math.min(pageSize, MAX_PAGE);
  const filters = warehouseId !== '' || availableBelow > 0;
  const size = filters ? WINDOW : limit + 1;
  const found: PartStock[] = [];
  let after = pageToken === '' ? '' : requirePartId('pageToken', pageToken);
  for (let lookedAt = 0; lookedAt < MAX_LOOKED_AT; lookedAt += size) {
    const window = await store.parts(tenant, { after, limit: size });
    for (const part of window) {
      const passes = isWanted(part, warehouseId, availableBelow);
      if (passes && found.length === limit) return pageOf(found, after);
      if (passes) found.push(part);
      after = part.partId;
    }
    if (window.length < size) return pageOf(found, '');
    await setImmediate();
  }
  return pageOf(found, after);
}

function pageOf(parts: readonly PartStock[], nextPageToken: string) {
  return { parts: parts.map(toAvailability), nextPageToken };
}

/** What a warehouse has, or had, something of is what it has a level of. */
function isWanted({ levels }: PartStock, warehouseId: string, below: number): boolean {
  const counted = warehouseId === '' ? levels : levels.filter((each) => each.warehouseId === warehouseId);
  if (warehouseId !== '' && counted.length === 0) return false;
  return below === 0 || counted.reduce((sum, level) => sum + available(level), 0) < below;
}
