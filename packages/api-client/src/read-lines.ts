/** A line that isn't JSON, or is longer than allowed. */
export class LineInvalid extends Error {
  /** From 1. */
  readonly line: number;

  constructor(line: number, message: string, cause?: unknown) {
    super(`Line ${line}: ${message}`, cause === undefined ? undefined : { cause });
    this.name = 'LineInvalid';
    this.line = line;
  }
}

const DEFAULT_LINE_LENGTH = 4 * 1024 * 1024;

/**
 * The values of a NDJSON body as they arrive, in constant memory: pass what a request with `parseAs: 'stream'` gives.
 * Blank lines are left out. The body is cancelled when the reader stops early or a line is invalid.
 * @throws LineInvalid
 */
export async function* readLines<T = unknown>(
  body: ReadableStream<Uint8Array>,
  options: { maxLineLength?: number } = {},
): AsyncGenerator<T> {
  const limit = options.maxLineLength ?? DEFAULT_LINE_LENGTH;
  const reader = body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: false });
  let line = 0;
  let rest = '';
  let finished = false;
  try {
    while (!finished) {
      const { done, value } = await reader.read();
      finished = done;
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      // The last piece waits for its end, unless there is no more to come.
      rest = finished ? '' : (lines.pop() ?? '');
      for (const text of lines) {
        line += 1;
        if (text.length > limit) throw new LineInvalid(line, `longer than ${limit} characters`);
        if (text.trim() !== '') yield parse(text, line) as T;
      }
      if (rest.length > limit) throw new LineInvalid(line + 1, `longer than ${limit} characters`);
    }
  } finally {
    if (!finished) await reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}

function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LineInvalid(line, 'not JSON', error);
  }
}
