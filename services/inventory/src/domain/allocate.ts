import { available, type StockLevel } from './stock.ts';

export interface ReservationLine {
  line: number;
  partId: string;
  /** Empty for any. */
  warehouseId: string;
  quantity: number;
}

export interface Allocation {
  line: number;
  partId: string;
  warehouseId: string;
  quantity: number;
}

export interface Shortage {
  line: number;
  partId: string;
  warehouseId: string;
  requested: number;
  /** What there is for this line once the lines that could be served have theirs. */
  available: number;
}

export interface AllocationResult {
  /** In the order of the lines; of use only where nothing is short. */
  allocations: Allocation[];
  shortages: Shortage[];
}

/**
 * Spreads lines over stock. Lines that name a warehouse have no choice and go first, so that a line that may take from
 * anywhere never takes what only they could have used: if all lines can be served at all, they are. A line without a
 * warehouse takes from the fullest first, which is one warehouse alone wherever one has enough. A short line takes nothing.
 */
export function allocate(
  lines: readonly ReservationLine[],
  stockOf: (partId: string) => readonly StockLevel[],
): AllocationResult {
  const rest = new Map<string, { warehouseId: string; left: number }[]>();
  const restOf = (partId: string) => {
    let levels = rest.get(partId);
    if (levels === undefined) {
      levels = stockOf(partId).map((level) => ({ warehouseId: level.warehouseId, left: available(level) }));
      rest.set(partId, levels);
    }
    return levels;
  };
  const allocations: Allocation[] = [];
  const shortages: Shortage[] = [];
  for (const line of [...lines.filter(isPinned), ...lines.filter((each) => !isPinned(each))]) {
    const usable = restOf(line.partId)
      .filter((level) => !isPinned(line) || level.warehouseId === line.warehouseId)
      .sort((a, b) => b.left - a.left || (a.warehouseId < b.warehouseId ? -1 : 1));
    const there = usable.reduce((sum, level) => sum + level.left, 0);
    if (there < line.quantity) {
      const { line: number, partId, warehouseId, quantity } = line;
      shortages.push({ line: number, partId, warehouseId, requested: quantity, available: there });
      continue;
    }
    let missing = line.quantity;
    for (const level of usable) {
      const quantity = Math.min(missing, level.left);
      if (quantity === 0) break;
      level.left -= quantity;
      missing -= quantity;
      allocations.push({ line: line.line, partId: line.partId, warehouseId: level.warehouseId, quantity });
    }
  }
  const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line;
  return { allocations: allocations.sort(byLine), shortages: shortages.sort(byLine) };
}

function isPinned(line: ReservationLine): boolean {
  return line.warehouseId !== '';
}
