import { dataOf } from '@qipei/api-client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import { useMay } from '../session/session.ts';

export const warehousesQuery = queryOptions({
  queryKey: ['warehouses'],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await dataOf(api.GET('/v1/warehouses', { signal }))).warehouses,
});

/** What people call a warehouse; its code until that is known, or where it has no other name. */
export function useWarehouseName(): (warehouseId: string) => string {
  const may = useMay();
  const { data } = useQuery({ ...warehousesQuery, enabled: may('inventory:read') });
  return (warehouseId) => data?.find((each) => each.warehouseId === warehouseId)?.name ?? warehouseId;
}
