/** What goes into the log. */
export interface NewRecord {
  /** Records of one key keep the order in which they were appended. */
  key: string;
  /** Unique; consumers recognise a redelivery by it. */
  id: string;
  /** Full protobuf name of the payload message. Readable without decoding `value`. */
  type: string;
  /** An encoded qipei.events.v1.Envelope. Every adapter takes 900 KiB. */
  value: Uint8Array;
}

/** What comes out of it. */
export interface LogRecord extends NewRecord {
  topic: string;
  /** Grows along a topic's partition; has gaps and is never used twice. */
  offset: number;
  /** When it was appended. */
  timestamp: Date;
  /** 1 at the first delivery to this group; failed deliveries count, also those before a restart. */
  attempt: number;
}

export interface SubscribeOptions {
  topics: readonly string[];
  /** Consumers of one group share its committed position; each group sees every record. */
  group: string;
  /**
   * Called with records of one topic in log order, one call at a time. The position is committed after it resolves, so
   * a crash delivers again: at least once. When it rejects, the records are given again one by one, a failing one is
   * retried with backoff and, after `maxAttempts`, parked as a dead letter; the records behind it then go on. Meanwhile
   * the partition waits, so that no record overtakes an earlier one of its key; other topics go on.
   */
  handler: (records: readonly LogRecord[]) => Promise<void> | void;
  /** Most records in one call. Default 500. */
  maxBatch?: number;
  /** How often a record is delivered, alone at least once, before it is parked. Default 8. */
  maxAttempts?: number;
  /** First wait, doubled each time up to `maxBackoffMs`, with jitter. Default 50. */
  backoffMs?: number;
  /** Default 10,000. */
  maxBackoffMs?: number;
  /**
   * A failure that the subscription goes on from (handler error, retry, parking). Where a batch of several was refused
   * it is told once with the first of them. Default: ignored by the log itself.
   */
  onFailure?: (failure: DeliveryFailure) => void;
}

export interface DeliveryFailure {
  group: string;
  record: LogRecord;
  error: unknown;
  /** True when the record has just been parked. */
  parked: boolean;
}

export interface Subscription extends AsyncDisposable {
  /**
   * Resolves when every record that was in the log at the time of the call, put-back dead letters among them, has been
   * handled or parked. Rejects when the subscription ends before that.
   */
  caughtUp(): Promise<void>;
  /**
   * Rejects when the subscription can't go on (storage lost, superseded); resolves only when it is disposed. Listen to
   * it: a rejection that nobody handles ends the process, as a consumer that is silently dead would be worse.
   */
  readonly ended: Promise<void>;
}

export interface DeadLetter {
  topic: string;
  group: string;
  offset: number;
  key: string;
  id: string;
  type: string;
  value: Uint8Array;
  error: string;
  attempts: number;
  parkedAt: Date;
}

/**
 * A durable log of events, ordered per key. Topics come into being when they are first named; a new group starts at the
 * oldest record that is still kept. Disposing waits for the handler calls that are under way.
 *
 * Every adapter promises: a record is durable once `append` has resolved and never before it is delivered; one call's
 * records are appended in order; a group's position survives a crash; nothing is skipped.
 */
export interface EventLog extends AsyncDisposable {
  append(topic: string, records: readonly NewRecord[]): Promise<void>;
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /** How many records of the topic the group has not yet handled. */
  lag(topic: string, group: string): Promise<number>;
  deadLetters(topic: string, group: string, limit?: number): Promise<DeadLetter[]>;
  /** How many `deadLetters` would give without a limit. */
  countDeadLetters(topic: string, group: string): Promise<number>;
  /** Gives parked records to the group's handler again, oldest first. Returns how many were put back. */
  replayDeadLetters(topic: string, group: string, limit?: number): Promise<number>;
  /**
   * For a group that nobody will subscribe any more, and that would hold back the trimming of the topic for good: its
   * position and its dead letters are dropped. By the same name a new group starts; a subscription that is still open
   * does not go on.
   */
  forgetGroup(topic: string, group: string): Promise<void>;
}
