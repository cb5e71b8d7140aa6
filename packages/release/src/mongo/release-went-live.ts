import { DomainError } from '@qipei/kernel';

/** What is gone through would be of before and after a release: it is to be begun again. */
export class ReleaseWentLive extends DomainError {
  constructor(what: string) {
    super({
      kind: 'unavailable',
      code: 'release-went-live',
      message: `A release went live while the ${what} were gone through; begin again.`,
    });
  }
}
