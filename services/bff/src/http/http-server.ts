import { createServer, type RequestListener, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { newTraceparent, recordHttp } from '@qipei/service-kit';
import { HttpProblem, problemBody, problemHeaders } from './problem.ts';

export interface HttpServer extends AsyncDisposable {
  readonly url: string;
}

/** What a caller still sends after its request was refused is read away up to this long, so that it sees the answer. */
const LINGER_MS = 2_000;
/** A connection on which nothing moves either way is cut off: most of all that of a caller who stops reading an answer. */
const STANDSTILL_MS = 300_000;

/** Serves until disposed of: then nothing new is accepted and what runs may finish within `graceMs`. */
export async function startHttpServer(options: {
  host: string;
  port: number;
  listener: RequestListener;
  graceMs: number;
  standstillMs?: number;
}): Promise<HttpServer> {
  const server = createServer(
    {
      // A caller that trickles its headers is cut off; bodies have limits of their own (uploads an idle one).
      headersTimeout: 15_000,
      requestTimeout: 0,
      connectionsCheckingInterval: 2_000,
      // Above the minute after which common proxies drop an idle connection, so that they do it first.
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
      // Looked at by the application, which says what is wrong.
      requireHostHeader: false,
    },
    options.listener,
  );
  server.timeout = options.standstillMs ?? STANDSTILL_MS;
  server.on('checkExpectation', options.listener);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuse(error, socket as Socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { address, port, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const force = setTimeout(() => server.closeAllConnections(), options.graceMs);
      // Connections that fall idle after the close would otherwise stay for the keep-alive time.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      await closed;
      clearTimeout(force);
      clearInterval(sweep);
    },
  };
}

const refused = new WeakSet<Socket>();

/** Answers what the parser gave up on, before there is a request to speak of. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (refused.has(socket)) return;
  refused.add(socket);
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = parserProblem(error.code);
  const traceparent = newTraceparent();
  const traceId = traceparent.slice(3, 35);
  const body = JSON.stringify(problemBody(problem, traceId));
  const headers = {
    ...problemHeaders(problem),
    'Content-Length': String(Buffer.byteLength(body)),
    'X-Content-Type-Options': 'nosniff',
    traceparent,
    'x-request-id': traceId,
    Connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${head.join('')}\r\n${body}`);
  socket.resume();
  const cutOff = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(cutOff));
  recordHttp('_OTHER', 'unparsed', problem.status, 0);
}

function parserProblem(code: string | undefined): HttpProblem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new HttpProblem({
        status: 431,
        code: 'headers-too-large',
        detail: 'The request line and headers may take 16 KB.',
      });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpProblem({
        status: 408,
        code: 'request-timeout',
        detail: 'The headers did not arrive in time.',
      });
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new HttpProblem({
        status: 413,
        code: 'body-too-large',
        detail: 'The chunk extensions of the body are too large.',
      });
    default:
      return new HttpProblem({
        status: 400,
        code: 'http-invalid',
        detail: 'What was sent is not a valid HTTP request.',
      });
  }
}
