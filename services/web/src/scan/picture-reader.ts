import type { FromReader, ToReader } from './reader-messages.ts';
import { vinsOfCode } from './vin-text.ts';

export interface CodeReader extends Disposable {
  /**
   * The texts of the codes in a picture, which it closes. `thorough`: looked at nearer and aslant, too, which takes a second or more.
   * What failed to load is loaded anew for the next picture.
   * @throws Error where the reader can't be loaded or run
   */
  read(picture: ImageBitmap, options: { thorough: boolean }): Promise<string[]>;
}

/** What of a browser's worker it takes. */
export interface ReaderThread {
  addEventListener(type: 'message', listener: (event: { data: FromReader }) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  postMessage(message: ToReader, moved: Transferable[]): void;
  terminate(): void;
}

export interface ReaderParts {
  /** The texts that the browser itself finds in a picture; undefined where it can't look. */
  own: () => Promise<((picture: ImageBitmap) => Promise<string[]>) | undefined>;
  thread: () => ReaderThread;
  /** The bytes of the compiled reader. */
  wasm: () => Promise<ArrayBuffer>;
}

/** Nothing of it is loaded before a picture is there to be read; no picture leaves the browser. */
export function pictureReader(parts: ReaderParts): CodeReader {
  let own: ReturnType<ReaderParts['own']> | undefined;
  let opened: OpenedThread | undefined;
  let isClosed = false;
  const live = (): OpenedThread => {
    if (isClosed) throw readerClosed();
    if (opened?.hasFailed() === true) {
      opened.end();
      opened = undefined;
    }
    opened ??= openThread(parts);
    return opened;
  };
  return {
    async read(picture, options) {
      try {
        own ??= parts.own();
        const look = await own;
        // It fails by itself on some systems; the other one does it then.
        const texts = (await look?.(picture).catch(() => [])) ?? [];
        if (texts.some((text) => vinsOfCode(text).length > 0)) return texts;
        return [...new Set([...texts, ...(await live().read(picture, options))])];
      } finally {
        // Of one that went to the thread nothing is left here, and closing it again does nothing.
        picture.close();
      }
    },
    [Symbol.dispose]() {
      isClosed = true;
      opened?.end();
      opened = undefined;
    },
  };
}

function readerClosed(): Error {
  return new Error('the reader was closed');
}

interface OpenedThread {
  read(picture: ImageBitmap, options: { thorough: boolean }): Promise<string[]>;
  /** It reads nothing any more. */
  hasFailed(): boolean;
  end(): void;
}

function openThread({ thread, wasm }: Pick<ReaderParts, 'thread' | 'wasm'>): OpenedThread {
  const worker = thread();
  const waiting = new Map<number, { resolve(texts: string[]): void; reject(error: Error): void }>();
  let last = 0;
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.addEventListener('message', ({ data }) => {
    if (data.id === 0) return fail(new Error('failed' in data ? data.failed : 'the reader failed'));
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ('texts' in data) asked?.resolve(data.texts);
    else asked?.reject(new Error(data.failed));
  });
  worker.addEventListener('error', () => fail(new Error('the reader could not be loaded')));
  // From the page, as the reader itself may reach nothing.
  const ready = wasm().then(
    (bytes) => worker.postMessage({ wasm: bytes }, [bytes]),
    (error: unknown) => fail(new Error('the reader could not be loaded', { cause: error })),
  );
  return {
    hasFailed: () => failure !== undefined,
    async read(picture, { thorough }) {
      await ready;
      if (failure !== undefined) throw failure;
      last += 1;
      const id = last;
      return await new Promise<string[]>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, picture, thorough }, [picture]);
      });
    },
    end() {
      worker.terminate();
      fail(readerClosed());
    },
  };
}
