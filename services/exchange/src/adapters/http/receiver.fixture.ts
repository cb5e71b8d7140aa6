import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** Answers what it is told to; with 204 unless told. */
export async function startReceiver({
  answer = (_: Received, response: ServerResponse) => void response.writeHead(204).end(),
  tls,
}: {
  answer?: (received: Received, response: ServerResponse) => void;
  tls?: { cert: string; key: string };
} = {}) {
  const received: Received[] = [];
  let connections = 0;
  const listener: Parameters<typeof createServer>[1] = (request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('error', () => {});
    request.on('end', () => {
      const each = { headers: request.headers, body };
      received.push(each);
      answer(each, response);
    });
  };
  const server: Server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...{ received, port },
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/hook`,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
