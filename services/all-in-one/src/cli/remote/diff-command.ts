import { UsageError } from '../command.ts';
import { CommandFault, EXIT } from './command-fault.ts';
import { kindOf } from './file-kind.ts';
import { uploadFile } from './file-upload.ts';
import {
  type ChangeView,
  followJob,
  type JobView,
  type SeenRelease,
  seenRelease,
  settledRelease,
} from './follow-job.ts';
import { faultsText, hasLeftOutCells, importFaults } from './import-faults.ts';
import { importText } from './import-text.ts';
import { openLocalFile } from './local-file.ts';
import type { PlatformClient } from './platform-client.ts';
import { FILE_OPTIONS, readFileOptions } from './push-options.ts';
import { limitOf } from './release-commands.ts';
import { moveRelease } from './release-moves.ts';
import { changeText, releaseText } from './release-text.ts';
import {
  clientOf,
  oneOf,
  onlyPositional,
  openSession,
  type RemoteCommand,
  type RemoteContext,
  type Session,
} from './remote-command.ts';
import { countText } from './shown-text.ts';
import { transferBar } from './transfer-bar.ts';

const MOST_SHOWN = 50;
const PAGE = 100;
const CHANGES = ['added', 'changed', 'removed'] as const;
const RELEASE_ID = /^rel-[a-z]+_\w+$/;
const CLEAN_UP_SECONDS = 10;

const diff: RemoteCommand = {
  usage: `qipei diff RELEASE_ID [--change added|changed|removed] [--limit N | --all] [--profile NAME] [--json]
qipei diff FILE [--kind parts|fitments] [--format FORMAT] [--mapping FILE.json | --profile-mapping NAME] [--feed NAME]
    [--submission full|update] [--bad-cells leave-out] [--change …] [--limit N | --all] [--profile NAME] [--json]
  What a release changes, field by field; or what a file would change: it is staged, shown and discarded again.
`,
  options: {
    ...FILE_OPTIONS,
    change: { type: 'string' },
    limit: { type: 'string' },
    all: { type: 'boolean' },
  },
  async run({ values, positionals }, context) {
    const named = onlyPositional(positionals, 'a release or a file');
    const change = oneOf('--change', CHANGES, values.change);
    if (values.all === true && values.limit !== undefined)
      throw new UsageError('--limit and --all exclude each other');
    const most = values.all === true ? Number.POSITIVE_INFINITY : limitOf(values.limit, MOST_SHOWN);
    using session = await openSession(values, context);
    const { client } = session;
    const show = async (seen: SeenRelease, head: string, more: object) => {
      const changes = changesOf(client, seen.release.releaseId, change, most);
      if (context.json) await printJson({ ...more, release: seen.release }, changes, context);
      else await printText(head + releaseText(seen.release), changes, context);
    };
    if (RELEASE_ID.test(named)) {
      const seen = await seenRelease(client, named);
      if (seen === undefined)
        throw new CommandFault({
          code: 'release-not-found',
          message: `There is no release '${named}' of yours.`,
          exitCode: EXIT.refused,
        });
      await show(seen, '', {});
      return { text: '', json: undefined, exitCode: EXIT.done };
    }
    return await diffOfFile({ values, positionals }, session, context, show);
  },
};

type Show = (seen: SeenRelease, head: string, more: object) => Promise<void>;

/** Nothing of it stays, also where it is interrupted. */
async function diffOfFile(
  { values, positionals }: { values: Record<string, unknown>; positionals: string[] },
  session: Session,
  context: RemoteContext,
  show: Show,
) {
  const { client } = session;
  const wanted = await readFileOptions(values, positionals);
  await using file = await openLocalFile(wanted.path);
  const kind = wanted.kind ?? (await kindOf(file, client));
  if (kind !== 'parts' && kind !== 'fitments')
    throw new UsageError('parts and fitments have releases, others have none');
  const digest = await file.digest(context.signal, () => undefined);
  const bar = transferBar(context.bar(), file.bytes, 'sent');
  let uploadId: string | undefined;
  let job: JobView | undefined;
  try {
    const jobId = await uploadFile({
      ...{ client, file, digest, uploadId: undefined },
      query: { kind, ...wanted.parameters, release: 'stage' },
      onStarted: async (started) => {
        uploadId = started;
      },
      onProgress: bar.at,
    });
    bar.end();
    job = await followJob(client, jobId, context.bar());
    const seen = job.releaseId === null ? undefined : await settledRelease(client, job.releaseId);
    const faults = await importFaults(client, job.jobId);
    const told = { job, faults: faults.first, faultCounts: faults.counts };
    const head =
      importText(job) + faultsText(job.kind, faults, `all of them: GET /v1/imports/${job.jobId}/errors`);
    if (seen === undefined || job.state !== 'done')
      return {
        text: head,
        json: { ...told, release: seen?.release ?? null },
        exitCode: EXIT.found,
      };
    await show(seen, head, told);
    const isWell = job.failed === 0 && !hasLeftOutCells(faults);
    return { text: '', json: undefined, exitCode: isWell ? EXIT.done : EXIT.found };
  } finally {
    bar.end();
    await clearAway(uploadId, session, context);
  }
}

/** Over a client of its own: the command may have been interrupted. What fails here is only told. */
async function clearAway(
  uploadId: string | undefined,
  { profile }: Session,
  context: RemoteContext,
): Promise<void> {
  if (uploadId === undefined) return;
  const signal = AbortSignal.timeout(CLEAN_UP_SECONDS * 1_000);
  using client = clientOf(profile, { ...context, signal, say: () => undefined }, CLEAN_UP_SECONDS);
  try {
    const { body } = await client.ask('GET', `/v1/uploads/${encodeURIComponent(uploadId)}`);
    const jobId = body.upload.jobId as string | null;
    if (jobId === null) {
      await client.ask('DELETE', `/v1/uploads/${encodeURIComponent(uploadId)}`);
      return;
    }
    await client.ask('POST', `/v1/imports/${encodeURIComponent(jobId)}/cancel`, {
      headers: { 'content-length': 0 },
    });
    const { releaseId } = await followJob(client, jobId, { update: () => undefined, end: () => undefined });
    const seen = releaseId === null ? undefined : await settledRelease(client, releaseId);
    if (seen?.release.state === 'staged') await moveRelease(client, seen.release.releaseId, 'discard');
  } catch (error) {
    context.say(
      `What was staged could not be discarded (${(error as Error).message}); see: qipei releases --state staged`,
    );
  }
}

async function* changesOf(
  client: PlatformClient,
  releaseId: string,
  change: string | undefined,
  most: number,
): AsyncGenerator<ChangeView> {
  let left = most;
  let pageToken: string | undefined;
  while (left > 0) {
    const query = { change, pageSize: Math.min(PAGE, left), pageToken };
    const { body } = await client.ask('GET', `/v1/releases/${encodeURIComponent(releaseId)}/changes`, {
      query,
    });
    for (const each of body.changes as ChangeView[]) yield each;
    left -= body.changes.length;
    if (body.nextPageToken === null) return;
    pageToken = body.nextPageToken;
  }
}

async function printText(
  head: string,
  changes: AsyncGenerator<ChangeView>,
  context: RemoteContext,
): Promise<void> {
  await context.print(head);
  let count = 0;
  for await (const change of changes) {
    await context.print(changeText(change));
    count += 1;
  }
  await context.print(`${countText(count)} changes shown.\n`);
}

/** One document, written as it comes: a difference may be longer than the memory. */
async function printJson(
  more: object,
  changes: AsyncGenerator<ChangeView>,
  context: RemoteContext,
): Promise<void> {
  await context.print(`${JSON.stringify(more).slice(0, -1)},"changes":[`);
  let first = true;
  for await (const change of changes) {
    await context.print(`${first ? '' : ','}\n${JSON.stringify(change)}`);
    first = false;
  }
  await context.print(']}\n');
}

export const DIFF_COMMANDS: Record<string, RemoteCommand> = { diff };
