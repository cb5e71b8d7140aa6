import { DomainError } from '@qipei/kernel';

/** Exports of one tenant that haven't ended. */
export const MAX_OPEN_EXPORTS = 20;
/** How long one that never ran is remembered. */
export const UNMADE_KEPT_MS = 7 * 24 * 3_600_000;

export class TooManyExports extends DomainError {
  constructor() {
    super({
      kind: 'exhausted',
      code: 'too-many-exports',
      message: `${MAX_OPEN_EXPORTS} exports of yours haven't ended; wait for one, or cancel one.`,
    });
  }
}
