export interface PeekedSource {
  /** The first bytes, as many as were asked for where there are so many. */
  readonly head: Buffer;
  /** All bytes, those of the head included. */
  readonly source: AsyncIterable<Uint8Array> & { readonly path?: string };
  /** Gives the source up where it isn't read to its end. */
  close(): Promise<void>;
}

/** Looks at the beginning of a source, which is then read once. One that has a path keeps it. */
export async function peek(
  source: AsyncIterable<Uint8Array> & { readonly path?: string },
  bytes: number,
): Promise<PeekedSource> {
  const iterator = source[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let length = 0;
  let ended = false;
  let failure: { reason: unknown } | undefined;
  while (length < bytes && !ended) {
    try {
      const next = await iterator.next();
      ended = next.done === true;
      if (next.done === true) break;
      // Copied: a source may use its buffer again.
      held.push(Buffer.from(next.value));
      length += next.value.length;
    } catch (reason) {
      // It comes when the bytes before it have been read.
      failure = { reason };
      ended = true;
    }
  }
  async function* all() {
    try {
      yield* held.splice(0);
      if (failure !== undefined) throw failure.reason;
      if (ended) return;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value;
      ended = true;
    } finally {
      await close();
    }
  }
  async function close(): Promise<void> {
    if (ended) return;
    ended = true;
    await iterator.return?.(undefined);
  }
  const rest = all();
  return {
    head: Buffer.concat(held).subarray(0, bytes),
    source: {
      ...(source.path !== undefined && { path: source.path }),
      [Symbol.asyncIterator]: () => rest,
    },
    close,
  };
}
