import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { Away, CommandFault, EXIT } from './command-fault.ts';

/** An answer, or anything on its way, may stand still for so long. */
const IDLE_MS = 60_000;
/** Answers that are read whole are at most this long. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024;

export interface HttpCall {
  method: string;
  url: URL;
  headers: Record<string, string | number>;
  /** `length` bytes of a stream are sent as they come. */
  body?: string | Buffer | Readable;
  signal: AbortSignal;
  idleMs?: number;
}

export interface HttpExchange extends Disposable {
  /** Resolves with the head of the answer. Redirects aren't followed: the key is for one server. @throws Away, CommandFault */
  send(call: HttpCall): Promise<IncomingMessage>;
}

/** Keeps its connections, and goes through the proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name. */
export function createHttpExchange(env: NodeJS.ProcessEnv): HttpExchange {
  const options = { keepAlive: true, maxSockets: 4, proxyEnv: env };
  const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };
  return {
    send: (call) =>
      new Promise((resolve, reject) => {
        const secure = call.url.protocol === 'https:';
        const sent = (secure ? requestHttps : requestHttp)(call.url, {
          method: call.method,
          headers: call.headers,
          signal: call.signal,
          agent: secure ? agents['https:'] : agents['http:'],
        });
        const { body } = call;
        const giveUp = (error: unknown) => {
          if (body instanceof Readable) body.destroy();
          reject(call.signal.aborted ? call.signal.reason : failureOf(error, call.url));
        };
        sent.setTimeout(call.idleMs ?? IDLE_MS, () => sent.destroy(new Error('nothing came for too long')));
        sent.on('error', giveUp);
        sent.on('response', (answer) => {
          // Answered before all was sent: it doesn't want the rest.
          if (body instanceof Readable && !body.readableEnded) {
            body.unpipe(sent);
            body.destroy();
            answer.once('end', () => sent.destroy());
          }
          resolve(answer);
        });
        if (!(body instanceof Readable)) sent.end(body);
        else {
          body.on('error', (error) => {
            reject(error);
            sent.destroy();
          });
          body.pipe(sent);
        }
      }),
    [Symbol.dispose]() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

/** The text of an answer, whole. @throws Away where it breaks off */
export async function textOf(answer: IncomingMessage, url: URL, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_TEXT_BYTES) throw notAPlatform(url, 'its answer doesn’t end');
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof CommandFault) throw error;
    throw signal.aborted ? signal.reason : failureOf(error, url);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function notAPlatform(url: URL, why: string): CommandFault {
  const message = `${url.origin} doesn’t answer as a Qipei platform does: ${why}.`;
  return new CommandFault({ code: 'not-a-platform', message, exitCode: EXIT.away });
}

/** What another try may mend is `Away`; a certificate that isn't trusted is as little trusted then. */
export function failureOf(error: unknown, url: URL): CommandFault {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const text = `${url.origin} can’t be reached (${message === '' ? code : message}).`;
  if (/CERT|TLS|SSL|SELF_SIGNED|ISSUER/.test(code))
    return new CommandFault({ code: 'tls-failed', message: text, exitCode: EXIT.away, cause: error });
  return new Away(text, { cause: error });
}
