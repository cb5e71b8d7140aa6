import { createGunzip, createInflateRaw, type Gunzip, type InflateRaw } from 'node:zlib';
import { UsageError } from '../command.ts';
import type { LocalFile } from './local-file.ts';
import type { PlatformClient } from './platform-client.ts';

export const KINDS = ['parts', 'fitments', 'vehicles', 'stock', 'offers'] as const;
export type Kind = (typeof KINDS)[number];

const HEAD_BYTES = 64 * 1024;
/** A workbook is looked at whole. */
const MOST_WORKBOOK_BYTES = 4 * 1024 * 1024;
/** A heading that is only like one that is known proves nothing. */
const SURE = 0.9;

/** What a file holds, where that is sure by looking at it. @throws UsageError where it isn't */
export async function kindOf(file: LocalFile, client: PlatformClient): Promise<Kind> {
  const { signal } = client.patience;
  const head = await readHead(file, HEAD_BYTES, signal);
  const inner = await unpackedHead(head);
  const ofXml = xmlKind(inner);
  if (ofXml !== undefined) return ofXml;
  if (
    startsZip(head) &&
    /BaseVehicle\.(txt|csv|json)/i.test(
      (await readHead(file, MOST_WORKBOOK_BYTES, signal)).toString('latin1'),
    )
  )
    return 'vehicles';
  const whole = startsZip(head) || head[0] === 0x1f;
  if (whole && file.bytes > MOST_WORKBOOK_BYTES) throw unsure('it is too long to look into');
  const sample = whole ? await readHead(file, file.bytes, signal) : wholeLines(head, file.bytes);
  const fitting: Kind[] = [];
  for (const kind of KINDS) if (await fits(kind, sample, client)) fitting.push(kind);
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return only;
  throw unsure(only === undefined ? 'its headings are those of none' : `it may be ${fitting.join(' or ')}`);
}

function unsure(why: string): UsageError {
  return new UsageError(`what the file holds isn’t sure: ${why}. Say it by --kind ${KINDS.join('|')}`);
}

/** All headings are known by name, and none that is needed is missing. */
async function fits(kind: Kind, sample: Buffer, client: PlatformClient): Promise<boolean> {
  const { body } = await client.ask('POST', '/v1/imports/preview', {
    query: { kind, format: 'auto' },
    headers: { 'content-type': 'application/octet-stream', 'content-length': sample.length },
    body: sample,
  });
  const { failure, headings, missingFields, unusedHeadings } = body as {
    failure: string | null;
    headings: { confidence: number }[];
    missingFields: string[];
    unusedHeadings: string[];
  };
  if (failure !== null || headings.length === 0 || missingFields.length > 0 || unusedHeadings.length > 0)
    return false;
  return headings.every(({ confidence }) => confidence >= SURE);
}

async function readHead(file: LocalFile, bytes: number, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of file.chunks(0, Math.min(bytes, file.bytes), signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A line that is cut off would be a fault of its own. */
function wholeLines(head: Buffer, bytes: number): Buffer {
  const end = head.lastIndexOf(0x0a);
  return head.length === bytes || end <= 0 ? head : head.subarray(0, end + 1);
}

/** By the name of the first element; ids of both standards' schemas are the same in all versions. */
function xmlKind(head: Buffer): Kind | undefined {
  const utf16 = head.length > 1 && (head[0] === 0xff || head[1] === 0x00);
  const text = head.toString(utf16 ? 'utf16le' : 'latin1');
  const root = /^[^<]{0,8}(?:<[?!][^>]*>\s*)*<(?:\w+:)?(ACES|PIES)[\s>]/.exec(text)?.[1];
  if (root === undefined) return undefined;
  return root === 'ACES' ? 'fitments' : 'parts';
}

function startsZip(head: Buffer): boolean {
  return head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'));
}

/** The first bytes of what is packed: of gzip, or of the first file of a zip. */
async function unpackedHead(head: Buffer): Promise<Buffer> {
  if (head[0] === 0x1f && head[1] === 0x8b) return await inflated(createGunzip(), head);
  if (!startsZip(head) || head.length < 30 || head.readUInt16LE(8) !== 8) return head;
  const start = 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  return await inflated(createInflateRaw(), head.subarray(start));
}

/** As far as it goes: the head is cut off anywhere. */
function inflated(stream: Gunzip | InflateRaw, packed: Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const done = () => {
      stream.destroy();
      resolve(Buffer.concat(chunks));
    };
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > HEAD_BYTES) done();
    });
    stream.once('error', done).once('end', done);
    stream.end(packed);
  });
}
