import {
  GrantDirection,
  type GrantServiceService,
  GrantState,
  ListGrantsRequest,
} from '@qipei/contracts/catalog/v1/grant';
import { type GrpcClient, systemContext } from '@qipei/service-kit';
import type { SharesAll } from '../../domain/shared-catalogues.ts';

const PAGE = 200;

/** Asks the catalogue, whose clock says which grants hold. */
export function grpcSharedCatalogues(grants: GrpcClient<typeof GrantServiceService>): SharesAll {
  return async (tenant, publisher) => {
    const asked = { direction: GrantDirection.RECEIVED, pageSize: PAGE, withoutRevoked: true };
    for (let pageToken = ''; ; ) {
      const request = ListGrantsRequest.create({ ...asked, pageToken });
      const page = await grants.listGrants(request, systemContext(tenant, 'fitment'));
      const isAll = page.grants.some(
        (grant) => grant.publisher === publisher && grant.allBrands && grant.state === GrantState.ACTIVE,
      );
      if (isAll || page.nextPageToken === '') return isAll;
      pageToken = page.nextPageToken;
    }
  };
}
