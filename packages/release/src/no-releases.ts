import { DomainError, NotFound } from '@qipei/kernel';
import type { ReleaseServiceOptions } from './grpc-release-service.ts';

/** The storage that a service has knows no releases. */
export class ReleaseUnsupported extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'release-unsupported',
      message: 'Releases are not available over this storage; leave `release` out.',
    });
  }
}

/** Of a service whose storage knows no releases: there are none, and nothing can be set. */
export function noReleases(): Pick<ReleaseServiceOptions, 'store' | 'content'> {
  const missing = async (_: string, id: string): Promise<never> => {
    throw new NotFound('release', id);
  };
  const unsupported = async (): Promise<never> => {
    throw new ReleaseUnsupported();
  };
  return {
    store: {
      ...{ get: missing, askToPublish: missing, askToRollBack: missing, discard: missing },
      list: async () => ({ items: [], nextPageToken: '' }),
      ...{ rules: unsupported, setRules: unsupported },
    },
    content: { changes: unsupported },
  };
}
