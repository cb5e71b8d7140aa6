import { GrantDirection, type GrantServiceService } from '@qipei/contracts/catalog/v1/grant';
import { type Clock, InvalidInput } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import { giveGrant, revokeGrant } from '../../application/give-grant.ts';
import { getGrant, listGrants } from '../../application/read-grants.ts';
import type { GrantRepository } from '../../domain/grant-repository.ts';
import { toSeenGrantMessage } from '../protobuf/grant-message.ts';

export function grantHandlers(dependencies: {
  grants: GrantRepository;
  clock: Clock;
}): GrpcHandlers<typeof GrantServiceService> {
  const now = () => dependencies.clock.now();
  return {
    async createGrant({ validFrom, validUntil, ...asked }, { tenant, traceparent }) {
      const terms = { ...asked, validFrom, validUntil };
      const { grant, created } = await giveGrant(tenant, terms, traceparent, dependencies);
      return { grant: toSeenGrantMessage(grant, tenant, now()), created };
    },
    async listGrants({ direction, ...asked }, { tenant }) {
      const page = { ...asked, direction: directionOf(direction) };
      const { grants, nextPageToken } = await listGrants(tenant, page, dependencies);
      return { grants: grants.map((each) => toSeenGrantMessage(each, tenant, now())), nextPageToken };
    },
    async getGrant({ grantId }, { tenant }) {
      return { grant: toSeenGrantMessage(await getGrant(tenant, grantId, dependencies), tenant, now()) };
    },
    async revokeGrant({ grantId }, { tenant, traceparent }) {
      const grant = await revokeGrant(tenant, grantId, traceparent, dependencies);
      return { grant: toSeenGrantMessage(grant, tenant, now()) };
    },
  };
}

/** @throws InvalidInput */
function directionOf(direction: GrantDirection): 'given' | 'received' {
  if (direction === GrantDirection.GIVEN) return 'given';
  if (direction === GrantDirection.RECEIVED) return 'received';
  throw new InvalidInput('direction', 'not-allowed', 'Grants are listed as given or as received.');
}
