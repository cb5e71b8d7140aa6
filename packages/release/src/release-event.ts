import { toRecord } from '@qipei/contracts';
import { ReleasePublished, ReleaseRolledBack } from '@qipei/contracts/releases/v1/releases_events';
import { newEventId } from '@qipei/kernel';
import type { Release } from './release.ts';
import { toReleaseMessage } from './release-message.ts';
import type { SettleContext } from './release-store.ts';

/** The record that tells that a release was published, or with `liveId` that it was rolled back. */
export function releaseEvent(
  { kind, release, liveId }: { kind: string; release: Release; liveId?: string },
  { now, traceparent }: SettleContext,
): ReturnType<typeof toRecord> {
  const message = toReleaseMessage(kind, release);
  return toRecord({
    id: newEventId(),
    tenant: release.tenant,
    aggregateId: release.id,
    occurredAt: now,
    traceparent,
    ...(liveId === undefined
      ? {
          type: 'qipei.releases.v1.ReleasePublished',
          payload: ReleasePublished.encode({ release: message }).finish(),
        }
      : {
          type: 'qipei.releases.v1.ReleaseRolledBack',
          payload: ReleaseRolledBack.encode({ release: message, liveReleaseId: liveId }).finish(),
        }),
  });
}
