import {
  GetVehicleRequest,
  ListMakesRequest,
  ListModelsRequest,
  ListUnresolvedVehiclesRequest,
  ListVehicleReleasesRequest,
  ListVehiclesRequest,
  ListYearsRequest,
  LookUpVehicleRequest,
} from '@qipei/contracts/fitment/v1/vehicle';
import { z } from 'zod';
import { invalidField } from '../http/problem.ts';
import { DEFAULT_PAGE_SIZE, id, pageSize, pageToken, wholeNumber } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { textOrNull } from '../resources/unknown-values.ts';
import {
  FoundVehicleJson,
  foundVehicleJson,
  LookedUpJson,
  lookedUpJson,
  MakeJson,
  ModelJson,
  makeJson,
  modelJson,
  VehicleJson,
  vehicleJson,
} from '../resources/vehicle.ts';
import { VehicleReleaseJson, vehicleReleaseJson } from '../resources/vehicle-release.ts';

export const vehicleRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/makes',
    operationId: 'listMakes',
    summary: 'List the makes of vehicles',
    tag: 'Vehicles',
    scope: 'catalog:read',
    guests: true,
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
    guests: true,
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
    guests: true,
    params: z.object({ modelId: id('A model’s id.') }),
    responses: {
      200: {
        description: 'Its years.',
        schema: z.object({
          years: z.array(z.int()),
          vehicleCounts: z.array(z.int()).meta({ description: 'Engines and bodies of each year.' }),
        }),
      },
    },
    problems: { 404: 'There is no such model.' },
    async handle({ params }, { peers, call }) {
      const { years, vehicleCounts } = await peers.fitment.listYears(
        ListYearsRequest.fromPartial({ modelId: params.modelId }),
        call,
      );
      return { status: 200, body: { years, vehicleCounts } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/vehicles',
    operationId: 'listVehicles',
    summary: 'List the vehicles of a model and year, or look one up by an id of another table',
    description:
      'With `modelId` and `year`: one vehicle for each engine and body, the platform’s and your own. With `externalId`: ' +
      'what that id names, wherever it has been moved since; `ktype.pc:15657` and `ktype.cv:15657` are different vehicles. ' +
      'With `unresolved=true`: what your imports name and the platform’s table has no counterpart of, in pages.',
    tag: 'Vehicles',
    scope: 'catalog:read',
    guests: true,
    query: z.strictObject({
      modelId: id('A model’s id.').optional(),
      year: wholeNumber({ min: 1886, max: 2100 }).optional(),
      externalId: id('`<kind>:<key>`, or the bare key of a row of yours.').optional(),
      unresolved: z.literal('true').optional(),
      pageSize,
      pageToken,
    }),
    responses: {
      200: {
        description: 'The vehicles.',
        schema: z.object({
          vehicles: z.array(VehicleJson),
          lookedUp: LookedUpJson.nullable().meta({ description: 'With `externalId`: what it names.' }),
          nextPageToken: z.string().nullable(),
        }),
      },
    },
    problems: { 404: 'There is no such model, or nothing has that id.' },
    async handle({ query }, { peers, call }) {
      const { modelId, year, externalId, unresolved } = query;
      const ways = [modelId ?? year, externalId, unresolved].filter((each) => each !== undefined);
      if (ways.length > 1) {
        const message = 'Give modelId and year, or externalId, or unresolved=true; not several of them.';
        throw invalidField(externalId === undefined ? 'unresolved' : 'externalId', 'query-unclear', message);
      }
      if (externalId !== undefined) {
        const request = LookUpVehicleRequest.fromPartial({ reference: externalId });
        const found = await peers.fitment.lookUpVehicle(request, call);
        const vehicles = found.vehicles.map(vehicleJson);
        return { status: 200, body: { vehicles, lookedUp: lookedUpJson(found), nextPageToken: null } };
      }
      if (unresolved !== undefined) {
        const page = { pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE, pageToken: query.pageToken ?? '' };
        const request = ListUnresolvedVehiclesRequest.fromPartial(page);
        const { vehicles, nextPageToken } = await peers.fitment.listUnresolvedVehicles(request, call);
        const body = { vehicles: vehicles.map(vehicleJson), lookedUp: null };
        return { status: 200, body: { ...body, nextPageToken: textOrNull(nextPageToken) } };
      }
      if (modelId === undefined) throw invalidField('modelId', 'required', 'must be given');
      if (year === undefined) throw invalidField('year', 'required', 'must be given');
      const request = ListVehiclesRequest.fromPartial({ modelId, year });
      const { vehicles } = await peers.fitment.listVehicles(request, call);
      return {
        status: 200,
        body: { vehicles: vehicles.map(vehicleJson), lookedUp: null, nextPageToken: null },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/vehicles/{vehicleId}',
    operationId: 'getVehicle',
    summary: 'Get a vehicle, as it is or as it was',
    description:
      'An id that was merged or replaced answers with the vehicle that took its place and says so. `release` and `asOf` go ' +
      'back in what you have added to the table; the platform’s own rows are those of the table that is served now.',
    tag: 'Vehicles',
    scope: 'catalog:read',
    guests: true,
    params: z.object({
      vehicleId: id('A vehicle’s id, or an id of another table such as `ktype.pc:15657`.'),
    }),
    query: z.strictObject({
      release: id('A release of your vehicles.').optional(),
      asOf: z.iso.datetime({ offset: true }).optional().meta({ description: 'An instant, ISO 8601.' }),
    }),
    responses: { 200: { description: 'The vehicle.', schema: FoundVehicleJson } },
    problems: { 404: 'There is, or was then, no such vehicle, or no such release.' },
    async handle({ params: { vehicleId }, query: { release, asOf } }, { peers, call }) {
      const request = GetVehicleRequest.fromPartial({
        ...{ vehicleId, releaseId: release ?? '' },
        ...(asOf !== undefined && { asOf: new Date(asOf) }),
      });
      return { status: 200, body: foundVehicleJson(await peers.fitment.getVehicle(request, call)) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/vehicle-releases',
    operationId: 'listVehicleReleases',
    summary: 'List the releases of your vehicles, newest first',
    tag: 'Vehicles',
    scope: 'catalog:read',
    query: z.strictObject({ pageSize, pageToken }),
    responses: {
      200: {
        description: 'A page of releases.',
        schema: z.object({
          releases: z.array(VehicleReleaseJson),
          nextPageToken: z.string().nullable(),
        }),
      },
    },
    async handle({ query }, { peers, call }) {
      const page = { pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE, pageToken: query.pageToken ?? '' };
      const request = ListVehicleReleasesRequest.fromPartial(page);
      const { releases, nextPageToken } = await peers.fitment.listVehicleReleases(request, call);
      const body = { releases: releases.map(vehicleReleaseJson), nextPageToken: textOrNull(nextPageToken) };
      return { status: 200, body };
    },
  }),
];
