import { observeGauge } from '@qipei/service-kit/observe';
import type { ExportJobs } from './export-jobs.ts';

const OBSERVED = ['queued', 'running', 'failed'] as const;

/** How many exports of a service wait, run, or have failed and are still kept. Replicas over one database all tell of the same. */
export function observeExports(service: string, jobs: Pick<ExportJobs, 'countIn'>): Disposable {
  const gauges = new DisposableStack();
  for (const state of OBSERVED)
    gauges.use(
      observeGauge({
        name: 'qipei_exports',
        description: 'Exports that wait for their turn, run, or have failed, by state',
        read: () => jobs.countIn(state),
        attributes: { service, state },
      }),
    );
  return gauges;
}
