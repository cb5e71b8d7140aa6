import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WebhookReceiver extends AsyncDisposable {
  url: string;
  received: { id: string; body: string }[];
  /** What it answers with from now on. */
  answer: { status: number; body: string };
}

/** A real receiver on this machine: deliveries come to it where QIPEI_WEBHOOKS_TO_LOOPBACK is on. */
export async function openReceiver(): Promise<WebhookReceiver> {
  const receiver = { received: [] as WebhookReceiver['received'], answer: { status: 204, body: '' } };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    receiver.received.push({ id: String(request.headers['webhook-id']), body });
    response.writeHead(receiver.answer.status).end(receiver.answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}
