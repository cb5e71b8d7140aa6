/** Plain data: text, numbers, booleans, null, Dates, bytes, and arrays and objects of these; `undefined` is as not given. */
export interface SnapshotRecord {
  /** Which of the service's kinds of thing it is. */
  readonly kind: string;
}

/**
 * All that a service keeps, as records that don't show by which engine: what is copied when a platform moves from one to
 * another. Only while nobody else writes. Every adapter promises: equal content is read as equal records in an equal
 * order; what was written is read as it was given; writing the same once more changes nothing, so that a copy that was
 * broken off can be begun again.
 */
export interface Snapshot<R extends SnapshotRecord = SnapshotRecord> extends AsyncDisposable {
  isEmpty(): Promise<boolean>;
  /** What another record needs comes before it. */
  read(): AsyncIterable<R>;
  /** In the order in which they were read; durable when the promise resolves. */
  write(records: AsyncIterable<R>): Promise<void>;
}
