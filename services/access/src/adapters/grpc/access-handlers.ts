import { type AccessServiceService, VerifyKeyResponse } from '@qipei/contracts/access/v1/access';
import type { GrpcHandlers } from '@qipei/service-kit';
import { verifyKey } from '../../application/verify-key.ts';
import type { ApiKeyRepository } from '../../domain/api-key-repository.ts';

export function accessHandlers(dependencies: {
  keys: ApiKeyRepository;
}): GrpcHandlers<typeof AccessServiceService> {
  return {
    async verifyKey({ secret }) {
      const key = await verifyKey(secret, dependencies);
      return VerifyKeyResponse.fromPartial({
        keyId: key.keyId,
        tenant: key.tenant,
        scopes: [...key.scopes],
        customerId: key.customerId,
      });
    },
  };
}
