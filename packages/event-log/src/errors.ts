import { DomainError } from '@qipei/kernel';

export class EventLogClosed extends DomainError {
  constructor() {
    super({ kind: 'unavailable', code: 'event-log-closed', message: 'The event log has been closed.' });
  }
}

/** More is waiting to be written than the log will hold in memory. */
export class EventLogOverloaded extends DomainError {
  constructor() {
    super({
      kind: 'exhausted',
      code: 'event-log-overloaded',
      message: 'The event log has too many appends waiting.',
    });
  }
}

/** A later subscription of the same group has taken the topic over, or the group was forgotten; this one has ended. */
export class SubscriptionSuperseded extends DomainError {
  constructor(group: string, topic: string) {
    super({
      kind: 'conflict',
      code: 'subscription-superseded',
      message: `The topic '${topic}' is no longer this subscription's: the group '${group}' was taken over or forgotten.`,
      details: { group, topic },
    });
  }
}

/** A topic on the brokers is not what the configuration says; to change it is the operator's to decide. */
export class TopicMismatch extends DomainError {
  constructor(topic: string, difference: string) {
    super({
      kind: 'conflict',
      code: 'topic-mismatch',
      message: `The topic '${topic}' is not as configured: ${difference}.`,
      details: { topic },
    });
  }
}

/** The log could not acknowledge the append; the records may be in it or not. */
export class AppendUncertain extends DomainError {
  constructor(topic: string, cause: unknown) {
    super({
      kind: 'unavailable',
      code: 'append-uncertain',
      message: `The append to '${topic}' was not acknowledged.`,
      details: { topic },
      cause,
    });
  }
}

/** The subscription's position could not move for too long. */
export class SubscriptionLost extends DomainError {
  constructor(group: string, topic: string, cause: unknown) {
    super({
      kind: 'unavailable',
      code: 'subscription-lost',
      message: `The group '${group}' can no longer read the topic '${topic}'.`,
      details: { group, topic },
      cause,
    });
  }
}

/** The group still has members in other processes. */
export class GroupInUse extends DomainError {
  constructor(group: string, topic: string, cause: unknown) {
    super({
      kind: 'conflict',
      code: 'group-in-use',
      message: `The group '${group}' still reads the topic '${topic}' in another process.`,
      details: { group, topic },
      cause,
    });
  }
}
