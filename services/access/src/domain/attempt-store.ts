/** What is remembered of a key: who tries what from where. */
export interface RememberedAttempts {
  /** The instant from which nothing of it counts any more. */
  clearAt: Date;
  /** When an attempt was right last; undefined: none was. */
  knownAt: Date | undefined;
}

/** Keeps attempts for all replicas; every adapter's writes are durable when the promise resolves. */
export interface AttemptStore {
  /** By key; without those of which nothing is remembered. */
  find(keys: readonly string[]): Promise<ReadonlyMap<string, RememberedAttempts>>;
  /** Where it is still as it was read, undefined for nothing. Of many that come at once, one does; the others get false. */
  replace(key: string, before: RememberedAttempts | undefined, after: RememberedAttempts): Promise<boolean>;
  /** Of which nothing counts from `clearAt` on, and that were known before `knownAt`, if ever. */
  forget(before: { clearAt: Date; knownAt: Date }): Promise<void>;
}
