import { observeGauge } from '@qipei/service-kit/observe';
import type { ImportQueue } from './import-jobs.ts';

/** How many imports of a service nobody works on yet. Replicas over one database all tell of the same. */
export function observeWaitingImports(service: string, queue: Pick<ImportQueue, 'waiting'>): Disposable {
  return observeGauge({
    name: 'qipei_imports_waiting',
    description: 'Imports that wait for their turn',
    read: () => queue.waiting(),
    attributes: { service },
  });
}
