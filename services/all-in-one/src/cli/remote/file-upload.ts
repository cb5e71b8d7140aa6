import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Away, CommandFault, EXIT, Refused } from './command-fault.ts';
import type { LocalFile } from './local-file.ts';
import { createPatience } from './patience.ts';
import type { PlatformClient, Query } from './platform-client.ts';

/** What a gateway that keeps a request back until it is whole loses at most, when the line breaks. */
const LARGEST_PART_BYTES = 32 * 1024 * 1024;
/** What is under way when a line breaks may be lost: over one that breaks often parts are as small. */
const SMALLEST_PART_BYTES = 64 * 1024;
/** With the last byte the platform reads the whole file once more, for its digest. */
const ANSWER_WITHIN_MS = 600_000;
/** An upload that is given up by the platform is begun anew so often. */
const MAX_STARTS = 3;
const BUSY_MS = 300;

interface Upload {
  uploadId: string;
  offset: number;
  jobId: string | null;
}

export interface FileUpload {
  client: PlatformClient;
  file: LocalFile;
  /** SHA-256 in hex. */
  digest: string;
  /** What the import is told. */
  query: Query;
  /** Of an earlier run. */
  uploadId: string | undefined;
  /** Told before the first byte goes out. */
  onStarted: (uploadId: string) => Promise<void>;
  onProgress: (bytes: number) => void;
}

/**
 * Sends a file in parts over the tus routes, from where it stands, and over breaks of the line, until it has become an import.
 * @returns its job. @throws CommandFault
 */
export async function uploadFile(options: FileUpload): Promise<string> {
  const { client, file } = options;
  const patience = createPatience(client.patience);
  let uploadId = options.uploadId;
  let starts = 0;
  let furthest = 0;
  let partBytes = LARGEST_PART_BYTES;
  // A line that breaks before a part is whole has brought something all the same.
  const reached = (offset: number) => {
    if (offset > furthest) patience.progress();
    furthest = Math.max(furthest, offset);
  };
  const nextPart = (offset: number) => Math.min(offset + partBytes, file.bytes);
  const partSent = () => {
    partBytes = Math.min(LARGEST_PART_BYTES, partBytes * 2);
  };
  for (;;) {
    try {
      if (uploadId === undefined) {
        if (++starts > MAX_STARTS) throw givenUp();
        uploadId = await begin(options);
        await options.onStarted(uploadId);
      }
      const jobId = await sendRest(uploadId, options, { reached, nextPart, partSent });
      if (jobId !== undefined) return jobId;
    } catch (error) {
      if (error instanceof Away) {
        partBytes = Math.max(SMALLEST_PART_BYTES, partBytes / 4);
        await patience.wait(error);
      } else if (!(error instanceof Refused)) throw error;
      // Given up after a day, or moved to other engines.
      else if (error.status === 404 && uploadId !== undefined) {
        uploadId = undefined;
        furthest = 0;
      } else if (error.code === 'upload-offset-wrong') continue;
      // The platform hasn't yet seen that the line before is dead.
      else if (error.code === 'upload-busy')
        await pause(BUSY_MS, undefined, { signal: client.patience.signal });
      else {
        if (error.code === 'upload-digest-wrong') await file.requireUnchanged();
        throw error;
      }
    }
  }
}

async function begin({ client, file, digest, query }: FileUpload): Promise<string> {
  const { body } = await client.once('POST', '/v1/uploads', {
    query: { ...query, filename: file.name, sha256: digest },
    headers: { 'upload-length': file.bytes, 'tus-resumable': '1.0.0', 'content-length': 0 },
  });
  return String(body.upload.uploadId);
}

interface Pace {
  /** Told how far it has come. */
  reached: (offset: number) => void;
  /** Where a part that begins there ends. */
  nextPart: (offset: number) => number;
  partSent: () => void;
}

/** From where it stands. @returns the job, undefined where it stands elsewhere than the platform said */
async function sendRest(
  uploadId: string,
  options: FileUpload,
  { reached, nextPart, partSent }: Pace,
): Promise<string | undefined> {
  const { client, file, onProgress } = options;
  const path = `/v1/uploads/${encodeURIComponent(uploadId)}`;
  const standing = async () => (await client.once('GET', path)).body.upload as Upload;
  let { offset, jobId } = await standing();
  while (jobId === null) {
    reached(offset);
    onProgress(offset);
    const sent = await sendPart(path, offset, nextPart(offset), options);
    if (sent < offset) return undefined;
    partSent();
    offset = sent;
    if (offset >= file.bytes) ({ jobId } = await standing());
  }
  onProgress(file.bytes);
  return jobId;
}

/** @returns the offset by then */
async function sendPart(
  path: string,
  offset: number,
  end: number,
  { client, file, onProgress }: FileUpload,
): Promise<number> {
  async function* told(): AsyncGenerator<Buffer> {
    let bytes = offset;
    for await (const chunk of file.chunks(offset, end, client.patience.signal)) {
      yield chunk;
      bytes += chunk.length;
      onProgress(bytes);
    }
  }
  const body = end === offset ? '' : Readable.from(told(), { objectMode: false });
  const { headers } = await client.once('PATCH', path, {
    ...{ body, idleMs: ANSWER_WITHIN_MS },
    headers: {
      'content-type': 'application/offset+octet-stream',
      'content-length': end - offset,
      'upload-offset': offset,
      'tus-resumable': '1.0.0',
    },
  });
  const at = Number(headers['upload-offset']);
  if (Number.isSafeInteger(at) && at >= 0) return at;
  const message = 'The platform didn’t say how far the upload has come. Does a gateway drop its headers?';
  throw new CommandFault({ code: 'not-a-platform', message, exitCode: EXIT.away });
}

function givenUp(): CommandFault {
  const message = 'The platform lost the upload again and again.';
  return new CommandFault({ code: 'upload-lost', message, exitCode: EXIT.refused });
}
