import type { Row } from '@qipei/interchange';
import type { WantedVehicles } from '../domain/vehicle-catalogue.ts';
import { isTypedId } from '../domain/vehicle-names.ts';

/** What rows of fitments ask of the vehicle table. */
export function vehiclesOfRows(rows: readonly Row[]): Required<Omit<WantedVehicles, 'modelIds'>> {
  const names = new Map<string, { make: string; model: string }>();
  const typedIds = new Set<string>();
  for (const { values } of rows) {
    if (typeof values.baseVehicle === 'string') typedIds.add(values.baseVehicle);
    if (typeof values.make !== 'string' || typeof values.model !== 'string') continue;
    const { make, model } = values;
    for (const name of [make, model]) if (isTypedId(name)) typedIds.add(name);
    names.set(`${make}\u0000${model}`, { make, model });
  }
  return { names: [...names.values()], typedIds: [...typedIds] };
}
