import { UsageError } from '../command.ts';
import { EXIT } from './command-fault.ts';
import type { ReleaseView } from './follow-job.ts';
import { isDone, type Move, moveRelease } from './release-moves.ts';
import { changeText, releaseText } from './release-text.ts';
import { noPositionals, oneOf, onlyPositional, openSession, type RemoteCommand } from './remote-command.ts';
import { shown } from './shown-text.ts';

const MOST_LISTED = 20;
const STATES = [
  ...(['staging', 'staged', 'publishing', 'published', 'superseded'] as const),
  ...(['rolling-back', 'rolled-back', 'discarded', 'failed'] as const),
];

const releases: RemoteCommand = {
  usage: `qipei releases [--kind parts|fitments] [--feed NAME] [--state STATE] [--limit N] [--profile NAME] [--json]
  Your releases, newest first.
`,
  options: {
    kind: { type: 'string' },
    feed: { type: 'string' },
    state: { type: 'string' },
    limit: { type: 'string' },
  },
  async run({ values, positionals }, context) {
    noPositionals(positionals);
    const limit = limitOf(values.limit, MOST_LISTED);
    const query = {
      kind: oneOf('--kind', ['parts', 'fitments'] as const, values.kind),
      feed: values.feed === undefined ? undefined : String(values.feed),
      state: oneOf('--state', STATES, values.state),
    };
    using session = await openSession(values, context);
    const found: ReleaseView[] = [];
    let pageToken: string | undefined;
    do {
      const pageSize = Math.min(100, limit - found.length);
      const { body } = await session.client.ask('GET', '/v1/releases', {
        query: { ...query, pageSize, pageToken },
      });
      found.push(...(body.releases as ReleaseView[]));
      pageToken = body.nextPageToken ?? undefined;
    } while (pageToken !== undefined && found.length < limit);
    const text = found.map(lineOf).join('');
    return { text: text === '' ? 'There are no releases.\n' : text, json: { releases: found } };
  },
};

function lineOf(release: ReleaseView): string {
  const { releaseId, kind, feed, state, counts, createdAt, filename } = release;
  const fields = [
    ...[shown(releaseId), kind, feed === '' ? '-' : shown(feed), state],
    `+${counts.added} ~${counts.changed} -${counts.removed}`,
    ...[createdAt ?? '-', filename === null ? '-' : shown(filename, 80)],
  ];
  return `${fields.join('\t')}\n`;
}

/** @throws UsageError */
export function limitOf(given: unknown, fallback: number): number {
  if (given === undefined) return fallback;
  if (!/^[1-9]\d{0,8}$/.test(String(given))) throw new UsageError('--limit is a whole number from 1 on');
  return Number(given);
}

function moving(move: Move, what: string): RemoteCommand {
  return {
    usage: `qipei ${move} RELEASE_ID [--profile NAME] [--json]
  ${what}
`,
    options: {},
    async run({ values, positionals }, context) {
      const releaseId = onlyPositional(positionals, 'the release, such as rel-parts_…');
      using session = await openSession(values, context);
      const seen = await moveRelease(session.client, releaseId, move);
      const { release, samples } = seen;
      const done = isDone(seen, move);
      // Compared anew: what it would change now is what there is to look at.
      const text = releaseText(release) + (done ? '' : samples.map(changeText).join(''));
      return { text, json: { release }, exitCode: done ? EXIT.done : EXIT.found };
    },
  };
}

export const RELEASE_COMMANDS: Record<string, RemoteCommand> = {
  releases,
  publish: moving('publish', 'Makes a staged release live, all of it at once.'),
  'roll-back': moving('roll-back', 'Takes back what the live release of a data set changed.'),
  discard: moving('discard', 'Throws a release away that isn’t published.'),
};
