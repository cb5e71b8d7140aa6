import { repeatedMember } from '@qipei/kernel';
import { type Request, type Response, raw } from 'express';
import { type ParseError, parse } from 'jsonc-parser';
import { HttpProblem, invalidField } from './problem.ts';

const MB = 1024 * 1024;
/** A JSON body is small: one that takes longer than this is a caller that holds a connection. */
const JSON_BODY_MS = 30_000;

const rawReaders = new Map<number, ReturnType<typeof raw>>();

function rawReader(maxMb: number): ReturnType<typeof raw> {
  let reader = rawReaders.get(maxMb);
  if (reader === undefined) {
    reader = raw({ type: () => true, limit: maxMb * MB, inflate: false });
    rawReaders.set(maxMb, reader);
  }
  return reader;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

const UTF8 = ['utf-8', 'utf8'];

/** The media type of the body, without parameters. @throws HttpProblem 415 for one that isn't taken. */
export function requireMediaType(
  req: Request,
  taken: readonly string[],
  charsets: readonly string[] = UTF8,
  encodings: readonly string[] = [],
): string {
  const header = req.headers['content-type'] ?? '';
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase());
  if (!taken.includes(type)) {
    throw new HttpProblem({
      status: 415,
      code: 'content-type-unsupported',
      detail: `Send the body as ${taken.join(' or ')}${type === '' ? '.' : `, not as '${type.slice(0, 80)}'.`}`,
      extras: { supported: taken },
    });
  }
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (charset !== undefined && !charsets.includes(charset)) {
    throw new HttpProblem({
      status: 415,
      code: 'charset-unsupported',
      detail: `Send the body in ${charsets[0]?.toUpperCase()}, not in '${charset.slice(0, 40)}'.`,
    });
  }
  const encoding = req.headers['content-encoding']?.trim().toLowerCase();
  if (encoding !== undefined && !['', 'identity', ...encodings].includes(encoding)) {
    throw new HttpProblem({
      status: 415,
      code: 'content-encoding-unsupported',
      detail: `Send the body as it is, not in the content encoding '${encoding.slice(0, 40)}'.`,
      headers: { 'Accept-Encoding': ['identity', ...encodings].join(', ') },
    });
  }
  return type;
}

interface JsonBodyLimits {
  /** 1 unless given. */
  maxMb?: number | undefined;
  /** From when it is waited for until all of it is there. */
  withinMs?: number;
}

/** @throws HttpProblem 400 with the position of what is wrong, 413, 415 or 408. */
export async function readJsonBody(req: Request, res: Response, limits: JsonBodyLimits): Promise<unknown> {
  requireMediaType(req, ['application/json']);
  const bytes = await readBytes(req, res, limits);
  if (bytes.length === 0) throw invalidField('', 'body-empty', 'The request needs a JSON body.');
  let content: string;
  try {
    content = utf8.decode(bytes);
  } catch {
    throw invalidField('', 'encoding-invalid', 'The body is not valid UTF-8.');
  }
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw jsonInvalid(content);
  }
  const name = repeatedMember(content, value)?.slice(0, 100);
  if (name !== undefined)
    throw invalidField(name, 'member-repeated', `An object of the body has the member '${name}' twice.`);
  return value;
}

function readBytes(
  req: Request,
  res: Response,
  { maxMb = 1, withinMs = JSON_BODY_MS }: JsonBodyLimits,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () =>
        reject(
          new HttpProblem({
            status: 408,
            code: 'request-timeout',
            detail: `The body did not arrive within ${withinMs / 1_000} seconds.`,
          }),
        ),
      withinMs,
    );
    rawReader(maxMb)(req, res, (error?: unknown) => {
      clearTimeout(late);
      if (error !== undefined) reject(error);
      else resolve(Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0));
    });
  });
}

/** JSON.parse doesn't always say where: the position comes from a parser that keeps it. */
function jsonInvalid(content: string): HttpProblem {
  const position = faultPosition(content);
  const before = content.slice(0, position);
  const line = before.split('\n').length;
  const column = position === undefined ? undefined : position - before.lastIndexOf('\n');
  return new HttpProblem({
    status: 400,
    code: 'json-invalid',
    detail:
      position === undefined
        ? 'The body is not valid JSON.'
        : `The body is not valid JSON: see line ${line}, column ${column}.`,
    extras: position === undefined ? {} : { position, line, column },
  });
}

function faultPosition(content: string): number | undefined {
  const errors: ParseError[] = [];
  try {
    parse(content, errors, { disallowComments: true });
  } catch {
    // Nested deeper than its recursion goes.
    return undefined;
  }
  return errors[0]?.offset;
}
