import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A bad line to a platform. */
export interface BreakingProxy extends AsyncDisposable {
  readonly url: string;
  /** Where it leads from now on. */
  target: string;
  /** How many bytes a connection carries, up and down together, before it breaks; asked for each. */
  breakAfter: () => number;
  /** Bytes a second of each connection, upwards. */
  upPerSecond: number;
  /** Breaks all connections now; what they have under way is lost. */
  cut(): void;
  readonly broken: number;
  /** Bytes that came from the client. */
  readonly up: number;
}

export async function breakingProxy(target: string): Promise<BreakingProxy> {
  const open = new Set<Socket>();
  let broken = 0;
  let up = 0;
  const server = createServer((client) => {
    const { hostname, port } = new URL(proxy.target);
    const platform = connect(Number(port), hostname);
    const pair = [client, platform];
    let left = proxy.breakAfter();
    const cut = () => {
      for (const socket of pair) {
        socket.destroy();
        open.delete(socket);
      }
    };
    for (const socket of pair) {
      open.add(socket);
      socket.on('error', cut).on('close', cut);
    }
    const carry = (from: Socket, to: Socket, perSecond: () => number) => {
      from.on('data', (chunk: Buffer) => {
        if (from === client) up += chunk.length;
        left -= chunk.length;
        if (left < 0) {
          broken += 1;
          // What came before the break has gone through.
          to.write(chunk.subarray(0, chunk.length + left), () => client.resetAndDestroy());
          return;
        }
        const rate = perSecond();
        if (to.write(chunk) && rate === Number.POSITIVE_INFINITY) return;
        from.pause();
        if (rate === Number.POSITIVE_INFINITY) to.once('drain', () => from.resume());
        else setTimeout(() => from.resume(), (chunk.length / rate) * 1_000);
      });
      from.on('end', () => to.end());
    };
    carry(client, platform, () => proxy.upPerSecond);
    carry(platform, client, () => Number.POSITIVE_INFINITY);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: BreakingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target,
    breakAfter: () => Number.POSITIVE_INFINITY,
    upPerSecond: Number.POSITIVE_INFINITY,
    cut() {
      for (const socket of open) socket.resetAndDestroy();
    },
    get broken() {
      return broken;
    },
    get up() {
      return up;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
