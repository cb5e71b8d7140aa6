import { databaseName, openMongo } from '@qipei/mongo';
import type { WriterLock } from '@qipei/search-engine/meilisearch';
import type { BrandNames } from '../../domain/brand-names.ts';
import { brandNameSchema } from './brand-name-document.ts';
import { mongoBrandNames } from './mongo-brand-names.ts';
import { type MongoWriterLockOptions, mongoWriterLock } from './mongo-writer-lock.ts';
import { writerLeaseSchema } from './writer-lease-document.ts';

export interface MongoSearch extends AsyncDisposable {
  brands: BrandNames;
  /** Of all replicas that write to the index. */
  writerLock(options: MongoWriterLockOptions): WriterLock;
}

/** Connects and gives what the search service keeps beside its index. By id only: no index is needed. */
export async function openMongoSearch(url: string): Promise<MongoSearch> {
  const connection = await openMongo({ url, database: databaseName(url, 'search') });
  const brands = mongoBrandNames(connection.model('BrandName', brandNameSchema));
  const leases = connection.model('WriterLease', writerLeaseSchema);
  return {
    brands,
    writerLock: (options) => mongoWriterLock(leases, options),
    [Symbol.asyncDispose]: () => connection.close(),
  };
}
