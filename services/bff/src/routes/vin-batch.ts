import { DecodeVinsRequest, type DecodeVinsResponse, VinLineFormat } from '@qipei/contracts/fitment/v1/vin';
import { z } from 'zod';
import { requireMediaType } from '../http/read-body.ts';
import { defineRoute } from '../http/route.ts';
import { streamedBody } from '../http/streamed-body.ts';
import { DecodedVinJson } from '../resources/vin.ts';
import { VinLineErrorJson, VinLineJson } from '../resources/vin-line.ts';

const FORMAT_BY_TYPE: Record<string, VinLineFormat> = {
  'application/x-ndjson': VinLineFormat.NDJSON,
  'application/ndjson': VinLineFormat.NDJSON,
  'application/jsonl': VinLineFormat.NDJSON,
  'text/plain': VinLineFormat.TEXT,
  'text/csv': VinLineFormat.CSV,
};
const MEDIA_TYPES = Object.keys(FORMAT_BY_TYPE);
const CHARSETS = ['utf-8', 'utf8', 'us-ascii'];
const ENCODINGS = ['gzip', 'x-gzip'];
/** A message to the fitment service; more of them fit into a connection's window than of larger ones. */
const MESSAGE_BYTES = 64 * 1024;

export const vinBatchRoute = defineRoute({
  method: 'post',
  path: '/v1/vins/batch',
  operationId: 'decodeVins',
  summary: 'Decode any number of VINs',
  description:
    'A line of the answer for each line of the body, in its order, while the body still comes: read as you write. A body of up ' +
    'to some megabytes may be sent whole before the answer is read. A line that names no VIN is answered by its ' +
    'error, and the rest goes on; blank lines are skipped. A line may have 4 KiB. Vehicles are the platform’s and your own. ' +
    'An answer that breaks off before its end is incomplete.',
  tag: 'Vehicles',
  scope: 'catalog:read',
  stopsWithCaller: true,
  query: z.strictObject({
    detail: z.enum(['flat', 'full']).optional().meta({
      description: '`full`: each line is what `GET /v1/vins/{vin}` answers, with `line` and `ref`.',
    }),
  }),
  body: {
    stream: MEDIA_TYPES,
    description:
      'NDJSON: `"VIN"` or `{"vin": "…", "ref": "…"}` a line, `ref` being whatever you want to know it again by. Plain text: ' +
      'a VIN a line. CSV: the column that the first line calls `vin` or `车架号`, else the first. UTF-8; may be gzipped ' +
      '(`Content-Encoding: gzip`).',
  },
  responses: {
    200: {
      description: 'NDJSON, a line each.',
      lines: {
        contentType: 'application/x-ndjson',
        schema: z.union([VinLineJson, VinLineErrorJson, DecodedVinJson]),
      },
    },
  },
  problems: {
    408: 'The body stood still before anything could be answered.',
    415: 'The body is none of these, or has another content encoding.',
  },
  async handle({ query }, { peers, call, request }) {
    const type = requireMediaType(request, MEDIA_TYPES, CHARSETS, ENCODINGS);
    const gzip = ENCODINGS.includes(request.headers['content-encoding']?.trim().toLowerCase() ?? '');
    const head = { format: FORMAT_BY_TYPE[type] ?? VinLineFormat.UNSPECIFIED, full: query.detail === 'full' };
    const answers = peers.batches.decodeVins(messages(head, streamedBody(request, { gzip })), call);
    return { status: 200, contentType: 'application/x-ndjson; charset=utf-8', content: bytesOf(answers) };
  },
});

async function* messages(
  head: { format: VinLineFormat; full: boolean },
  body: AsyncIterable<Buffer>,
): AsyncGenerator<DecodeVinsRequest> {
  yield DecodeVinsRequest.create(head);
  for await (const bytes of body) {
    for (let at = 0; at < bytes.length; at += MESSAGE_BYTES)
      yield DecodeVinsRequest.create({ chunk: bytes.subarray(at, at + MESSAGE_BYTES) });
  }
}

async function* bytesOf(answers: AsyncIterable<DecodeVinsResponse>): AsyncGenerator<Uint8Array> {
  for await (const { chunk } of answers) yield chunk;
}
