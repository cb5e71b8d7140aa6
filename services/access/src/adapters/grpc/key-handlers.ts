import {
  CreateKeyResponse,
  type ApiKey as KeyMessage,
  type KeyServiceService,
  ListKeysResponse,
  RevokeKeyResponse,
} from '@qipei/contracts/access/v1/key';
import type { GrpcHandlers } from '@qipei/service-kit';
import { createTenantKey, revokeTenantKey } from '../../application/manage-keys.ts';
import type { SignInParts } from '../../application/sign-in-stores.ts';
import type { ApiKey } from '../../domain/api-key.ts';
import { askerOf } from './member-handlers.ts';

export function keyHandlers(parts: SignInParts): GrpcHandlers<typeof KeyServiceService> {
  return {
    async listKeys(_, { tenant }) {
      return ListKeysResponse.fromPartial({ keys: (await parts.keys.list(tenant)).map(keyMessage) });
    },
    async createKey(request, context) {
      const { key, secret } = await createTenantKey(askerOf(context), request, parts);
      return CreateKeyResponse.fromPartial({ key: keyMessage(key), secret });
    },
    async revokeKey({ keyId }, context) {
      const key = await revokeTenantKey(askerOf(context), keyId, parts);
      return RevokeKeyResponse.fromPartial({ key: keyMessage(key) });
    },
  };
}

function keyMessage({ keyId, name, scopes, customerId, createdAt, revokedAt }: ApiKey): KeyMessage {
  return { keyId, name, scopes: [...scopes], customerId, createdAt, revokedAt };
}
