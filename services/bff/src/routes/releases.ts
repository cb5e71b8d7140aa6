import {
  DiscardReleaseRequest,
  GetReleaseRequest,
  GetReleaseRulesRequest,
  ListReleaseChangesRequest,
  ListReleasesRequest,
  PublishReleaseRequest,
  type Release,
  RollBackReleaseRequest,
  SetReleaseRulesRequest,
} from '@qipei/contracts/releases/v1/releases';
import { z } from 'zod';
import { DEFAULT_PAGE_SIZE, id, pageSize, pageToken, text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { RELEASE_OWNERS } from '../peers.ts';
import { mergeLists } from '../resources/merged-lists.ts';
import {
  CHANGE_KINDS,
  changeNumber,
  OWNER_BY_RELEASE_KIND,
  ownerOfRelease,
  RELEASE_KINDS,
  RELEASE_STATES,
  ReleaseChangeJson,
  ReleaseJson,
  ReleaseRulesJson,
  readReleaseRules,
  releaseChangeJson,
  releaseJson,
  releaseRulesJson,
  SetReleaseRulesJson,
  stateNumber,
} from '../resources/release.ts';
import { textOrNull } from '../resources/unknown-values.ts';

const tag = 'Releases';
const params = z.object({ releaseId: id('A release’s id, such as `rel-parts_…`.') });
const problems = { 404: 'There is no such release of yours.' };
const conflict = { ...problems, 409: 'The release isn’t in a state in which this can be done.' };
const releaseAnswer = z.object({ release: ReleaseJson });
const kind = z.enum(RELEASE_KINDS);
const rulesAnswer = z.object({
  rules: ReleaseRulesJson,
  rulesVersion: z.string().meta({ description: 'Another one where the rules are others.' }),
});

export const releaseRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/releases',
    operationId: 'listReleases',
    summary: 'List your releases, newest first',
    tag,
    scope: 'imports:read',
    query: z.strictObject({
      kind: kind.optional(),
      feed: text(60, 0).optional().meta({ description: 'Only of this data set; empty for the main one.' }),
      state: z.enum(RELEASE_STATES).optional(),
      pageSize,
      pageToken,
    }),
    responses: {
      200: {
        description: 'A page of releases.',
        schema: z.object({ releases: z.array(ReleaseJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ query }, { peers, call }) {
      const { feed, state } = query;
      const owners = query.kind === undefined ? RELEASE_OWNERS : [OWNER_BY_RELEASE_KIND[query.kind]];
      const { items, nextPageToken } = await mergeLists(
        owners,
        { pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE, pageToken: query.pageToken },
        ({ releaseId, createdAt }: Release) => ({ id: releaseId, createdAt }),
        async (owner, page) => {
          const request = ListReleasesRequest.fromPartial({ ...page, feed, state: stateNumber(state) });
          const answer = await peers.releases[owner].listReleases(request, call);
          return { items: answer.releases, nextPageToken: answer.nextPageToken };
        },
      );
      return { status: 200, body: { releases: items.map(releaseJson), nextPageToken } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/releases/{releaseId}',
    operationId: 'getRelease',
    summary: 'Get a release, with some of what it changes',
    tag,
    scope: 'imports:read',
    params,
    problems,
    responses: {
      200: {
        description: 'The release as it is now, and some changes of each kind.',
        schema: z.object({ release: ReleaseJson, samples: z.array(ReleaseChangeJson) }),
      },
    },
    async handle({ params: { releaseId } }, { peers, call }) {
      const { release, samples } = await peers.releases[ownerOfRelease(releaseId)].getRelease(
        GetReleaseRequest.fromPartial({ releaseId }),
        call,
      );
      return {
        status: 200,
        body: { release: releaseJson(release), samples: samples.map(releaseChangeJson) },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/releases/{releaseId}/changes',
    operationId: 'listReleaseChanges',
    summary: 'List what a release changes',
    description:
      'What is added, then what is changed, then what is removed, each in the order of the numbers.',
    tag,
    scope: 'imports:read',
    params,
    query: z.strictObject({ change: z.enum(CHANGE_KINDS).optional(), pageSize, pageToken }),
    problems,
    responses: {
      200: {
        description: 'A page of changes.',
        schema: z.object({ changes: z.array(ReleaseChangeJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ params: { releaseId }, query }, { peers, call }) {
      const { changes, nextPageToken } = await peers.releases[ownerOfRelease(releaseId)].listReleaseChanges(
        ListReleaseChangesRequest.fromPartial({
          releaseId,
          change: changeNumber(query.change),
          pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
          pageToken: query.pageToken ?? '',
        }),
        call,
      );
      return {
        status: 200,
        body: { changes: changes.map(releaseChangeJson), nextPageToken: textOrNull(nextPageToken) },
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/releases/{releaseId}/publish',
    operationId: 'publishRelease',
    summary: 'Publish a release',
    description:
      'All of it goes live at once, in the background. Where what is live is no longer what the release was compared with, ' +
      'nothing is published: the release is `staged` again with the new difference and the hold `live-changed`.',
    tag,
    scope: 'imports:write',
    params,
    problems: conflict,
    responses: { 202: { description: 'It is published, or will be.', schema: releaseAnswer } },
    async handle({ params: { releaseId } }, { peers, call }) {
      const { release } = await peers.releases[ownerOfRelease(releaseId)].publishRelease(
        PublishReleaseRequest.fromPartial({ releaseId }),
        call,
      );
      return { status: 202, body: { release: releaseJson(release) } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/releases/{releaseId}/roll-back',
    operationId: 'rollBackRelease',
    summary: 'Roll a feed’s live release back',
    description:
      'What it changed is as it was before, at once, in the background; the release that it superseded is live again. What ' +
      'something else has changed since stays, and is counted in `kept`.',
    tag,
    scope: 'imports:write',
    params,
    problems: conflict,
    responses: { 202: { description: 'It is rolled back, or will be.', schema: releaseAnswer } },
    async handle({ params: { releaseId } }, { peers, call }) {
      const { release } = await peers.releases[ownerOfRelease(releaseId)].rollBackRelease(
        RollBackReleaseRequest.fromPartial({ releaseId }),
        call,
      );
      return { status: 202, body: { release: releaseJson(release) } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/releases/{releaseId}/discard',
    operationId: 'discardRelease',
    summary: 'Discard a release that isn’t published',
    tag,
    scope: 'imports:write',
    params,
    problems: conflict,
    responses: { 200: { description: 'It is discarded.', schema: releaseAnswer } },
    async handle({ params: { releaseId } }, { peers, call }) {
      const { release } = await peers.releases[ownerOfRelease(releaseId)].discardRelease(
        DiscardReleaseRequest.fromPartial({ releaseId }),
        call,
      );
      return { status: 200, body: { release: releaseJson(release) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/release-rules',
    operationId: 'getReleaseRules',
    summary: 'Get the limits on what is published by itself',
    tag,
    scope: 'imports:read',
    query: z.strictObject({ kind }),
    responses: { 200: { description: 'The rules.', schema: rulesAnswer } },
    async handle({ query }, { peers, call }) {
      const { rules, version } = await peers.releases[OWNER_BY_RELEASE_KIND[query.kind]].getReleaseRules(
        GetReleaseRulesRequest.fromPartial(query),
        call,
      );
      return { status: 200, body: { rules: releaseRulesJson(rules), rulesVersion: version } };
    },
  }),
  defineRoute({
    method: 'put',
    path: '/v1/release-rules',
    operationId: 'setReleaseRules',
    summary: 'Set the limits on what is published by itself',
    description:
      'They hold for releases that are staged from then on. `rulesVersion` says which ones you have seen: where another has ' +
      'changed them since, nothing is written. Left out, whatever is there is replaced.',
    tag,
    scope: 'imports:write',
    query: z.strictObject({ kind }),
    body: { json: SetReleaseRulesJson },
    responses: { 200: { description: 'The rules.', schema: rulesAnswer } },
    problems: {
      409: 'Another has changed them (`release-rules-changed`): `current` has the rules and their version.',
    },
    async handle({ query, body: { rulesVersion = '', ...given } }, { peers, call }) {
      const { rules, version } = await peers.releases[OWNER_BY_RELEASE_KIND[query.kind]].setReleaseRules(
        SetReleaseRulesRequest.fromPartial({
          kind: query.kind,
          rules: readReleaseRules(given),
          expectedVersion: rulesVersion,
        }),
        call,
      );
      return { status: 200, body: { rules: releaseRulesJson(rules), rulesVersion: version } };
    },
  }),
];
