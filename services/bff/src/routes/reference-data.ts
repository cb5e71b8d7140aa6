import { ListBrandsRequest } from '@qipei/contracts/catalog/v1/catalog';
import { ListWarehousesRequest } from '@qipei/contracts/inventory/v1/inventory';
import { z } from 'zod';
import { defineRoute, type Route } from '../http/route.ts';
import { textOrNull } from '../resources/unknown-values.ts';

export const referenceDataRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/brands',
    operationId: 'listBrands',
    summary: 'List the brands of the parts that you may see',
    tag: 'Reference data',
    scope: 'catalog:read',
    guests: true,
    responses: {
      200: {
        description: 'All brands.',
        schema: z.object({
          brands: z.array(
            z
              .object({
                brandId: z.string(),
                name: z.string(),
                nameZh: z.string().nullable(),
                partCount: z.int(),
              })
              .meta({ id: 'Brand' }),
          ),
        }),
      },
    },
    async handle(_input, { peers, call }) {
      const { brands } = await peers.catalog.listBrands(ListBrandsRequest.fromPartial({}), call);
      return {
        status: 200,
        body: {
          brands: brands.map(({ brandId, name, nameZh, partCount }) => ({
            brandId,
            name,
            nameZh: textOrNull(nameZh),
            partCount,
          })),
        },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/warehouses',
    operationId: 'listWarehouses',
    summary: 'List your warehouses',
    tag: 'Stock',
    scope: 'inventory:read',
    responses: {
      200: {
        description: 'All warehouses.',
        schema: z.object({
          warehouses: z.array(
            z.object({ warehouseId: z.string(), name: z.string().nullable() }).meta({ id: 'Warehouse' }),
          ),
        }),
      },
    },
    async handle(_input, { peers, call }) {
      const { warehouses } = await peers.inventory.listWarehouses(
        ListWarehousesRequest.fromPartial({}),
        call,
      );
      return {
        status: 200,
        body: {
          warehouses: warehouses.map(({ warehouseId, name }) => ({ warehouseId, name: textOrNull(name) })),
        },
      };
    },
  }),
];
