import { ListPartPicturesRequest, type PartAlbum } from '@qipei/contracts/catalog/v1/picture';
import { CheckFitmentsRequest, type PartVerdict } from '@qipei/contracts/fitment/v1/fitment';
import type { NamedVehicles } from '@qipei/contracts/fitment/v1/vehicle_words';
import { type Availability, GetAvailabilityRequest } from '@qipei/contracts/inventory/v1/inventory';
import type { Hit } from '@qipei/contracts/search/v1/search';
import { DomainError } from '@qipei/kernel';
import type { RouteContext } from '../http/route.ts';

export interface Live {
  availability: ReadonlyMap<string, Availability>;
  verdicts: ReadonlyMap<string, PartVerdict>;
  /** Images that were put up, of the parts that have any. */
  albums: ReadonlyMap<string, PartAlbum>;
  notes: { code: string; message: string }[];
}

/** The rows of the vehicle table that the one vehicle may be, and what else is known of it. */
export interface VehicleOfHits {
  vehicleIds: string[];
  vin?: string;
  productionDate?: string;
  /** In place of `vehicleIds`: one of those that words name. */
  named?: NamedVehicles | undefined;
}

/**
 * Stock, price and fit of the hits as they are now; stock and price where the key may see them. What can't be had now is
 * said and doesn't cost the answer.
 */
export async function lookUpHits(
  hits: readonly Hit[],
  vehicle: VehicleOfHits,
  context: RouteContext,
): Promise<Live> {
  const { peers, call } = context;
  const seesStock = context.caller.scopes.has('inventory:read');
  const partIds = hits.map(({ partId }) => partId);
  const notes: Live['notes'] = [];
  const unless =
    <T>(code: string, message: string) =>
    (error: unknown): T[] => {
      if (!(error instanceof DomainError)) throw error;
      context.logger.warn(
        { cause: error.message, code, traceparent: call.traceparent },
        'a search is answered in part',
      );
      notes.push({ code, message });
      return [];
    };
  const [availabilities, verdicts, albums] = await Promise.all([
    seesStock && partIds.length > 0
      ? peers.inventory
          .getAvailability(GetAvailabilityRequest.fromPartial({ partIds }), call)
          .then((answer) => answer.availabilities)
          .catch(
            unless<Availability>('availability-unknown', 'Prices and stock can’t be looked up just now.'),
          )
      : [],
    (vehicle.vehicleIds.length > 0 || vehicle.named !== undefined) && partIds.length > 0
      ? peers.fitment
          .checkFitments(CheckFitmentsRequest.fromPartial({ partIds, ...vehicle }), call)
          .then((answer) => answer.verdicts)
          .catch(unless<PartVerdict>('fit-unknown', 'The proof of the fit can’t be looked up just now.'))
      : [],
    partIds.length > 0
      ? peers.albums
          .listPartPictures(ListPartPicturesRequest.fromPartial({ partIds }), call)
          .then((answer) => answer.albums)
          .catch(unless<PartAlbum>('images-unknown', 'Images can’t be looked up just now.'))
      : [],
  ]);
  return {
    availability: new Map(availabilities.map((availability) => [availability.partId, availability])),
    verdicts: new Map(verdicts.map((verdict) => [verdict.partId, verdict])),
    albums: new Map(albums.map((album) => [album.partId, album])),
    notes,
  };
}
