import type { VehicleRelease } from '@qipei/contracts/fitment/v1/vehicle';
import { z } from 'zod';
import { instant, instantOrNull, textOrNull } from './unknown-values.ts';

const SUBMISSIONS = ['full', 'update'] as const;
const RETIRED = ['nothing', 'what-is-gone', 'withheld'] as const;

export const VehicleReleaseJson = z
  .object({
    releaseId: z.string(),
    previousReleaseId: z.string().nullable(),
    jobId: z.string().meta({ description: 'The import that made it.' }),
    submission: z.enum(SUBMISSIONS),
    source: z.string().nullable(),
    startedAt: instant.nullable(),
    completedAt: instant.nullable().meta({
      description: 'Null while rows come, and for good where the import failed or was cancelled.',
    }),
    retired: z.enum(RETIRED).meta({
      description:
        'What a full submission didn’t name is retired (`what-is-gone`), unless rows of it were refused (`withheld`).',
    }),
    added: z.int(),
    changed: z.int(),
    removed: z.int(),
    merged: z.int(),
    unresolved: z.int().meta({ description: 'Of these, without a counterpart in the platform’s table.' }),
  })
  .meta({ id: 'VehicleRelease', description: 'One import of vehicles into your part of the table.' });

export function vehicleReleaseJson(release: VehicleRelease): z.infer<typeof VehicleReleaseJson> {
  const { added, changed, removed, merged, unresolved, jobId, releaseId } = release;
  const submission = SUBMISSIONS.find((known) => known === release.submission);
  const retired = RETIRED.find((known) => known === release.retired);
  if (submission === undefined || retired === undefined)
    throw new Error('fitment answered with a release of an unknown kind');
  return {
    ...{ releaseId, jobId, submission, retired, added, changed, removed, merged, unresolved },
    previousReleaseId: textOrNull(release.previousReleaseId),
    source: textOrNull(release.source),
    startedAt: instantOrNull(release.startedAt),
    completedAt: instantOrNull(release.completedAt),
  };
}
