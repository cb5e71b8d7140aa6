import type { VehicleCatalogue } from '../domain/vehicle-catalogue.ts';
import type { VehicleSource } from '../domain/vehicle-source.ts';

/** The platform's vehicles by id, and whatever else a tenant calls them or has of its own. */
export function tenantVehicleSource(platform: VehicleSource, catalogue: VehicleCatalogue): VehicleSource {
  return {
    async vehicles(tenant, vehicleIds) {
      const known = await platform.vehicles(tenant, vehicleIds);
      const others = vehicleIds.filter((id) => !known.has(id));
      return others.length === 0 ? known : new Map([...known, ...(await catalogue.resolve(tenant, others))]);
    },
    decoder: (tenant) => platform.decoder(tenant),
  };
}
