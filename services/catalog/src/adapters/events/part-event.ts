import { toRecord } from '@qipei/contracts';
import { PartDeleted } from '@qipei/contracts/catalog/v1/catalog_events';
import { newEventId } from '@qipei/kernel';
import type { PartVersion } from '../../domain/part-version.ts';
import { toldPart } from '../protobuf/told-part.ts';

export interface EventContext {
  publisher: string;
  now: Date;
  traceparent: string;
}

/** The record that tells of a version of a part; `body` is the encoded Part, undefined of one that was withdrawn. */
export function partEvent(
  { partId, version }: Omit<PartVersion, 'withdrawn'>,
  body: Uint8Array | undefined,
  { publisher, now, traceparent }: EventContext,
): ReturnType<typeof toRecord> {
  return toRecord({
    id: newEventId(),
    tenant: publisher,
    aggregateId: partId,
    occurredAt: now,
    traceparent,
    ...(body === undefined
      ? {
          type: 'qipei.catalog.v1.PartDeleted',
          payload: PartDeleted.encode({ partId, version }).finish(),
        }
      : { type: 'qipei.catalog.v1.PartSaved', payload: partSavedBytes(toldPart(body)) }),
  });
}

/** PartSaved with its only field, `Part part = 1`, around bytes that are a Part already. */
function partSavedBytes(body: Uint8Array): Uint8Array {
  const head = [0x0a];
  for (let rest = body.length; ; rest >>>= 7) {
    if (rest < 0x80) {
      head.push(rest);
      break;
    }
    head.push((rest & 0x7f) | 0x80);
  }
  return Buffer.concat([Uint8Array.from(head), body]);
}
