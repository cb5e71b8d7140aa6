import {
  DeleteRulePackResponse,
  GetRulePackResponse,
  ListRulePacksResponse,
  PutRulePackResponse,
  RulePack,
  type RulePackServiceService,
} from '@qipei/contracts/fitment/v1/rule_pack';
import type { GrpcHandlers } from '@qipei/service-kit';
import type { TenantRulePacks } from '../../application/tenant-rule-packs.ts';
import type { RulePackHead } from '../../domain/rule-pack-repository.ts';

export function rulePackHandlers({
  packs,
}: {
  packs: TenantRulePacks;
}): GrpcHandlers<typeof RulePackServiceService> {
  return {
    async putRulePack({ name, json }, { tenant }) {
      const { head, created } = await packs.put(tenant, name, json);
      return PutRulePackResponse.create({ rulePack: toMessage(head), created });
    },
    async getRulePack({ name }, { tenant }) {
      const { json, ...head } = await packs.get(tenant, name);
      return GetRulePackResponse.create({ rulePack: toMessage(head), json });
    },
    async listRulePacks(_, { tenant }) {
      return ListRulePacksResponse.create({ rulePacks: (await packs.list(tenant)).map(toMessage) });
    },
    async deleteRulePack({ name }, { tenant }) {
      await packs.remove(tenant, name);
      return DeleteRulePackResponse.create();
    },
  };
}

function toMessage({ updatedAt, ...head }: RulePackHead): RulePack {
  return RulePack.create({ ...head, updatedAt: updatedAt.toISOString() });
}
