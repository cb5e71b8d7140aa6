import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { SendWebhook, WebhookMessage } from '../../application/deliver-webhooks.ts';
import { type AttemptOutcome, retryAfterMs } from '../../domain/delivery.ts';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

export interface HttpWebhookSenderOptions {
  /** Addresses of this machine are asked, and by plain HTTP: for development. */
  allowLoopback: boolean;
  /** All addresses of a name. Default: as the system knows them. */
  resolve?: (hostname: string) => Promise<LookupAddress[]>;
  /** From the name's look-up to the last byte that is read. Default 15,000. */
  timeoutMs?: number;
  /** PEM of further authorities, for tests. */
  ca?: string;
}

const TIMEOUT_MS = 15_000;
/** What is broken off tells of itself within this; where it doesn't, it isn't waited for. */
const GRACE_MS = 250;
/** Read of an answer's body, and kept of it. */
const READ_BYTES = 16 * 1024;
const KEPT_BYTES = 1024;

class AddressForbidden extends Error {
  readonly code = 'address-forbidden';
}

class OutOfTime extends Error {
  readonly code = 'timed-out';
}

/**
 * Sends by the Standard Webhooks specification. A name is looked up once, what it leads to is judged, and the connection goes to
 * the addresses that were judged; so a name that answers differently the next time gains nothing. Redirects aren't followed, and
 * no proxy is asked.
 */
export function httpWebhookSender(options: HttpWebhookSenderOptions): SendWebhook {
  const { allowLoopback, timeoutMs = TIMEOUT_MS, ca } = options;
  const resolve = options.resolve ?? ((hostname) => lookup(hostname, { all: true, verbatim: true }));

  function judge(addresses: readonly string[], { secure }: { secure: boolean }): void {
    const loopback = addresses.every(isLoopbackAddress);
    if (allowLoopback && loopback) return;
    // One that isn't public spoils the name: which of them a connection takes is not for the name to say.
    if (!secure || !addresses.every(isPublicAddress)) throw new AddressForbidden();
  }

  const judgedLookup =
    (secure: boolean): LookupFunction =>
    (hostname, asked, callback) => {
      resolve(hostname)
        .then((found) => {
          if (found.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
          judge(
            found.map(({ address }) => address),
            { secure },
          );
          const [first] = found;
          if (asked.all === true) callback(null, found);
          else callback(null, first?.address ?? '', first?.family);
        })
        .catch((error: NodeJS.ErrnoException) => callback(error, []));
    };

  async function attempt(message: WebhookMessage, signal: AbortSignal): Promise<Answer> {
    const url = new URL(message.url);
    const secure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // The URL's parser has made plain addresses of what was written in hexadecimal, octal or as one number.
    if (isIP(host) !== 0) judge([host], { secure });
    const lookupOnce = { lookup: judgedLookup(secure) };
    const agent = secure
      ? new HttpsAgent({ keepAlive: false, ...lookupOnce, ...(ca !== undefined && { ca }) })
      : new HttpAgent({ keepAlive: false, ...lookupOnce });
    const body = Buffer.from(message.payload);
    try {
      return await new Promise<Answer>((done, fail) => {
        const sent = (secure ? httpsRequest : httpRequest)(url, {
          ...{ agent, method: 'POST', headers: headersOf(message, body), signal },
        });
        let answered = false;
        sent.on('response', (response) => {
          answered = true;
          readAnswer(response, signal).then(done, fail);
        });
        // What breaks once there is an answer is for its reader to see.
        sent.on('error', (error) => {
          if (!answered) fail(error);
        });
        // A connection that is taken over by another protocol is nobody's any more: neither an end nor an abort reaches it.
        sent.on('upgrade', (_, socket) => {
          socket.destroy();
          fail(Object.assign(new Error('another protocol'), { code: 'HPE_UPGRADE' }));
        });
        sent.on('close', () => {
          if (!answered) fail(new Error('closed without an answer'));
        });
        sent.end(body);
      });
    } finally {
      agent.destroy();
    }
  }

  return async (message, stop) => {
    const started = performance.now();
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(new OutOfTime()), timeoutMs);
    const signal = AbortSignal.any([stop, deadline.signal]);
    let outcome: Omit<AttemptOutcome, 'durationMs'>;
    try {
      const over = afterAbort(signal);
      const answer = await Promise.race([attempt(message, signal), over.failed]).finally(over.forget);
      const { status, response, retryAfter } = answer;
      const taken = status >= 200 && status < 300;
      outcome = {
        ...{ status, response, error: taken ? '' : `status-${status}` },
        retryAfterMs: taken ? undefined : retryAfterMs(retryAfter, message.at),
      };
    } catch (error) {
      const code = deadline.signal.aborted ? 'timed-out' : errorCode(error);
      outcome = { status: 0, response: '', error: code, retryAfterMs: undefined };
    } finally {
      clearTimeout(timer);
    }
    return { ...outcome, durationMs: Math.round(performance.now() - started) };
  };
}

/** Fails a moment after the signal: whatever is done, nothing lasts longer than this. */
function afterAbort(signal: AbortSignal): { failed: Promise<never>; forget: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = () => {};
  const failed = new Promise<never>((_, fail) => {
    onAbort = () => {
      timer = setTimeout(() => fail(new Error('broken off')), GRACE_MS);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  return {
    failed,
    forget() {
      signal.removeEventListener('abort', onAbort);
      clearTimeout(timer);
    },
  };
}

function headersOf(
  { deliveryId, payload, secrets, at }: WebhookMessage,
  body: Buffer,
): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(deliveryId, at, payload));
  return {
    'content-type': 'application/json',
    'content-length': String(body.byteLength),
    'user-agent': 'Qipei-Webhooks/1',
    'webhook-id': deliveryId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
}

interface Answer {
  status: number;
  response: string;
  retryAfter: string | undefined;
}

/** What was answered counts by its status, however its body ends. */
async function readAnswer(response: IncomingMessage, signal: AbortSignal): Promise<Answer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      const piece = chunk as Buffer;
      if (bytes < KEPT_BYTES) chunks.push(piece.subarray(0, KEPT_BYTES - bytes));
      bytes += piece.byteLength;
      if (bytes >= READ_BYTES || signal.aborted) break;
    }
  } catch {
    // Broken off by the receiver, or for having taken too long.
  }
  response.destroy();
  return {
    status: response.statusCode ?? 0,
    response: Buffer.concat(chunks).toString('utf8').replaceAll('\u0000', '\uFFFD'),
    retryAfter: response.headers['retry-after'],
  };
}

/** A short word for what went wrong, with nothing in it that the tenant doesn't know. */
function errorCode(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'address-forbidden') return code;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') return 'name-unknown';
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code)) return 'tls-failed';
  if (code.startsWith('HPE_')) return 'answer-invalid';
  if (/^E[A-Z]+$/.test(code)) return `connection-failed (${code})`;
  return 'connection-failed';
}
