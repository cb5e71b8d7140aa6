import {
  DeleteRulePackRequest,
  GetRulePackRequest,
  ListRulePacksRequest,
  PutRulePackRequest,
  RulePack,
} from '@qipei/contracts/fitment/v1/rule_pack';
import { z } from 'zod';
import { text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { RulePackFileJson, RulePackJson, rulePackJson } from '../resources/rule-pack.ts';

const MAX_NAME = 64;
const MAX_MB = 3;

const path = '/v1/rule-packs/{name}';
const tag = 'Rule packs';
const params = z.object({ name: text(MAX_NAME).meta({ description: 'The pack’s `id`.' }) });
const notFound = { 404: 'You have no such rule pack.' };

export const rulePackRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/rule-packs',
    operationId: 'listRulePacks',
    summary: 'List your rule packs by name',
    tag,
    scope: 'imports:read',
    responses: {
      200: { description: 'All of them.', schema: z.object({ rulePacks: z.array(RulePackJson) }) },
    },
    async handle(_, { peers, call }) {
      const { rulePacks } = await peers.rulePacks.listRulePacks(ListRulePacksRequest.create(), call);
      return { status: 200, body: { rulePacks: rulePacks.map(rulePackJson) } };
    },
  }),
  defineRoute({
    method: 'put',
    path,
    operationId: 'putRulePack',
    summary: 'Add a rule pack, or replace it',
    description:
      'Rules by which a VIN of a maker tells more than NHTSA’s patterns know. The pack is taken or refused as a whole; ' +
      'a refusal names the place of each fault. Your decodes of single VINs and your checks by VIN use it from the next second on.',
    tag,
    scope: 'imports:write',
    params,
    body: { json: RulePackFileJson, maxMb: MAX_MB },
    responses: {
      200: { description: 'Replaced.', schema: z.object({ rulePack: RulePackJson }) },
      201: { description: 'Added.', schema: z.object({ rulePack: RulePackJson }) },
    },
    problems: {
      409: 'You have as many packs, or rules, as there may be.',
      413: `The pack is over ${MAX_MB} MB.`,
      415: 'The body isn’t JSON, or has a content encoding.',
    },
    async handle({ params: { name }, body }, { peers, call }) {
      const request = PutRulePackRequest.fromPartial({ name, json: JSON.stringify(body) });
      const { rulePack, created } = await peers.rulePacks.putRulePack(request, call);
      return { status: created ? 201 : 200, body: { rulePack: rulePackJson(rulePack ?? RulePack.create()) } };
    },
  }),
  defineRoute({
    method: 'get',
    path,
    operationId: 'getRulePack',
    summary: 'Get a rule pack’s file back',
    tag,
    scope: 'imports:read',
    params,
    problems: notFound,
    responses: { 200: { description: 'The pack as it was put.', schema: RulePackFileJson } },
    async handle({ params: { name } }, { peers, call }) {
      const { json } = await peers.rulePacks.getRulePack(GetRulePackRequest.fromPartial({ name }), call);
      return { status: 200, body: JSON.parse(json) as unknown };
    },
  }),
  defineRoute({
    method: 'delete',
    path,
    operationId: 'deleteRulePack',
    summary: 'Delete a rule pack',
    tag,
    scope: 'imports:write',
    params,
    problems: notFound,
    responses: { 200: { description: 'Deleted.', schema: z.object({ deleted: z.string() }) } },
    async handle({ params: { name } }, { peers, call }) {
      await peers.rulePacks.deleteRulePack(DeleteRulePackRequest.fromPartial({ name }), call);
      return { status: 200, body: { deleted: name } };
    },
  }),
];
