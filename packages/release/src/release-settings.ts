import { type ImportContext, releaseIdOf } from '@qipei/import-job';
import { InvalidInput } from '@qipei/kernel';
import type { ReleaseStart, Submission } from './release.ts';

/** Settings of an import that may be a release, for `importServiceHandlers`. */
export const RELEASE_SETTINGS: Readonly<Record<string, RegExp>> = {
  release: /^(stage|auto)?$/,
  feed: /^(?! )[\p{L}\p{N} ._-]{0,60}(?<! )$/u,
  submission: /^(full|update)$/,
};

type Settings = Readonly<Record<string, string>>;

/** The name of the data set to which an import belongs. */
export function feedOf(settings: Settings | undefined): string {
  return settings?.feed ?? '';
}

/** Whether an import is staged as a release. */
export function isRelease(settings: Settings | undefined): boolean {
  return (settings?.release ?? '') !== '';
}

/**
 * What the settings say together.
 * @throws InvalidInput where a full submission isn't a release
 */
export function requireReleaseSettings(settings: Settings): void {
  if (settings.submission === 'full' && !isRelease(settings)) {
    const message = 'A full submission removes what it does not name, and is a release: set `release` too.';
    throw new InvalidInput('submission', 'full-needs-release', message);
  }
}

/**
 * What a file says of itself beside what its sender does. A full file isn't taken as an update: that would lose what it means.
 * @throws InvalidInput
 */
export function requireOwnSubmission({
  settings = {},
  ownSubmission: own,
}: Pick<ImportContext, 'settings' | 'ownSubmission'>): void {
  const { submission: said = '' } = settings;
  const refuse = (code: string, message: string): never => {
    throw new InvalidInput('submission', code, message);
  };
  if (own === 'test' && said === '')
    refuse('submission-test', 'The file’s header says that it is a TEST; say `submission` to have it taken.');
  if (own === undefined || own === 'test') return;
  if (said !== '' && said !== own) {
    const message = `The file’s header says ${own.toUpperCase()} and \`submission\` says ${said}; leave it out, or mend the file.`;
    refuse('submission-contradicted', message);
  }
  if (own !== 'full' || isRelease(settings)) return;
  const message =
    'The file’s header says FULL: it removes what it does not name, and is a release. Set `release` to `stage` or `auto`.';
  refuse('full-needs-release', message);
}

/** The release that an import becomes. A file's own word, where it has one, counts before `update`. */
export function releaseStart(
  { tenant, jobId, filename = '', settings = {}, ownSubmission }: ImportContext,
  { traceparent }: { traceparent: string },
): ReleaseStart {
  return {
    ...{ id: releaseIdOf({ id: jobId, settings }), tenant, jobId, filename, traceparent },
    feed: feedOf(settings),
    submission: submissionOf(settings.submission || ownSubmission),
    automatic: settings.release === 'auto',
  };
}

function submissionOf(word: string | undefined): Submission {
  return word === 'full' ? 'full' : 'update';
}
