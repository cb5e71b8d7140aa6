import { Make, Model, VehicleRelease as ReleaseMessage, Vehicle } from '@qipei/contracts/fitment/v1/vehicle';
import type { ListedMake, ListedModel } from '../../application/vehicle-directory.ts';
import type { VehicleRelease } from '../../domain/vehicle-repository.ts';
import type { VehicleSheet } from '../../domain/vehicle-sheet.ts';

export function toVehicleMessage({ built, externalIds, ...sheet }: VehicleSheet): Vehicle {
  return Vehicle.fromPartial({
    ...sheet,
    builtFrom: built.from,
    builtTo: built.to,
    externalIds: [...externalIds],
  });
}

export function toMakeMessage({ externalIds, ...make }: ListedMake): Make {
  return Make.fromPartial({ ...make, externalIds: [...externalIds] });
}

export function toModelMessage({ externalIds, ...model }: ListedModel): Model {
  return Model.fromPartial({ ...model, externalIds: [...externalIds] });
}

export function toReleaseMessage(release: VehicleRelease, previous: string): ReleaseMessage {
  const { id: releaseId, sequence: _, startedAt, completedAt, ...rest } = release;
  return ReleaseMessage.fromPartial({
    ...{ ...rest, releaseId, startedAt, previousReleaseId: previous },
    ...(completedAt !== undefined && { completedAt }),
  });
}
