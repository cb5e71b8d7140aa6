import { releaseIdOf } from '@qipei/import-job';
import { InvalidInput } from '@qipei/kernel';
import { ReleaseUnsupported } from './no-releases.ts';
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
 * @throws InvalidInput where a full submission isn't a release; ReleaseUnsupported
 */
export function requireReleaseSettings(settings: Settings, supported = true): void {
  if (isRelease(settings) && !supported) throw new ReleaseUnsupported();
  if (settings.submission === 'full' && !isRelease(settings)) {
    const message = 'A full submission removes what it does not name, and is a release: set `release` too.';
    throw new InvalidInput('submission', 'full-needs-release', message);
  }
}

/** The release that an import becomes. A file's own word, where it has one, counts before `update`. */
export function releaseStart(
  context: { tenant: string; jobId: string; filename?: string; settings?: Settings },
  { traceparent, ownSubmission }: { traceparent: string; ownSubmission?: Submission | undefined },
): ReleaseStart {
  const { tenant, jobId, filename = '', settings = {} } = context;
  return {
    ...{ id: releaseIdOf({ id: jobId, settings }), tenant, jobId, filename, traceparent },
    feed: feedOf(settings),
    submission:
      settings.submission === 'full'
        ? 'full'
        : settings.submission === 'update'
          ? 'update'
          : (ownSubmission ?? 'update'),
    automatic: settings.release === 'auto',
  };
}
