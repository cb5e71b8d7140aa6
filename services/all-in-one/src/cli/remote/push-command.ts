import { stat } from 'node:fs/promises';
import { UsageError } from '../command.ts';
import { EXIT } from './command-fault.ts';
import { downloadFile } from './file-download.ts';
import { kindOf } from './file-kind.ts';
import { type JobView, type SeenRelease, settledRelease } from './follow-job.ts';
import { faultsText, hasLeftOutCells, type ImportFaults, importFaults } from './import-faults.ts';
import { importText } from './import-text.ts';
import { type LocalFile, openLocalFile } from './local-file.ts';
import { IMAGE_OPTIONS, pushFolder } from './push-images.ts';
import { FILE_OPTIONS, readFileOptions } from './push-options.ts';
import { pushFile } from './pushed-file.ts';
import { moveRelease } from './release-moves.ts';
import { changeText, releaseText } from './release-text.ts';
import { type Outcome, oneOf, onlyPositional, openSession, type RemoteCommand } from './remote-command.ts';

const push: RemoteCommand = {
  usage: `qipei push FILE [--kind parts|fitments|vehicles|stock|offers] [--format FORMAT] [--mapping FILE.json | --profile-mapping NAME]
    [--release stage|auto] [--publish] [--feed NAME] [--submission full|update] [--bad-cells leave-out] [--faults FILE.csv] [--again] [--profile NAME]
    [--patience SECONDS] [--json]
  Sends a file, goes on where it stood when the line or the command broke off, waits for the import and tells what came of it.
  The same file isn't imported twice, unless something else was pushed in between, or --again says so.
qipei push FOLDER [--brand NAME] [--dry-run] [--replace] [--report FILE.csv] [--profile NAME] [--patience SECONDS] [--json]
  Puts up the pictures of a folder, each for the part whose number is its name; NUMBER-1.jpg, NUMBER-2.jpg are further ones.
  --dry-run says which goes where. What was put up before isn't sent again.
`,
  options: {
    ...FILE_OPTIONS,
    ...IMAGE_OPTIONS,
    release: { type: 'string' },
    publish: { type: 'boolean' },
    faults: { type: 'string' },
    again: { type: 'boolean' },
  },
  async run({ values, positionals }, context) {
    const named = onlyPositional(positionals, 'the file or the folder');
    if (await isFolder(named)) {
      requireNone(
        values,
        [...Object.keys(FILE_OPTIONS), 'release', 'publish', 'faults', 'again'],
        'a folder of pictures',
      );
      using session = await openSession(values, context);
      return await pushFolder(named, values, session, context);
    }
    requireNone(values, Object.keys(IMAGE_OPTIONS), 'a file');
    const wanted = await readFileOptions(values, positionals);
    const publish = values.publish === true;
    const release =
      oneOf('--release', ['stage', 'auto'] as const, values.release) ?? (publish ? 'stage' : undefined);
    if (publish && release === 'auto')
      throw new UsageError('--publish publishes what is staged: leave --release auto out');
    const parameters = { ...wanted.parameters, ...(release !== undefined && { release }) };
    await using file = await openLocalFile(wanted.path);
    using session = await openSession(values, context);
    const kind = wanted.kind ?? (await kindOf(file, session.client));
    const again = values.again === true;
    const { job, before } = await pushFile({ file, session, kind, parameters, again }, context);
    const faults = await importFaults(session.client, job.jobId);
    if (typeof values.faults === 'string') {
      const path = `/v1/imports/${encodeURIComponent(job.jobId)}/errors`;
      await downloadFile({ client: session.client, path, accept: 'text/csv', target: values.faults });
    }
    let seen = job.releaseId === null ? undefined : await settledRelease(session.client, job.releaseId);
    if (publish && seen?.release.state === 'staged' && job.state === 'done')
      seen = await moveRelease(session.client, seen.release.releaseId, 'publish');
    return outcome({ file, job, before, faults, seen, publish });
  },
};

async function isFolder(path: string): Promise<boolean> {
  return path !== '-' && (await stat(path)).isDirectory();
}

/** @throws UsageError */
function requireNone(values: Record<string, unknown>, names: readonly string[], what: string): void {
  const given = names.find((name) => values[name] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} is not for ${what}`);
}

interface Pushed {
  file: LocalFile;
  job: JobView;
  before: boolean;
  faults: ImportFaults;
  seen: SeenRelease | undefined;
  publish: boolean;
}

function outcome({ file, job, before, faults, seen, publish }: Pushed): Outcome {
  const changes = seen === undefined ? '' : seen.samples.map(changeText).join('');
  const text =
    (before ? `${file.name} was pushed before, and isn’t sent again (--again does).\n` : '') +
    importText(job) +
    faultsText(job.kind, faults, 'all of them, in a file: --faults FILE') +
    (seen === undefined ? '' : releaseText(seen.release) + changes);
  const json = {
    ...{
      file: file.name,
      bytes: file.bytes,
      pushedBefore: before,
      job,
      faults: faults.first,
      faultCounts: faults.counts,
    },
    release: seen?.release ?? null,
    samples: seen?.samples ?? [],
  };
  return { text, json, exitCode: isWell({ job, faults, seen, publish }) ? EXIT.done : EXIT.found };
}

/** What was asked for has come about, with every row and every cell. */
function isWell({
  job,
  faults,
  seen,
  publish,
}: Pick<Pushed, 'job' | 'faults' | 'seen' | 'publish'>): boolean {
  if (job.state !== 'done' || job.failed > 0 || hasLeftOutCells(faults)) return false;
  if (seen === undefined) return true;
  const { state, automatic } = seen.release;
  if (state === 'failed') return false;
  return !(publish || automatic) || state === 'published' || state === 'superseded';
}

export const PUSH_COMMANDS: Record<string, RemoteCommand> = { push };
