import type { FitmentServiceService } from '@qipei/contracts/fitment/v1/fitment';
import {
  GetVehicleResponse,
  ListMakesResponse,
  ListModelsResponse,
  ListUnresolvedVehiclesResponse,
  ListVehicleReleasesResponse,
  ListVehiclesResponse,
  ListYearsResponse,
  LookUpVehicleResponse,
} from '@qipei/contracts/fitment/v1/vehicle';
import { InvalidInput, NotFound } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import type { VehicleDirectory } from '../../application/vehicle-directory.ts';
import { isOwnId } from '../../domain/vehicle-entry.ts';
import type { VehicleReader, VehicleRelease } from '../../domain/vehicle-repository.ts';
import { toMakeMessage, toModelMessage, toReleaseMessage, toVehicleMessage } from './vehicle-messages.ts';

const MAX_PAGE = 200;
const DEFAULT_PAGE = 50;

type Handled =
  | 'listMakes'
  | 'listModels'
  | 'listYears'
  | 'listVehicles'
  | 'getVehicle'
  | 'lookUpVehicle'
  | 'listUnresolvedVehicles'
  | 'listVehicleReleases';

export function vehicleHandlers({
  directory,
  reader,
}: {
  directory: VehicleDirectory;
  reader: VehicleReader;
}): Pick<GrpcHandlers<typeof FitmentServiceService>, Handled> {
  /** The release that is asked for, by its id or by an instant. Undefined where neither is given. */
  async function askedRelease(
    tenant: string,
    { releaseId, asOf }: { releaseId: string; asOf?: Date | undefined },
  ): Promise<VehicleRelease | undefined> {
    if (releaseId !== '' && asOf !== undefined)
      throw new InvalidInput('asOf', 'as-of-twice', 'Name a release or an instant, not both.');
    if (releaseId !== '') {
      const release = await reader.release(tenant, releaseId);
      if (release === undefined) throw new NotFound('vehicle-release', releaseId);
      return release;
    }
    return asOf === undefined ? undefined : await reader.releaseAt(tenant, asOf);
  }

  return {
    async listMakes(_, { tenant }) {
      return ListMakesResponse.create({ makes: (await directory.makes(tenant)).map(toMakeMessage) });
    },
    async listModels({ makeId }, { tenant }) {
      const models = await directory.models(tenant, makeId);
      return ListModelsResponse.create({ models: models.map(toModelMessage) });
    },
    async listYears({ modelId }, { tenant }) {
      const counted = await directory.yearCounts(tenant, modelId);
      return ListYearsResponse.create({
        years: counted.map(({ year }) => year),
        vehicleCounts: counted.map(({ vehicles }) => vehicles),
      });
    },
    async listVehicles({ modelId, year }, { tenant }) {
      const vehicles = await directory.vehicles(tenant, modelId, year);
      return ListVehiclesResponse.create({ vehicles: vehicles.map(toVehicleMessage) });
    },
    async getVehicle({ vehicleId, releaseId, asOf }, { tenant }) {
      const release = await askedRelease(tenant, { releaseId, asOf });
      // Before the first release there was the platform's part alone.
      const before = asOf !== undefined && release === undefined ? { release: 0 } : undefined;
      const then = release === undefined ? before : { release: release.sequence };
      const { vehicle, redirects } = await directory.vehicle(tenant, vehicleId, then);
      const message = toVehicleMessage(vehicle);
      return GetVehicleResponse.create({ vehicle: message, redirects, releaseId: release?.id ?? '' });
    },
    async lookUpVehicle({ reference }, { tenant }) {
      const found = await directory.lookUp(tenant, reference);
      return LookUpVehicleResponse.fromPartial({
        ...{ kind: found.kind, id: found.id, redirects: found.redirects },
        vehicles: found.vehicles.map(toVehicleMessage),
        ...(found.make !== undefined && { make: toMakeMessage(found.make) }),
        ...(found.model !== undefined && { model: toModelMessage(found.model) }),
      });
    },
    async listUnresolvedVehicles({ pageSize, pageToken }, { tenant }) {
      const size = sizeOf(pageSize);
      if (pageToken !== '' && !isOwnId(pageToken) && !/^bv\d+-\d{4}$/.test(pageToken)) throw notAToken();
      const found = await directory.unresolved(tenant, pageToken, size + 1);
      const page = found.slice(0, size);
      const nextPageToken = found.length > size ? (page.at(-1)?.vehicleId ?? '') : '';
      return ListUnresolvedVehiclesResponse.create({ vehicles: page.map(toVehicleMessage), nextPageToken });
    },
    async listVehicleReleases({ pageSize, pageToken }, { tenant }) {
      const size = sizeOf(pageSize);
      if (!/^\d{0,9}$/.test(pageToken)) throw notAToken();
      const before = pageToken === '' ? Number.MAX_SAFE_INTEGER : Number(pageToken);
      // One more than the page: it tells whether there is another, and what came before the last.
      const found = await reader.releases(tenant, before, size + 1);
      const page = found.slice(0, size);
      return ListVehicleReleasesResponse.create({
        releases: page.map((release, at) => toReleaseMessage(release, found[at + 1]?.id ?? '')),
        nextPageToken: found.length > size ? String(page.at(-1)?.sequence ?? '') : '',
      });
    },
  };
}

/** @throws InvalidInput */
function sizeOf(pageSize: number): number {
  const size = pageSize === 0 ? DEFAULT_PAGE : pageSize;
  if (size < 0 || size > MAX_PAGE)
    throw new InvalidInput('pageSize', 'out-of-range', `A page has 1 to ${MAX_PAGE} entries.`);
  return size;
}

function notAToken(): InvalidInput {
  return new InvalidInput('pageToken', 'page-token-invalid', 'This page token was not given by the list.');
}
