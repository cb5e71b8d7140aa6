import { ImportState, ListImportsRequest } from '@qipei/contracts/imports/v1/imports';
import type { CallContext } from '@qipei/service-kit';
import { IMPORT_OWNERS, type Peers } from '../peers.ts';
import type { PlatformHealth } from './platform-health.ts';

const MOST = 100;
const PATIENCE_MS = 2_000;

/**
 * The caller's imports under way, by service and kind. A service that doesn't answer soon has none to show: that it doesn't is
 * what its readiness tells, and whoever looks at the platform's health shouldn't wait for it.
 */
export async function ownImportsUnderWay(
  { imports }: Pick<Peers, 'imports'>,
  call: CallContext,
): Promise<PlatformHealth['jobs']> {
  const request = ListImportsRequest.fromPartial({ pageSize: MOST, state: ImportState.RUNNING });
  const context = { ...call, deadline: new Date(Date.now() + PATIENCE_MS) };
  const answers = await Promise.allSettled(
    IMPORT_OWNERS.map(async (service) => {
      const { jobs } = await imports[service].listImports(request, context);
      return [...Map.groupBy(jobs, ({ kind }) => kind)].map(([kind, ofKind]) => {
        const total = ofKind.reduce((sum, { bytesTotal }) => sum + bytesTotal, 0);
        const done = ofKind.reduce((sum, { bytesDone }) => sum + bytesDone, 0);
        const progress = total === 0 ? null : Math.min(1, done / total);
        return { service, kind, running: ofKind.length, progress };
      });
    }),
  );
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}
