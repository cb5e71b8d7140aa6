import { DomainError } from '@qipei/kernel';

/** Not one that this feed gave to this reader. */
export class CursorInvalid extends DomainError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'cursor-invalid',
      message: 'The cursor is not one that this feed has given to you. Begin without one.',
      fields: [{ field: 'cursor', code: 'cursor-invalid', message: 'is not one of this feed, or not yours' }],
    });
  }
}

/** The cursor tells of changes that the feed doesn't have: it was put back to an earlier state. */
export class FeedResync extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'feed-resync',
      message:
        'The feed was put back to an earlier state than that of the cursor. Begin without one, and drop what doesn’t come again.',
    });
  }
}

export class TooManyWaiting extends DomainError {
  constructor(most: number) {
    super({
      kind: 'exhausted',
      code: 'feed-readers-too-many',
      message: `At most ${most} readers of a tenant may wait for changes at one time.`,
    });
  }
}

export class TooManyWebhooks extends DomainError {
  constructor(most: number) {
    super({
      kind: 'conflict',
      code: 'webhooks-too-many',
      message: `A tenant has at most ${most} webhooks.`,
    });
  }
}
