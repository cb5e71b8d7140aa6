import type { Response } from 'express';
import { drainedOrClosed } from './drained-or-closed.ts';
import { type HttpProblem, problemBody, problemHeaders } from './problem.ts';
import type { Answer } from './route.ts';

export async function sendAnswer(res: Response, answer: Answer): Promise<void> {
  res.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers ?? {})) res.setHeader(name, value);
  if ('body' in answer) {
    sendText(res, 'application/json; charset=utf-8', JSON.stringify(answer.body));
    return;
  }
  if (answer.status === 204 || answer.status === 304) {
    res.end();
    return;
  }
  if (typeof answer.content === 'string') {
    sendText(res, answer.contentType, answer.content);
    return;
  }
  await sendChunks(res, answer.contentType, answer.content);
}

/** The headers go out with the first chunk, so that a failure before it is still answered as a problem. */
async function sendChunks(
  res: Response,
  contentType: string,
  chunks: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  for await (const chunk of chunks) {
    if (res.destroyed) return;
    if (!res.headersSent) res.setHeader('Content-Type', contentType);
    if (!res.write(chunk)) await drainedOrClosed(res);
  }
  if (!res.headersSent) res.setHeader('Content-Type', contentType);
  res.end();
}

export function sendProblem(res: Response, problem: HttpProblem, traceId: string): void {
  const { 'Content-Type': contentType = '', ...headers } = problemHeaders(problem);
  res.statusCode = problem.status;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  sendText(res, contentType, JSON.stringify(problemBody(problem, traceId)));
}

function sendText(res: Response, contentType: string, content: string): void {
  res.setHeader('Content-Type', contentType);
  res.setHeader('Content-Length', Buffer.byteLength(content));
  res.end(content);
}
