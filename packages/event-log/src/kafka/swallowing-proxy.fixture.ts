import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy before a broker that can lose the answers to produce requests, after the broker has done its part. */
export interface SwallowingProxy extends AsyncDisposable {
  /** Loses the next so many of them, each with the connection that it belongs to. */
  swallow(answers: number): void;
  /** How many have been lost so far. */
  swallowed(): number;
}

const PRODUCE = 0;

export async function swallowingProxy({
  port,
  target,
}: {
  port: number;
  target: number;
}): Promise<SwallowingProxy> {
  let toSwallow = 0;
  let swallowed = 0;
  const open = new Set<Socket>();

  const server: Server = createServer((client) => {
    const broker = connect(target, '127.0.0.1');
    const produces = new Set<number>();
    for (const socket of [client, broker]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
    }
    const cut = () => {
      for (const socket of [client, broker]) {
        socket.destroy();
        open.delete(socket);
      }
    };
    client.on('close', cut);
    broker.on('close', cut);
    // A request's frame: size, api key (2 bytes), version (2), correlation id (4). An answer's: size, correlation id.
    client.on(
      'data',
      frames((frame) => {
        if (frame.readInt16BE(4) === PRODUCE) produces.add(frame.readInt32BE(8));
        broker.write(frame);
      }),
    );
    broker.on(
      'data',
      frames((frame) => {
        const ofProduce = produces.delete(frame.readInt32BE(4));
        if (client.destroyed) return;
        if (ofProduce && toSwallow > 0) {
          toSwallow -= 1;
          swallowed += 1;
          cut();
        } else client.write(frame);
      }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    swallow(answers) {
      toSwallow += answers;
    },
    swallowed: () => swallowed,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function frames(each: (frame: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
      const end = 4 + rest.readInt32BE(0);
      each(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  };
}
