import type { Request } from 'express';
import { invalidField } from './problem.ts';
import { requireMediaType } from './read-body.ts';
import type { ContentAnswer } from './route.ts';
import { bodyChunks } from './upload-body.ts';

/** What pictures are taken as; what they are is told by their bytes. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'];

/** A picture is shown as a picture and as nothing else, whatever is in it. */
const PICTURE_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Content-Disposition': 'inline',
};

export interface ServedPicture {
  digest: string;
  mediaType: string;
  content: Uint8Array;
}

/** With `v`, the beginning of the digest, the address is that of these very bytes: it may be kept for good. */
export function isNamedBy(digest: string, v: string | undefined): boolean {
  return v !== undefined && v.length >= 16 && digest.startsWith(v);
}

/** The picture, or that it is as it is known. */
export function pictureAnswer(
  { digest, mediaType, content }: ServedPicture,
  { ifNoneMatch, headers }: { ifNoneMatch: string | undefined; headers: Record<string, string> },
): ContentAnswer {
  const ETag = `"${digest}"`;
  const all = { ETag, ...headers, ...PICTURE_HEADERS };
  if (namesTag(ifNoneMatch, ETag)) return { status: 304, contentType: '', content: '', headers: all };
  return { status: 200, contentType: mediaType, content: onceOf(content), headers: all };
}

/** The body whole. @throws HttpProblem 400 where it is empty, 408, 413, 415 */
export async function readPicture(request: Request, maxBytes: number): Promise<Buffer> {
  requireMediaType(request, PICTURE_TYPES);
  const chunks: Buffer[] = [];
  for await (const chunk of bodyChunks(request, { maxBytes, idleMs: 15_000 })) chunks.push(chunk);
  if (chunks.length === 0) throw invalidField('', 'body-empty', 'The body is empty: there is no picture.');
  return Buffer.concat(chunks);
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2: by weak comparison. */
export function namesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '') === tag);
}

async function* onceOf(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
