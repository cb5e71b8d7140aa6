import { Refused } from './command-fault.ts';
import { uploadFile } from './file-upload.ts';
import { followJob, type JobView, seenRelease } from './follow-job.ts';
import type { LocalFile } from './local-file.ts';
import type { PlatformClient } from './platform-client.ts';
import { openPushRecords, type PushRecords } from './push-records.ts';
import type { RemoteContext, Session } from './remote-command.ts';
import { transferBar } from './transfer-bar.ts';

export interface PushFile {
  file: LocalFile;
  session: Session;
  kind: string;
  /** What the import is told beside the kind. */
  parameters: Record<string, string>;
  /** Whether it is imported anew though it was before. */
  again: boolean;
}

export interface PushedFile {
  job: JobView;
  /** It had been pushed before, and wasn't sent now. */
  before: boolean;
}

/** Sends a file, from where an earlier run left off, and waits for its import to end. @throws CommandFault */
export async function pushFile(options: PushFile, context: RemoteContext): Promise<PushedFile> {
  const { file, session, kind, parameters, again } = options;
  const { client, profile, key } = session;
  const reading = transferBar(context.bar(), file.bytes, 'read');
  const digest = await file.digest(context.signal, reading.at);
  reading.end();
  const { feed = '', ...others } = parameters;
  const identity = { url: profile.url, tenant: key.tenant, kind, feed, parameters: others, digest };
  await using records = await openPushRecords(identity, context.env);
  const known = await records.read();
  if (!again && known.jobId !== undefined && (await stillHolds(known.jobId, records, client)))
    return { job: await followJob(client, known.jobId, context.bar()), before: true };
  const sending = transferBar(context.bar(), file.bytes, 'sent');
  try {
    const jobId = await uploadFile({
      ...{ client, file, digest },
      query: { kind, ...parameters },
      uploadId: known.uploadId,
      onStarted: (uploadId) => records.write({ uploadId }),
      onProgress: sending.at,
    });
    await records.write({ jobId });
    await records.markLatest();
    sending.end();
    return { job: await followJob(client, jobId, context.bar()), before: false };
  } finally {
    sending.end();
  }
}

/**
 * Whether what an import brought is what a new one of the same file would bring: it runs, or it was the last one into its data set
 * from here and nothing took it back.
 */
async function stillHolds(jobId: string, records: PushRecords, client: PlatformClient): Promise<boolean> {
  let job: JobView;
  try {
    job = (await client.ask('GET', `/v1/imports/${encodeURIComponent(jobId)}`)).body.job as JobView;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return false;
    throw error;
  }
  if (job.state === 'queued' || job.state === 'running') return true;
  if (job.state !== 'done' || !(await records.isLatest())) return false;
  const release = job.releaseId === null ? undefined : await seenRelease(client, job.releaseId);
  return (
    release === undefined ||
    !['failed', 'discarded', 'rolled-back', 'superseded'].includes(release.release.state)
  );
}
