import {
  CheckFitmentsResponse,
  type FitmentServiceService,
  ListPartFitmentsResponse,
} from '@qipei/contracts/fitment/v1/fitment';
import { InvalidInput, NotFound } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import type { Vehicle, VehicleTable } from '@qipei/vin';
import type { PartFitmentsReader } from '../../domain/part-fitments-repository.ts';
import { judge } from '../../domain/verdict.ts';
import { toFitmentMessage, VERDICT } from './fitment-messages.ts';

const MAX_PARTS = 500;
const MAX_VEHICLES = 100;
const MAX_PAGE = 1_000;

export function fitmentHandlers({
  vehicles,
  fitments,
}: {
  vehicles: VehicleTable;
  fitments: PartFitmentsReader;
}): Pick<GrpcHandlers<typeof FitmentServiceService>, 'listPartFitments' | 'checkFitments'> {
  function requireVehicle(vehicleId: string): Vehicle {
    const vehicle = vehicles.vehicle(vehicleId);
    if (vehicle === undefined) throw new NotFound('vehicle', vehicleId);
    return vehicle;
  }

  return {
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
