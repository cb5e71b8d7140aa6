import { DomainError } from '@qipei/kernel';
import { expect, test } from 'vitest';
import { releaseStart, requireOwnSubmission } from './release-settings.ts';

type Own = 'full' | 'update' | 'test' | undefined;

function answer(own: Own, settings: Record<string, string> | undefined): string {
  try {
    requireOwnSubmission({ ...(settings && { settings }), ownSubmission: own });
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  const start = releaseStart(
    { tenant: 't', jobId: 'parts_1', ...(settings && { settings }), ownSubmission: own },
    { traceparent: '' },
  );
  return start.submission;
}

test.each<[Own, Record<string, string> | undefined, string]>([
  [undefined, undefined, 'update'],
  [undefined, { release: 'stage' }, 'update'],
  [undefined, { release: 'stage', submission: 'full' }, 'full'],
  ['update', undefined, 'update'],
  ['update', { release: 'stage' }, 'update'],
  ['update', { release: 'stage', submission: 'full' }, 'submission-contradicted'],
  ['full', undefined, 'full-needs-release'],
  ['full', { release: '' }, 'full-needs-release'],
  ['full', { submission: 'update' }, 'submission-contradicted'],
  ['full', { release: 'stage' }, 'full'],
  ['full', { release: 'auto', submission: 'full' }, 'full'],
  ['full', { release: 'auto', submission: 'update' }, 'submission-contradicted'],
  ['test', undefined, 'submission-test'],
  ['test', { release: 'stage' }, 'submission-test'],
  ['test', { release: 'stage', submission: 'full' }, 'full'],
  ['test', { submission: 'update' }, 'update'],
])('a file that says %s, sent with %o: %s', (own, settings, expected) => {
  expect(answer(own, settings)).toBe(expected);
});
