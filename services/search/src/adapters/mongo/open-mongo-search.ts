import { type Clock, systemClock } from '@qipei/kernel';
import { databaseName, migrateMongo, openMongo } from '@qipei/mongo';
import type { WriterLock } from '@qipei/search-engine/meilisearch';
import type { BrandNames } from '../../domain/brand-names.ts';
import type { HeldGrants } from '../../domain/held-grants.ts';
import { brandNameSchema } from './brand-name-document.ts';
import { HELD_GRANT_MONGO_MIGRATION, heldGrantSchema } from './held-grant-document.ts';
import { mongoBrandNames } from './mongo-brand-names.ts';
import { mongoHeldGrants } from './mongo-held-grants.ts';
import { type MongoWriterLockOptions, mongoWriterLock } from './mongo-writer-lock.ts';
import { writerLeaseSchema } from './writer-lease-document.ts';

export interface MongoSearch extends AsyncDisposable {
  brands: BrandNames;
  grants: HeldGrants;
  /** Of all replicas that write to the index. */
  writerLock(options: MongoWriterLockOptions): WriterLock;
}

/** Connects and gives what the search service keeps beside its index. */
export async function openMongoSearch(url: string, clock: Clock = systemClock): Promise<MongoSearch> {
  await using opened = new AsyncDisposableStack();
  const connection = await openMongo({ url, database: databaseName(url, 'search') });
  opened.defer(() => connection.close());
  await migrateMongo(connection, [HELD_GRANT_MONGO_MIGRATION]);
  const brands = mongoBrandNames(connection.model('BrandName', brandNameSchema));
  const leases = connection.model('WriterLease', writerLeaseSchema);
  const grants = mongoHeldGrants(connection.model('HeldGrant', heldGrantSchema), clock);
  const resources = opened.move();
  return {
    brands,
    grants,
    writerLock: (options) => mongoWriterLock(leases, options),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
