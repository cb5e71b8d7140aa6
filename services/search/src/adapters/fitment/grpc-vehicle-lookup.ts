import type { FitmentServiceService } from '@qipei/contracts/fitment/v1/fitment';
import { GetVehicleRequest, type Vehicle } from '@qipei/contracts/fitment/v1/vehicle';
import { DecodeVinRequest, type DecodeVinResponse } from '@qipei/contracts/fitment/v1/vin';
import { NotFound } from '@qipei/kernel';
import type { GrpcClient } from '@qipei/service-kit';
import type { KnownVehicle, VehicleLookup } from '../../domain/vehicle-lookup.ts';

/** The vehicle table of the fitment service. */
export function grpcVehicleLookup(fitment: GrpcClient<typeof FitmentServiceService>): VehicleLookup {
  return {
    async decode(vin, context) {
      const response = await fitment.decodeVin(DecodeVinRequest.fromPartial({ vin }), context);
      return {
        vin: response.vin,
        known: response.attributes.some(({ name }) => name === 'make' || name === 'manufacturerName'),
        vehicles: vehiclesOf(response),
        notes: response.notes.map(({ code, message }) => ({ code, message })),
      };
    },
    async vehicle(vehicleId, context) {
      const { vehicle } = await fitment.getVehicle(GetVehicleRequest.fromPartial({ vehicleId }), context);
      if (vehicle === undefined) throw new NotFound('vehicle', vehicleId);
      return toKnownVehicle(vehicle);
    },
  };
}

function vehiclesOf({ candidates }: DecodeVinResponse): KnownVehicle[] {
  const agreeing = candidates.filter((candidate) => candidate.contradicts.length === 0);
  const chosen = agreeing.length > 0 ? agreeing : candidates;
  return chosen
    .map((candidate) => candidate.vehicle)
    .filter((vehicle) => vehicle !== undefined)
    .map(toKnownVehicle);
}

function toKnownVehicle(vehicle: Vehicle): KnownVehicle {
  return { ...vehicle };
}
