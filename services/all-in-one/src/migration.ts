import { createHash, type Hash, randomUUID } from 'node:crypto';
import { openKeySnapshot } from '@qipei/access';
import { openCatalogSnapshot } from '@qipei/catalog';
import { republishCatalog } from '@qipei/catalog/background';
import { TOPIC_SPECS, TOPICS } from '@qipei/contracts';
import type { EventLog, NewRecord } from '@qipei/event-log';
import { openEventLog } from '@qipei/event-log/open';
import { openExchangeSnapshot } from '@qipei/exchange';
import { openFitmentSnapshot } from '@qipei/fitment';
import { republishFitments } from '@qipei/fitment/background';
import { openInventorySnapshot } from '@qipei/inventory';
import { republishInventory } from '@qipei/inventory/background';
import { DomainError, type Snapshot, type SnapshotRecord } from '@qipei/kernel';
import { openOrderSnapshot } from '@qipei/order';
import { removePartIndex } from '@qipei/search';
import type { StorageConfig } from '@qipei/service-kit/environment';
import type { Engines } from './engines.ts';

type OpenSnapshot = (config: { storage: StorageConfig }) => Promise<Snapshot>;

/** A snapshot writes what one of the same service reads, and nothing else is ever given to it. */
const asAny = (open: (config: { storage: StorageConfig }) => Promise<unknown>) => open as OpenSnapshot;

const SERVICES: readonly (readonly [name: string, open: OpenSnapshot])[] = [
  ['access', asAny(openKeySnapshot)],
  ['catalog', asAny(openCatalogSnapshot)],
  ['fitment', asAny(openFitmentSnapshot)],
  ['inventory', asAny(openInventorySnapshot)],
  ['order', asAny(openOrderSnapshot)],
  ['exchange', asAny(openExchangeSnapshot)],
];

/** Nothing was changed at the target. */
export class MigrationRefused extends DomainError {
  constructor(code: 'target-not-empty' | 'nothing-to-migrate', message: string) {
    super({ kind: 'conflict', code, message });
  }
}

/** The copy isn't what it was made of. The source is as it was. */
export class MigrationDiffers extends DomainError {
  constructor(service: string) {
    super({
      kind: 'conflict',
      code: 'copy-differs',
      message: `What the target has of '${service}' is not what the source has: is one of them in use, or was the target not empty?`,
    });
  }
}

export interface Migration {
  from: Engines;
  to: Engines;
  vinTableFile: string;
  /** Goes on with a copy that was broken off, into a target that has a part of it. */
  again: boolean;
  onProgress: (service: string, records: number) => void;
}

/**
 * Copies all that the services keep from one choice of engines to another, holds the copy against what it was made of,
 * and has the target tell of it all in its event log, from which its search index is made when the platform starts.
 * Neither side may be in use. The source stays as it is.
 * @throws MigrationRefused, MigrationDiffers
 */
export async function migrate(migration: Migration): Promise<Record<string, number>> {
  const { from, to, again, vinTableFile, onProgress } = migration;
  const movesDocuments = !isSame(from.storage, to.storage);
  const movesLog = !isSame(from.eventLog, to.eventLog);
  if (!movesDocuments && !movesLog && isSame(from.index, to.index))
    throw new MigrationRefused('nothing-to-migrate', 'Source and target are the same engines.');
  const copied: Record<string, number> = {};
  if (movesDocuments) {
    if (!again) await requireEmpty(to);
    for (const [service, open] of SERVICES) {
      await using source = await open(from);
      await using target = await open(to);
      copied[service] = await copy(service, source, target, (records) => onProgress(service, records));
    }
  }
  if (movesLog) {
    copied['order events'] = await copyTopic(TOPICS.order, from, to);
    const ofReleases = [TOPICS.catalogRelease, TOPICS.fitmentRelease];
    copied['release events'] = 0;
    for (const topic of ofReleases) copied['release events'] += await copyTopic(topic, from, to);
  }
  // What it was made from is told once more.
  if (!isSame(from.index, to.index)) await removePartIndex(to);
  await republishCatalog(to);
  await republishFitments({ ...to, vinTableFile });
  await republishInventory(to);
  return copied;
}

async function requireEmpty(to: Engines): Promise<void> {
  for (const [service, open] of SERVICES) {
    await using target = await open(to);
    if (await target.isEmpty()) continue;
    const message = `The target has something of '${service}' already. Empty it, or go on with a copy that was broken off: --again.`;
    throw new MigrationRefused('target-not-empty', message);
  }
}

async function copy(
  service: string,
  source: Snapshot,
  target: Snapshot,
  onProgress: (records: number) => void,
): Promise<number> {
  const given = digest();
  await target.write(given.over(source.read(), onProgress));
  const found = digest();
  for await (const _ of found.over(target.read())) {
    // Read for its digest.
  }
  if (given.value() !== found.value()) throw new MigrationDiffers(service);
  return given.count();
}

const PROGRESS_EVERY = 1_000;

/** Of records in their order, whatever engine they come from. */
function digest() {
  const hash: Hash = createHash('sha256');
  let count = 0;
  let value: string | undefined;
  return {
    async *over<R extends SnapshotRecord>(
      records: AsyncIterable<R>,
      onProgress: (count: number) => void = () => {},
    ): AsyncGenerator<R> {
      for await (const record of records) {
        hash.update(canonical(record)).update('\n');
        count += 1;
        if (count % PROGRESS_EVERY === 0) onProgress(count);
        yield record;
      }
      onProgress(count);
    },
    value: () => (value ??= hash.digest('hex')),
    count: () => count,
  };
}

/** JSON with the members of objects by name; bytes and instants as text of their own kind. */
function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return `b"${Buffer.from(value).toString('base64')}"`;
  if (value instanceof Date) return `t"${value.toISOString()}"`;
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each)).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}

/** What the log still has of a topic whose events nobody can tell once more. Those that the target has stay single. */
async function copyTopic(topic: string, from: Engines, to: Engines): Promise<number> {
  const options = { clientId: 'qipei-migrate', topics: TOPIC_SPECS };
  await using source = await openEventLog(from.eventLog, options);
  await using target = await openEventLog(to.eventLog, options);
  const known = new Set<string>();
  await readTopic(target, topic, async (records) => {
    for (const { id } of records) known.add(id);
  });
  let copied = 0;
  await readTopic(source, topic, async (records) => {
    const lacking = records.filter(({ id }) => !known.has(id));
    await target.append(
      topic,
      lacking.map(({ key, id, type, value }) => ({ key, id, type, value })),
    );
    for (const { id } of lacking) known.add(id);
    copied += lacking.length;
  });
  return copied;
}

async function readTopic(
  log: EventLog,
  topic: string,
  handler: (records: readonly NewRecord[]) => Promise<void>,
): Promise<void> {
  const group = `migrate-${randomUUID()}`;
  if ((await log.lag(topic, group)) === 0) return;
  try {
    await using reader = await log.subscribe({ topics: [topic], group, handler });
    await reader.caughtUp();
  } finally {
    await log.forgetGroup(topic, group);
  }
}

function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
