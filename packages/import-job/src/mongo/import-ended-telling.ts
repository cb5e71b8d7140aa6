import { pushEvents } from '@qipei/mongo';
import { importEnded } from '../import-ended.ts';
import type { ImportJob } from '../import-job.ts';

/** The part of the update that ends a job by which that is told. */
export function tellingOf(ended: ImportJob, { topic, now }: { topic: string | undefined; now: Date }) {
  return topic === undefined ? {} : pushEvents([{ ...importEnded(ended, now), topic }]);
}
