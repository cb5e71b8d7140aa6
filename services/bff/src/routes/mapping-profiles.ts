import {
  DeleteMappingProfileRequest,
  GetMappingProfileRequest,
  ListMappingProfilesRequest,
  PutMappingProfileRequest,
} from '@qipei/contracts/imports/v1/imports';
import { z } from 'zod';
import { text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { IMPORT_OWNERS } from '../peers.ts';
import { IMPORT_KINDS } from '../resources/import-job.ts';
import { OWNER_BY_KIND } from '../resources/import-owner.ts';
import { MappingJson, MappingProfileJson, mappingProfileJson } from '../resources/mapping-profile.ts';

const path = '/v1/mapping-profiles/{profileName}';
const tag = 'Mapping profiles';
const MAX_HEADINGS = 20_000;
const params = z.object({ profileName: text(100).meta({ description: 'Yours to choose.' }) });
const query = z.strictObject({ kind: z.enum(IMPORT_KINDS) });
const notFound = { 404: 'You have no such mapping profile.' };
const answer = z.object({ profile: MappingProfileJson });

export const mappingProfileRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/mapping-profiles',
    operationId: 'listMappingProfiles',
    summary: 'List your mapping profiles by kind and name',
    tag,
    scope: 'imports:read',
    responses: {
      200: { description: 'All of them.', schema: z.object({ profiles: z.array(MappingProfileJson) }) },
    },
    async handle(_, { peers, call }) {
      const lists = await Promise.all(
        IMPORT_OWNERS.map((owner) =>
          peers.imports[owner].listMappingProfiles(ListMappingProfilesRequest.create(), call),
        ),
      );
      return {
        status: 200,
        body: { profiles: lists.flatMap(({ profiles }) => profiles.map(mappingProfileJson)) },
      };
    },
  }),
  defineRoute({
    method: 'put',
    path,
    operationId: 'putMappingProfile',
    summary: 'Save a mapping profile, or replace it',
    description:
      'What the headings of a kind of file mean, to be named in `profile` of an import or an upload. Imports keep a copy: a ' +
      'later change is none of theirs. With `headings`, files with the same headings are proposed to be read by it.',
    tag,
    scope: 'imports:write',
    params,
    query,
    body: {
      json: z.strictObject({
        mapping: MappingJson,
        headings: z.array(z.string().max(1_000)).max(MAX_HEADINGS).optional(),
      }),
    },
    responses: {
      200: { description: 'Replaced.', schema: answer },
      201: { description: 'Added.', schema: answer },
    },
    problems: {
      408: 'The body did not arrive in time.',
      409: 'You have as many profiles as there may be.',
      413: 'The body is over 1 MB.',
      415: 'The body is not JSON.',
    },
    async handle({ params: { profileName: name }, query: { kind }, body }, { peers, call }) {
      const { headings = [] } = body;
      const request = PutMappingProfileRequest.fromPartial({
        ...{ kind, name, headings, mapping: JSON.stringify(body.mapping) },
      });
      const { profile, created } = await peers.imports[OWNER_BY_KIND[kind]].putMappingProfile(request, call);
      return { status: created ? 201 : 200, body: { profile: mappingProfileJson(profile) } };
    },
  }),
  defineRoute({
    method: 'get',
    path,
    operationId: 'getMappingProfile',
    summary: 'Get a mapping profile',
    tag,
    scope: 'imports:read',
    params,
    query,
    problems: notFound,
    responses: { 200: { description: 'The profile.', schema: answer } },
    async handle({ params: { profileName: name }, query: { kind } }, { peers, call }) {
      const request = GetMappingProfileRequest.fromPartial({ kind, name });
      const { profile } = await peers.imports[OWNER_BY_KIND[kind]].getMappingProfile(request, call);
      return { status: 200, body: { profile: mappingProfileJson(profile) } };
    },
  }),
  defineRoute({
    method: 'delete',
    path,
    operationId: 'deleteMappingProfile',
    summary: 'Delete a mapping profile',
    tag,
    scope: 'imports:write',
    params,
    query,
    problems: notFound,
    responses: { 200: { description: 'Deleted.', schema: z.object({ deleted: z.string() }) } },
    async handle({ params: { profileName: name }, query: { kind } }, { peers, call }) {
      const request = DeleteMappingProfileRequest.fromPartial({ kind, name });
      await peers.imports[OWNER_BY_KIND[kind]].deleteMappingProfile(request, call);
      return { status: 200, body: { deleted: name } };
    },
  }),
];
