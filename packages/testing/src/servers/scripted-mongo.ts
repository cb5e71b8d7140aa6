import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

type Command = Record<string, unknown>;

/** BSON as the driver has it; this package brings none. */
export interface BsonCodec {
  serialize(document: Command): Uint8Array;
  deserialize(bytes: Uint8Array): Command;
}

export interface ScriptedMongo extends AsyncDisposable {
  /** Of a replica set with this one member, its primary. */
  readonly url: string;
  /** All that was asked but for greetings, in its order; documents of a write stand in the command. */
  readonly commands: Command[];
}

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;
const GREETINGS = ['hello', 'ismaster', 'isMaster'];

/**
 * Speaks the wire protocol of a primary that has sessions and cluster times (MongoDB Wire Protocol, OP_MSG), and keeps nothing:
 * `answer` says what comes back for a command, at once or later, undefined for nothing ever. For what only a replica set is sent.
 */
export async function startScriptedMongo({
  bson,
  answer,
}: {
  bson: BsonCodec;
  answer: (command: Command) => Command | undefined | Promise<Command>;
}): Promise<ScriptedMongo> {
  const commands: Command[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    let rest: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= HEADER && rest.length >= rest.readInt32LE(0)) {
        const message = rest.subarray(0, rest.readInt32LE(0));
        rest = rest.subarray(message.length);
        void take(socket, message);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  const host = `127.0.0.1:${address.port}`;
  const greeting = {
    ...{ helloOk: true, ismaster: true, isWritablePrimary: true, setName: 'rs0', setVersion: 1 },
    ...{ hosts: [host], me: host, primary: host, logicalSessionTimeoutMinutes: 30 },
    ...{ minWireVersion: 0, maxWireVersion: 21, maxBsonObjectSize: 16 * 1024 * 1024 },
    ...{ maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000, readOnly: false, ok: 1 },
  };

  async function take(socket: Socket, message: Buffer): Promise<void> {
    const operation = message.readInt32LE(12);
    const command = operation === OP_QUERY ? queried(message, bson) : sent(message, bson);
    const isGreeting = GREETINGS.some((name) => name in command);
    if (!isGreeting) commands.push(command);
    const document = isGreeting ? greeting : await answer(command);
    if (document === undefined || socket.destroyed) return;
    const body = Buffer.from(bson.serialize(document));
    const before = operation === OP_QUERY ? Buffer.alloc(20) : Buffer.alloc(5);
    // One document is in the answer.
    if (operation === OP_QUERY) before.writeInt32LE(1, 16);
    const header = Buffer.alloc(HEADER);
    header.writeInt32LE(HEADER + before.length + body.length, 0);
    header.writeInt32LE(message.readInt32LE(4), 8);
    header.writeInt32LE(operation === OP_QUERY ? OP_REPLY : OP_MSG, 12);
    socket.write(Buffer.concat([header, before, body]));
  }

  return {
    url: `mongodb://${host}/?replicaSet=rs0`,
    commands,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Flags, the collection's name, two numbers and the document. */
function queried(message: Buffer, bson: BsonCodec): Command {
  const name = message.indexOf(0, HEADER + 4);
  return bson.deserialize(message.subarray(name + 9));
}

/** Flags, and sections: a document, and sequences of documents with the name of their field. */
function sent(message: Buffer, bson: BsonCodec): Command {
  const hasChecksum = (message.readUInt32LE(HEADER) & 1) === 1;
  const end = message.length - (hasChecksum ? 4 : 0);
  let command: Command = {};
  for (let at = HEADER + 4; at < end; ) {
    const kind = message[at];
    at += 1;
    const size = message.readInt32LE(at);
    const section = message.subarray(at, at + size);
    at += size;
    if (kind === 0) {
      command = { ...command, ...bson.deserialize(section) };
      continue;
    }
    const name = section.indexOf(0, 4);
    const documents: Command[] = [];
    for (let from = name + 1; from < section.length; ) {
      const length = section.readInt32LE(from);
      documents.push(bson.deserialize(section.subarray(from, from + length)));
      from += length;
    }
    command[section.toString('utf8', 4, name)] = documents;
  }
  return command;
}
