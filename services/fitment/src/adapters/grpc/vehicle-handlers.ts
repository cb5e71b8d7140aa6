import type { FitmentServiceService } from '@qipei/contracts/fitment/v1/fitment';
import {
  GetVehicleResponse,
  ListMakesResponse,
  ListModelsResponse,
  ListVehiclesResponse,
  ListYearsResponse,
} from '@qipei/contracts/fitment/v1/vehicle';
import { NotFound } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import type { VehicleTable } from '@qipei/vin';

export function vehicleHandlers({
  vehicles,
}: {
  vehicles: VehicleTable;
}): Pick<
  GrpcHandlers<typeof FitmentServiceService>,
  'listMakes' | 'listModels' | 'listYears' | 'listVehicles' | 'getVehicle'
> {
  return {
    async listMakes() {
      return ListMakesResponse.fromPartial({ makes: vehicles.makes() });
    },
    async listModels({ makeId }) {
      const models = vehicles.models(makeId);
      if (models.length === 0) throw new NotFound('make', makeId);
      return ListModelsResponse.fromPartial({ models });
    },
    async listYears({ modelId }) {
      const years = vehicles.years(modelId);
      if (years.length === 0) throw new NotFound('model', modelId);
      return ListYearsResponse.fromPartial({ years: [...years] });
    },
    async listVehicles({ modelId, year }) {
      if (vehicles.years(modelId).length === 0) throw new NotFound('model', modelId);
      return ListVehiclesResponse.fromPartial({ vehicles: [...vehicles.vehicles(modelId, year)] });
    },
    async getVehicle({ vehicleId }) {
      const vehicle = vehicles.vehicle(vehicleId);
      if (vehicle === undefined) throw new NotFound('vehicle', vehicleId);
      return GetVehicleResponse.fromPartial({ vehicle });
    },
  };
}
