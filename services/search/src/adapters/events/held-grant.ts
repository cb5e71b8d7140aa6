import { readEnvelope } from '@qipei/contracts';
import type { Grant } from '@qipei/contracts/catalog/v1/grant';
import { GrantRevoked, GrantSaved } from '@qipei/contracts/catalog/v1/grant_events';
import type { LogRecord } from '@qipei/event-log';
import type { HeldGrant } from '../../domain/held-grants.ts';
import { brandReader } from './brand-reader.ts';

/** The grant that an event tells of; nothing for events of other kinds. */
export function heldGrantOf(record: LogRecord): HeldGrant | undefined {
  if (record.type === 'qipei.catalog.v1.GrantSaved')
    return held(GrantSaved.decode(readEnvelope(record.value).payload).grant);
  if (record.type === 'qipei.catalog.v1.GrantRevoked')
    return held(GrantRevoked.decode(readEnvelope(record.value).payload).grant);
  return undefined;
}

function held(grant: Grant | undefined): HeldGrant | undefined {
  if (grant === undefined) return undefined;
  const { grantId, publisher, subscriber, version, allBrands, brands, validFrom, validUntil } = grant;
  return {
    ...{ grantId, subscriber, version, validFrom, validUntil },
    readers: allBrands ? [publisher] : brands.map(({ brandId }) => brandReader(publisher, brandId)),
    revoked: grant.revokedAt !== undefined,
  };
}
