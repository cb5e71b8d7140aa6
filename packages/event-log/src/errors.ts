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
