import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS, toRecord } from '@qipei/contracts';
import { PartDeleted } from '@qipei/contracts/catalog/v1/catalog_events';
import { openEventLog } from '@qipei/event-log/open';
import { DomainError, newEventId } from '@qipei/kernel';
import { createLogger } from '@qipei/service-kit';
import { expect, test, vi } from 'vitest';
import type { FeedChange } from '../../domain/feed-change.ts';
import { EXCHANGE_FEED_GROUP, followEvents } from './follow-events.ts';

test('waits for a storage that is away, and parks nothing for it', async () => {
  await using opened = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'qipei-follow-'));
  opened.defer(() => rmSync(dataDir, { recursive: true }));
  const log = opened.use(await openEventLog({ engine: 'sqlite', dataDir }, { clientId: 'test', topics: [] }));
  const taken: FeedChange[] = [];
  let away = 3;
  const feed = {
    async apply(changes: readonly FeedChange[]) {
      away -= 1;
      if (away >= 0)
        throw new DomainError({ kind: 'unavailable', code: 'database-unavailable', message: '' });
      taken.push(...changes);
    },
    settleGrants: async () => false,
    forgetEvents: async () => {},
  };
  const stopping = new AbortController();
  const logger = createLogger({ service: 'test', level: 'silent' });
  opened.use(await followEvents({ log, feed, onChanged: () => {}, stop: stopping.signal, logger }));
  opened.defer(() => stopping.abort());
  const deleted = (partId: string) =>
    toRecord({
      ...{ id: newEventId(), type: 'qipei.catalog.v1.PartDeleted', tenant: 'p1', aggregateId: partId },
      ...{ occurredAt: new Date(), traceparent: '' },
      payload: PartDeleted.encode(PartDeleted.fromPartial({ partId, version: 2 })).finish(),
    });
  await log.append(TOPICS.catalogPart, [deleted('a'), deleted('b')]);
  await vi.waitUntil(() => taken.length === 2, { timeout: 30_000 });
  // Each call takes what it takes: nothing was told one by one for it.
  expect(away).toBe(-1);
  expect(await log.countDeadLetters(TOPICS.catalogPart, EXCHANGE_FEED_GROUP)).toBe(0);
  // Who is told to stop doesn't wait.
  away = 1_000;
  await log.append(TOPICS.catalogPart, [deleted('c')]);
  await vi.waitUntil(() => away < 1_000, { timeout: 30_000 });
});
