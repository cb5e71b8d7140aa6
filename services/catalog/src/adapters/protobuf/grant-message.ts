import { Grant as GrantMessage, GrantState as GrantStateMessage } from '@qipei/contracts/catalog/v1/grant';
import { type Grant, type GrantState, grantState, withoutNote } from '../../domain/grant.ts';
import { brandId } from '../../domain/number-space.ts';

const STATES = {
  pending: GrantStateMessage.PENDING,
  active: GrantStateMessage.ACTIVE,
  expired: GrantStateMessage.EXPIRED,
  revoked: GrantStateMessage.REVOKED,
} as const satisfies Record<GrantState, GrantStateMessage>;

/** Without its state, which is one of a moment: as it is kept. */
export function toGrantMessage(grant: Grant): GrantMessage {
  const { scope, ...rest } = grant;
  const brands = scope.kind === 'all' ? [] : scope.brands;
  return GrantMessage.fromPartial({
    ...rest,
    allBrands: scope.kind === 'all',
    brands: brands.map((name) => ({ brandId: brandId(name), name })),
  });
}

/** As one of its two sides may see it now. */
export function toSeenGrantMessage(grant: Grant, tenant: string, now: Date): GrantMessage {
  const seen = grant.publisher === tenant ? grant : withoutNote(grant);
  return { ...toGrantMessage(seen), state: STATES[grantState(grant, now)] };
}

export function encodeGrant(grant: Grant): Uint8Array {
  return GrantMessage.encode(toGrantMessage(grant)).finish();
}

export function decodeGrant(bytes: Uint8Array): Grant {
  const { allBrands, brands, state: _, createdAt = new Date(0), ...rest } = GrantMessage.decode(bytes);
  const { validFrom, validUntil, revokedAt } = rest;
  const scope = allBrands
    ? ({ kind: 'all' } as const)
    : ({ kind: 'brands', brands: brands.map(({ name }) => name) } as const);
  return { ...rest, validFrom, validUntil, revokedAt, createdAt, scope };
}
