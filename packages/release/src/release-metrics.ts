import { durationHistogram, eventCounter } from '@qipei/service-kit/observe';

const settled = eventCounter(
  'qipei.releases',
  'Releases that were published, rolled back or sent back, by kind',
);
const duration = durationHistogram(
  'qipei.release.duration',
  'How long a release took to publish or roll back',
);

export function recordSettled(kind: string, outcome: string, milliseconds: number): void {
  settled(1, { kind, outcome });
  duration(milliseconds, { kind, outcome });
}
