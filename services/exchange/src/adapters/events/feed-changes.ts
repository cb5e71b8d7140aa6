import { readEnvelope, TOPICS } from '@qipei/contracts';
import { PartDeleted } from '@qipei/contracts/catalog/v1/catalog_events';
import type { Grant as GrantMessage } from '@qipei/contracts/catalog/v1/grant';
import { GrantRevoked, GrantSaved } from '@qipei/contracts/catalog/v1/grant_events';
import { PartFitmentsSaved } from '@qipei/contracts/fitment/v1/fitment_events';
import { ImportState } from '@qipei/contracts/imports/v1/imports';
import { ImportEnded } from '@qipei/contracts/imports/v1/imports_events';
import { OrderState } from '@qipei/contracts/order/v1/order';
import { OrderPlaced } from '@qipei/contracts/order/v1/order_events';
import { Release } from '@qipei/contracts/releases/v1/releases';
import { ReleasePublished, ReleaseRolledBack } from '@qipei/contracts/releases/v1/releases_events';
import type { LogRecord } from '@qipei/event-log';
import type { FeedChange } from '../../domain/feed-change.ts';
import type { Grant } from '../../domain/grant.ts';
import { savedPart } from './saved-part.ts';

/** The topics that the feed and webhooks are made from. */
export const FEED_TOPICS = [
  TOPICS.catalogPart,
  TOPICS.fitmentPart,
  TOPICS.catalogGrant,
  TOPICS.catalogRelease,
  TOPICS.fitmentRelease,
  TOPICS.catalogImport,
  TOPICS.fitmentImport,
  TOPICS.inventoryImport,
  TOPICS.order,
];

/** What an event changes in the feed; nothing for events of other kinds. */
export function feedChangesOf(record: LogRecord): FeedChange[] {
  const { tenant, payload, id, occurredAt } = readEnvelope(record.value);
  switch (record.type) {
    case 'qipei.catalog.v1.PartSaved':
      return [savedPart(payload)];
    case 'qipei.catalog.v1.PartDeleted': {
      const { partId, version } = PartDeleted.decode(payload);
      return [{ kind: 'part-withdrawn', partId, publisher: tenant, version }];
    }
    case 'qipei.fitment.v1.PartFitmentsSaved': {
      const { partId, version, fitmentCount } = PartFitmentsSaved.decode(payload);
      const data = fitmentCount === 0 ? undefined : payload;
      return [{ kind: 'fitments-saved', partId, publisher: tenant, version, data }];
    }
    case 'qipei.catalog.v1.GrantSaved':
      return grantChanged(GrantSaved.decode(payload).grant);
    case 'qipei.catalog.v1.GrantRevoked':
      return grantChanged(GrantRevoked.decode(payload).grant);
    case 'qipei.releases.v1.ReleasePublished':
      return releaseChanged(ReleasePublished.decode(payload).release, {
        ...{ eventId: id, tenant, occurredAt, version: 1, eventType: 'release.published' },
      });
    case 'qipei.releases.v1.ReleaseRolledBack':
      return releaseChanged(ReleaseRolledBack.decode(payload).release, {
        ...{ eventId: id, tenant, occurredAt, version: 2, eventType: 'release.rolled-back' },
      });
    case 'qipei.imports.v1.ImportEnded':
      return importEnded({ eventId: id, tenant, occurredAt, payload });
    case 'qipei.order.v1.OrderPlaced':
    case 'qipei.order.v1.OrderConfirmed':
    case 'qipei.order.v1.OrderRejected':
    case 'qipei.order.v1.OrderCancelled':
      return orderChanged(record.type, { eventId: id, tenant, occurredAt, payload });
    default:
      return [];
  }
}

function grantChanged(grant: GrantMessage | undefined): FeedChange[] {
  if (grant === undefined) return [];
  const { grantId, publisher, subscriber, allBrands, brands, validFrom, validUntil, revokedAt, version } =
    grant;
  const kept: Grant = {
    ...{ grantId, publisher, subscriber, version, from: validFrom, until: validUntil },
    brands: allBrands ? 'all' : brands.map(({ brandId }) => brandId),
    revoked: revokedAt !== undefined,
  };
  return [{ kind: 'grant-changed', grant: kept }];
}

function releaseChanged(
  release: Release | undefined,
  event: {
    eventId: string;
    tenant: string;
    occurredAt: Date | undefined;
    version: number;
    eventType: string;
  },
): FeedChange[] {
  if (release === undefined) return [];
  const { eventId, tenant, occurredAt, version, eventType } = event;
  const { releaseId, kind, feed } = release;
  return [
    {
      kind: 'release-changed',
      ...{ releaseId, publisher: tenant, version, data: Release.encode(release).finish() },
    },
    {
      kind: 'tenant-event',
      ...{ eventId, tenant, eventType, occurredAt, data: { id: releaseId, version, kind, feed } },
    },
  ];
}

function importEnded(event: {
  eventId: string;
  tenant: string;
  occurredAt: Date | undefined;
  payload: Uint8Array;
}): FeedChange[] {
  const { eventId, tenant, occurredAt, payload } = event;
  const { job } = ImportEnded.decode(payload);
  if (job === undefined) return [];
  const { jobId, kind, rows, created, updated, unchanged, deleted, failed, failure, releaseId } = job;
  const data = {
    // It ends once.
    ...{ id: jobId, version: 1, kind, state: importStates.get(job.state) ?? null },
    ...{ rows, created, updated, unchanged, deleted, failed },
    ...{ failure: failure === '' ? null : failure, releaseId: releaseId === '' ? null : releaseId },
  };
  return [{ kind: 'tenant-event', ...{ eventId, tenant, eventType: 'import.ended', occurredAt, data } }];
}

function orderChanged(
  type: string,
  event: { eventId: string; tenant: string; occurredAt: Date | undefined; payload: Uint8Array },
): FeedChange[] {
  const { eventId, tenant, occurredAt, payload } = event;
  // All four carry the order and nothing else.
  const { order } = OrderPlaced.decode(payload);
  if (order === undefined) return [];
  const { orderId, version, state, customerId } = order;
  const eventType = `order.${type.slice('qipei.order.v1.Order'.length).toLowerCase()}`;
  const stateName = stateNames.get(state) ?? null;
  const data = { id: orderId, version, state: stateName, customerId: customerId === '' ? null : customerId };
  return [{ kind: 'tenant-event', ...{ eventId, tenant, eventType, occurredAt, data } }];
}

const importStates = new Map<number, string>(
  Object.entries(ImportState).map(([name, value]) => [value, name.toLowerCase()]),
);

const stateNames = new Map<number, string>(
  Object.entries(OrderState).map(([name, value]) => [value, name.toLowerCase()]),
);
