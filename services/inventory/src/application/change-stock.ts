import { InvalidInput, NotFound } from '@qipei/kernel';
import { requireEditKey } from '../domain/edit-key.ts';
import { EditKeyUsed, StockChanged, StockReserved } from '../domain/errors.ts';
import type { EditEntry, EditUnit, InventoryStore, PartStock, Scope } from '../domain/inventory-store.ts';
import { requirePartId } from '../domain/reservation.ts';
import { ADJUSTMENT_REASONS, MAX_QUANTITY, type StockLevel } from '../domain/stock.ts';

/** What was counted, where it was looked at before; or how many more or less there are, and why. */
export type StockChange = { onHand: number; expectedOnHand: number } | { delta: number; reason: string };

export interface ChangeStock {
  partId: string;
  warehouseId: string;
  key: string;
  change: StockChange;
  /** Id of the key or the user that asks; stands in the ledger. */
  actor: string;
}

export interface StockChangeOutcome {
  /** The part as it is then. */
  part: PartStock;
  /** It had been done before under the same key. */
  replayed: boolean;
}

/**
 * Changes what a warehouse has of a part, through the ledger that orders go through. Again under the same key it is done
 * once, also where it changed nothing: a count is a fact of its moment. What is held for orders stays there to be taken.
 * @throws InvalidInput, NotFound for a warehouse, StockChanged, StockReserved, EditKeyUsed
 */
export async function changeStock(
  command: ChangeStock,
  scope: Scope,
  { store }: { store: InventoryStore },
): Promise<StockChangeOutcome> {
  const { warehouseId, actor } = command;
  const partId = requirePartId('partId', command.partId);
  const key = requireEditKey(command.key);
  const change = requireChange(command.change);
  // Imports make warehouses; what is typed by hand is more likely misspelt. They are never taken away.
  const warehouses = await store.warehouses(scope.tenant);
  if (!warehouses.some((each) => each.warehouseId === warehouseId))
    throw new NotFound('warehouse', warehouseId);
  return await store.edit(scope, { partId, key }, (unit) => {
    const booked = unit.booked();
    if (booked !== undefined) {
      if (!isThatChange(booked, warehouseId, change)) throw new EditKeyUsed();
      return { part: partOf(unit, partId), replayed: true };
    }
    const level = unit.level(partId, warehouseId) ?? { warehouseId, onHand: 0, reserved: 0 };
    unit.adjust({ warehouseId, ...deltaOf(change, level), actor, request: requestText(change) });
    return { part: partOf(unit, partId), replayed: false };
  });
}

type SoundChange =
  | { onHand: number; expectedOnHand: number }
  | { delta: number; reason: (typeof ADJUSTMENT_REASONS)[number] };

/** @throws InvalidInput */
function requireChange(change: StockChange): SoundChange {
  if ('onHand' in change) {
    const { onHand, expectedOnHand } = change;
    if (!Number.isInteger(onHand) || onHand < 0 || onHand > MAX_QUANTITY)
      throw new InvalidInput(
        'onHand',
        'quantity-invalid',
        `What is on hand is a whole number from 0 to ${MAX_QUANTITY}.`,
      );
    if (!Number.isSafeInteger(expectedOnHand))
      throw new InvalidInput('expectedOnHand', 'quantity-invalid', 'What was on hand is a whole number.');
    return { onHand, expectedOnHand };
  }
  const { delta } = change;
  if (!Number.isInteger(delta) || delta === 0 || Math.abs(delta) > MAX_QUANTITY)
    throw new InvalidInput(
      'delta',
      'quantity-invalid',
      `A change is a whole number other than 0, of at most ${MAX_QUANTITY}.`,
    );
  const reason = ADJUSTMENT_REASONS.find((each) => each === change.reason);
  if (reason === undefined)
    throw new InvalidInput(
      'reason',
      'reason-unknown',
      `A reason is one of ${ADJUSTMENT_REASONS.join(', ')}.`,
    );
  return { delta, reason };
}

/** @throws StockChanged, StockReserved, InvalidInput */
function deltaOf(change: SoundChange, level: StockLevel): Pick<EditEntry, 'delta' | 'reason'> {
  if ('onHand' in change && level.onHand !== change.expectedOnHand && level.onHand !== change.onHand)
    throw new StockChanged(level);
  const delta = 'onHand' in change ? change.onHand - level.onHand : change.delta;
  const after = level.onHand + delta;
  if (delta < 0 && after < level.reserved) throw new StockReserved(level);
  if (after > MAX_QUANTITY)
    throw new InvalidInput('delta', 'quantity-invalid', `There would be more than ${MAX_QUANTITY}.`);
  return { delta, reason: 'onHand' in change ? 'counted' : change.reason };
}

/** What is asked for, so that another request under the same key is known for one. */
function requestText(change: SoundChange): string {
  return 'onHand' in change
    ? `counted ${change.onHand} for ${change.expectedOnHand}`
    : `${change.reason} ${change.delta}`;
}

function isThatChange(booked: EditEntry, warehouseId: string, change: SoundChange): boolean {
  if (booked.warehouseId !== warehouseId) return false;
  if (booked.request !== '') return booked.request === requestText(change);
  // Booked by a release that kept no request: as near as the ledger tells.
  if ('delta' in change) return booked.reason === change.reason && booked.delta === change.delta;
  return booked.reason === 'counted' && booked.delta === change.onHand - change.expectedOnHand;
}

export function partOf(unit: Pick<EditUnit, 'levels' | 'prices'>, partId: string): PartStock {
  return { partId, levels: [...unit.levels(partId)], prices: [...unit.prices(partId)] };
}
