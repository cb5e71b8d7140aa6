import { TOPICS, toRecord } from '@qipei/contracts';
import { GrantRevoked, GrantSaved } from '@qipei/contracts/catalog/v1/grant_events';
import { newEventId } from '@qipei/kernel';
import { type Grant, withoutNote } from '../../domain/grant.ts';
import type { GrantChange } from '../../domain/grant-repository.ts';
import { toGrantMessage } from '../protobuf/grant-message.ts';

/** The record that tells of a grant as it is now. */
export function grantEvent(
  grant: Grant,
  { now, traceparent }: GrantChange,
): { topic: string } & ReturnType<typeof toRecord> {
  const told = { grant: toGrantMessage(withoutNote(grant)) };
  const { type, payload } =
    grant.revokedAt === undefined
      ? { type: 'qipei.catalog.v1.GrantSaved', payload: GrantSaved.encode(told).finish() }
      : { type: 'qipei.catalog.v1.GrantRevoked', payload: GrantRevoked.encode(told).finish() };
  const record = toRecord({
    ...{ id: newEventId(), type, tenant: grant.publisher, aggregateId: grant.grantId },
    ...{ occurredAt: now, traceparent, payload },
  });
  return { topic: TOPICS.catalogGrant, ...record };
}
