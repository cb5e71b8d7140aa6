import {
  GetVehicleRequest,
  ListMakesRequest,
  ListModelsRequest,
  ListVehiclesRequest,
  ListYearsRequest,
} from '@qipei/contracts/fitment/v1/vehicle';
import { z } from 'zod';
import { id, wholeNumber } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { MakeJson, ModelJson, makeJson, modelJson, VehicleJson, vehicleJson } from '../resources/vehicle.ts';

export const vehicleRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/makes',
    operationId: 'listMakes',
    summary: 'List the makes of vehicles',
    tag: 'Vehicles',
    scope: 'catalog:read',
    responses: { 200: { description: 'All makes.', schema: z.object({ makes: z.array(MakeJson) }) } },
    async handle(_input, { peers, call }) {
      const { makes } = await peers.fitment.listMakes(ListMakesRequest.fromPartial({}), call);
      return { status: 200, body: { makes: makes.map(makeJson) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/makes/{makeId}/models',
    operationId: 'listModels',
    summary: 'List the models of a make',
    tag: 'Vehicles',
    scope: 'catalog:read',
    params: z.object({ makeId: id('A make’s id.') }),
    responses: { 200: { description: 'All its models.', schema: z.object({ models: z.array(ModelJson) }) } },
    problems: { 404: 'There is no such make.' },
    async handle({ params }, { peers, call }) {
      const { models } = await peers.fitment.listModels(
        ListModelsRequest.fromPartial({ makeId: params.makeId }),
        call,
      );
      return { status: 200, body: { models: models.map(modelJson) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/models/{modelId}/years',
    operationId: 'listModelYears',
    summary: 'List the years of a model',
    tag: 'Vehicles',
    scope: 'catalog:read',
    params: z.object({ modelId: id('A model’s id.') }),
    responses: { 200: { description: 'Its years.', schema: z.object({ years: z.array(z.int()) }) } },
    problems: { 404: 'There is no such model.' },
    async handle({ params }, { peers, call }) {
      const { years } = await peers.fitment.listYears(
        ListYearsRequest.fromPartial({ modelId: params.modelId }),
        call,
      );
      return { status: 200, body: { years } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/vehicles',
    operationId: 'listVehicles',
    summary: 'List the vehicles of a model and year',
    tag: 'Vehicles',
    scope: 'catalog:read',
    query: z.strictObject({ modelId: id('A model’s id.'), year: wholeNumber({ min: 1886, max: 2100 }) }),
    responses: {
      200: {
        description: 'One for each engine and body.',
        schema: z.object({ vehicles: z.array(VehicleJson) }),
      },
    },
    problems: { 404: 'There is no such model.' },
    async handle({ query }, { peers, call }) {
      const { vehicles } = await peers.fitment.listVehicles(ListVehiclesRequest.fromPartial(query), call);
      return { status: 200, body: { vehicles: vehicles.map(vehicleJson) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/vehicles/{vehicleId}',
    operationId: 'getVehicle',
    summary: 'Get a vehicle',
    tag: 'Vehicles',
    scope: 'catalog:read',
    params: z.object({ vehicleId: id('A vehicle’s id.') }),
    responses: { 200: { description: 'The vehicle.', schema: VehicleJson } },
    problems: { 404: 'There is no such vehicle.' },
    async handle({ params }, { peers, call }) {
      const { vehicle } = await peers.fitment.getVehicle(GetVehicleRequest.fromPartial(params), call);
      if (vehicle === undefined) throw new Error('fitment answered without the vehicle');
      return { status: 200, body: vehicleJson(vehicle) };
    },
  }),
];
