import { readEnvelope, TOPICS } from '@qipei/contracts';
import { PartDeleted, PartSaved } from '@qipei/contracts/catalog/v1/catalog_events';
import { Grant as GrantMessage } from '@qipei/contracts/catalog/v1/grant';
import { GrantRevoked, GrantSaved } from '@qipei/contracts/catalog/v1/grant_events';
import type { OutboxRow } from '@qipei/event-log';
import { expect } from 'vitest';
import type { ToldEvent, ToldGrant } from '../../domain/part-contract.fixture.ts';
import { decodeGrant } from '../protobuf/grant-message.ts';
import { decodePart } from '../protobuf/part-message.ts';

/** What rows of the outbox tell of parts. */
export function toldEvents(rows: readonly OutboxRow[]): ToldEvent[] {
  return rows.filter(({ topic }) => topic === TOPICS.catalogPart).map(toldEvent);
}

/** What rows of the outbox tell of grants. */
export function toldGrants(rows: readonly OutboxRow[]): ToldGrant[] {
  return rows
    .filter(({ topic }) => topic === TOPICS.catalogGrant)
    .map(({ key, id, type, value }) => {
      const envelope = readEnvelope(value);
      expect(envelope).toMatchObject({ id, type, aggregateId: key });
      const saved = type === 'qipei.catalog.v1.GrantSaved';
      if (!saved) expect(type).toBe('qipei.catalog.v1.GrantRevoked');
      const { grant: message } = (saved ? GrantSaved : GrantRevoked).decode(envelope.payload);
      expect(message).toMatchObject({ grantId: key, publisher: envelope.tenant, note: '', state: 0 });
      const grant = decodeGrant(GrantMessage.encode(GrantMessage.fromPartial(message ?? {})).finish());
      return { type: saved ? 'saved' : 'revoked', tenant: envelope.tenant, grant };
    });
}

/** What a row of the outbox tells of a part. */
export function toldEvent({ topic, key, id, type, value }: OutboxRow): ToldEvent {
  const envelope = readEnvelope(value);
  expect(topic).toBe(TOPICS.catalogPart);
  expect(envelope).toMatchObject({ id, type, aggregateId: key });
  const { tenant, payload } = envelope;
  if (type.endsWith('.PartDeleted')) {
    const { partId, version } = PartDeleted.decode(payload);
    return { type: 'deleted', partId, version, tenant, part: undefined };
  }
  expect(type).toBe('qipei.catalog.v1.PartSaved');
  const { part: message } = PartSaved.decode(payload);
  expect(message).toMatchObject({ partId: key, publisher: tenant });
  // The message is the payload's only field: a tag of one byte, then a length.
  const part = decodePart(payload.subarray(1 + lengthOfVarint(payload, 1)));
  return { type: 'saved', partId: key, version: part.version, tenant, part };
}

function lengthOfVarint(bytes: Uint8Array, at: number): number {
  let length = 1;
  while (((bytes[at + length - 1] ?? 0) & 0x80) !== 0) length += 1;
  return length;
}
