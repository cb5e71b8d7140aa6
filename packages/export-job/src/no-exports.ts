import { DomainError, NotFound } from '@qipei/kernel';
import type { ExportFiles } from './export-files.ts';
import type { ExportJobs } from './export-jobs.ts';

/** The storage that a service has makes no exports. */
export class ExportUnsupported extends DomainError {
  constructor() {
    const message = 'Exports are not available over this storage yet.';
    super({ kind: 'conflict', code: 'export-unsupported', message });
  }
}

type Asked = 'add' | 'get' | 'list' | 'losses' | 'cancel' | 'remove';

/** Of a service whose storage makes no exports: there are none, and none can be started. */
export function noExports(): { jobs: Pick<ExportJobs, Asked>; files: Pick<ExportFiles, 'read' | 'remove'> } {
  const missing = async (_: string, id: string): Promise<never> => {
    throw new NotFound('export', id);
  };
  return {
    jobs: {
      add: async () => {
        throw new ExportUnsupported();
      },
      list: async () => ({ items: [], nextPageToken: '' }),
      ...{ get: missing, losses: missing, cancel: missing, remove: missing },
    },
    files: {
      // biome-ignore lint/correctness/useYield: there is no file to read
      async *read() {
        throw new ExportUnsupported();
      },
      remove: async () => {},
    },
  };
}
