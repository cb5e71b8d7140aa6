import {
  CheckFitmentsResponse,
  DecodeVinResponse,
  type FitmentServiceService,
  GetVehicleResponse,
  ListMakesResponse,
  ListModelsResponse,
  ListPartFitmentsResponse,
  ListVehiclesResponse,
  ListYearsResponse,
} from '@qipei/contracts/fitment/v1/fitment';
import { InvalidInput, NotFound } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import { decodeVin, type Vehicle, type VinTable } from '@qipei/vin';
import type { PartFitmentsReader } from '../../domain/part-fitments-repository.ts';
import { judge } from '../../domain/verdict.ts';
import { toFitmentMessage, VERDICT } from './fitment-messages.ts';

const MAX_PARTS = 500;
const MAX_VEHICLES = 100;
const MAX_PAGE = 1_000;
const MAX_VIN = 64;

export function fitmentHandlers({
  table,
  fitments,
}: {
  table: VinTable;
  fitments: PartFitmentsReader;
}): GrpcHandlers<typeof FitmentServiceService> {
  const { vehicles } = table;

  function requireVehicle(vehicleId: string): Vehicle {
    const vehicle = vehicles.vehicle(vehicleId);
    if (vehicle === undefined) throw new NotFound('vehicle', vehicleId);
    return vehicle;
  }

  return {
    async decodeVin({ vin }) {
      if (vin.trim() === '') throw new InvalidInput('vin', 'vin-empty', 'Give a VIN.');
      if (vin.length > MAX_VIN)
        throw new InvalidInput('vin', 'too-long', `At most ${MAX_VIN} characters; a VIN has 17.`);
      const decoded = decodeVin(table, vin);
      return DecodeVinResponse.fromPartial({
        vin: decoded.vin,
        checkDigit: decoded.checkDigit,
        attributes: Object.entries(decoded.attributes).map(([name, attribute]) => ({ name, ...attribute })),
        candidates: vehicles
          .candidates(decoded)
          .map((candidate) => ({ ...candidate, vehicleId: candidate.vehicle.vehicleId })),
        notes: decoded.notes,
        suggestions: decoded.suggestions,
      });
    },
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
      return GetVehicleResponse.fromPartial({ vehicle: requireVehicle(vehicleId) });
    },
    async listPartFitments({ partId, pageSize, pageToken }, { tenant }) {
      const all = (await fitments.find(tenant, [partId])).get(partId)?.fitments ?? [];
      const size = pageSize === 0 ? 100 : pageSize;
      if (size < 0 || size > MAX_PAGE)
        throw new InvalidInput('pageSize', 'out-of-range', `A page has 1 to ${MAX_PAGE} fitments.`);
      if (!/^\d{0,9}$/.test(pageToken))
        throw new InvalidInput(
          'pageToken',
          'page-token-invalid',
          'This page token was not given by the list.',
        );
      const from = Number(pageToken);
      const page = all.slice(from, from + size);
      return ListPartFitmentsResponse.fromPartial({
        fitments: page.map((fitment) => toFitmentMessage(partId, fitment, vehicles)),
        nextPageToken: from + size < all.length ? String(from + size) : '',
        total: all.length,
      });
    },
    async checkFitments({ partIds, vehicleIds }, { tenant }) {
      if (partIds.length > MAX_PARTS)
        throw new InvalidInput('partIds', 'too-many', `At most ${MAX_PARTS} parts at once.`);
      if (vehicleIds.length === 0 || vehicleIds.length > MAX_VEHICLES) {
        throw new InvalidInput('vehicleIds', 'out-of-range', `Name 1 to ${MAX_VEHICLES} vehicles.`);
      }
      const candidates = vehicleIds.map(requireVehicle);
      const found = await fitments.find(tenant, partIds);
      const verdicts = partIds.map((partId) => {
        const verdict = judge(found.get(partId)?.fitments ?? [], candidates);
        return {
          partId,
          verdict: VERDICT[verdict.kind],
          proof: verdict.proof.map((fitment) => toFitmentMessage(partId, fitment, vehicles)),
          undecided: verdict.undecided,
        };
      });
      return CheckFitmentsResponse.fromPartial({ verdicts });
    },
  };
}
