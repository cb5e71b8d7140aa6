import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Away, CommandFault, EXIT } from './command-fault.ts';
import { failureOf } from './http-exchange.ts';
import { createPatience } from './patience.ts';
import type { PlatformClient } from './platform-client.ts';

/** What lies here from an earlier run may be damaged, a line that damages everything stays one. */
const MAX_DAMAGED = 3;

export interface FileDownload {
  client: PlatformClient;
  path: string;
  accept?: string;
  /** Written beside it first, and renamed when it is whole. */
  target: string;
  /** Names what never changes on the platform: a part of it that lies here is gone on with. Without it each try begins anew. */
  resumeAs?: string;
  /** In hex, of the whole file. */
  sha256?: string;
  /** `total` is undefined where the platform doesn't tell. */
  onProgress?: (bytes: number, total: number | undefined) => void;
}

/** @returns its bytes. @throws CommandFault, the system's error where it can't be written; what has come stays */
export async function downloadFile(download: FileDownload): Promise<number> {
  const { client, target, resumeAs } = download;
  const part = `${target}${resumeAs === undefined ? '' : `.${resumeAs.replaceAll(/[^\w-]/g, '')}`}.part`;
  const patience = createPatience(client.patience);
  const file = await open(part, 'a');
  try {
    let etag: string | undefined;
    let damaged = 0;
    for (;;) {
      try {
        etag = await receive(file, etag, download, patience.progress);
        if (download.sha256 === undefined || (await digestOf(part)) === download.sha256) break;
        await file.truncate(0);
        damaged += 1;
        if (damaged === MAX_DAMAGED) throw notTheFile();
      } catch (error) {
        if (!(error instanceof Away)) throw error;
        await patience.wait(error);
      }
    }
    await file.sync();
    const { size } = await file.stat();
    await file.close();
    await rename(part, target);
    return size;
  } finally {
    await file.close().catch(() => undefined);
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** One answer, to its end. @returns its entity tag. @throws Away where it breaks off */
async function receive(
  file: FileHandle,
  etag: string | undefined,
  { client, path, accept = '*/*', resumeAs, onProgress }: FileDownload,
  progress: () => void,
): Promise<string | undefined> {
  let { size: have } = await file.stat();
  if (resumeAs === undefined && have > 0) {
    await file.truncate(0);
    have = 0;
  }
  const range =
    have === 0 ? {} : { range: `bytes=${have}-`, ...(etag !== undefined && { 'if-range': etag }) };
  const answer = await open200(client, path, { accept, 'accept-encoding': 'identity', ...range });
  if (answer === undefined) return etag;
  // It sends all of it: what is here is no part of it.
  if (answer.statusCode !== 206 && have > 0) {
    await file.truncate(0);
    have = 0;
  }
  const total = totalOf(answer, have);
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      await file.appendFile(chunk);
      have += chunk.length;
      progress();
      onProgress?.(have, total);
    }
  } catch (error) {
    if (client.patience.signal.aborted) throw client.patience.signal.reason;
    const { syscall, code = '' } = error as NodeJS.ErrnoException;
    if (syscall === 'write' && code !== 'ECONNRESET') throw error;
    throw failureOf(error, new URL(client.url));
  }
  if (total !== undefined && have !== total)
    throw new Away(`${have} of ${total} bytes came.`, { code: 'download-broken' });
  return answer.headers.etag;
}

/** Undefined where all of it is here already. */
async function open200(
  client: PlatformClient,
  path: string,
  headers: Record<string, string>,
): Promise<IncomingMessage | undefined> {
  try {
    return await client.open(path, headers);
  } catch (error) {
    if (error instanceof CommandFault && error.exitCode === EXIT.refused && /range/.test(error.code))
      return undefined;
    throw error;
  }
}

function totalOf({ headers, statusCode }: IncomingMessage, have: number): number | undefined {
  const whole = /\/(\d{1,15})$/.exec(headers['content-range'] ?? '')?.[1];
  if (whole !== undefined) return Number(whole);
  const length = headers['content-length'];
  return length === undefined ? undefined : Number(length) + (statusCode === 206 ? have : 0);
}

function notTheFile(): CommandFault {
  const message = 'What came isn’t what the platform sent, again and again.';
  return new CommandFault({ code: 'download-damaged', message, exitCode: EXIT.away });
}
