import { expect, it } from 'vitest';
import { pictureReader, type ReaderThread } from './picture-reader.ts';
import type { FromReader } from './reader-messages.ts';

const VIN = '1HGCM82633A004352';

/** A thread that finds the VIN in every picture, and pictures that count how often they were closed. */
function bench(faults: { wasm: unknown[] }) {
  const state = { threads: 0, ended: 0, closed: 0 };
  const thread = (): ReaderThread => {
    state.threads += 1;
    let tell: (event: { data: FromReader }) => void = () => {};
    return {
      addEventListener(type: string, listener: unknown) {
        if (type === 'message') tell = listener as typeof tell;
      },
      postMessage(message) {
        if ('id' in message) queueMicrotask(() => tell({ data: { id: message.id, texts: [VIN] } }));
      },
      terminate() {
        state.ended += 1;
      },
    };
  };
  const reader = pictureReader({
    own: async () => undefined,
    thread,
    async wasm() {
      const fault = faults.wasm.shift();
      if (fault !== undefined) throw fault;
      return new ArrayBuffer(8);
    },
  });
  const close = () => {
    state.closed += 1;
  };
  const picture = () => ({ close }) as unknown as ImageBitmap;
  return { state, reader, read: () => reader.read(picture(), { thorough: true }) };
}

it('loads its reader anew after a load that failed, and leaves no picture open', async () => {
  const { state, read } = bench({ wasm: [new Error('offline')] });
  const [one, other] = await Promise.allSettled([read(), read()]);
  expect([one?.status, other?.status]).toEqual(['rejected', 'rejected']);
  expect(state).toEqual({ threads: 1, ended: 0, closed: 2 });
  expect(await read()).toEqual([VIN]);
  expect(await read()).toEqual([VIN]);
  expect(state).toEqual({ threads: 2, ended: 1, closed: 4 });
});

it('opens nothing once it is closed', async () => {
  const { state, reader, read } = bench({ wasm: [] });
  const asked = read();
  reader[Symbol.dispose]();
  await expect(asked).rejects.toThrow('closed');
  await expect(read()).rejects.toThrow('closed');
  expect(state).toEqual({ threads: 0, ended: 0, closed: 2 });
});
