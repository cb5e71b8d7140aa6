import type { ClientDuplexStream, ClientWritableStream } from '@grpc/grpc-js';

/** Writes the stream with back-pressure; stops quietly when the call has ended before it (the answer says why). */
export async function pumpStream(
  source: AsyncIterable<unknown>,
  call: ClientWritableStream<unknown> | ClientDuplexStream<unknown, unknown>,
): Promise<void> {
  let ended = false;
  let release: (() => void) | undefined;
  const stop = () => {
    ended = true;
    release?.();
  };
  call.on('error', stop);
  call.on('close', stop);
  call.on('status', stop);
  call.on('drain', () => release?.());
  for await (const message of source) {
    if (ended) return;
    if (!call.write(message)) {
      await new Promise<void>((resolve) => {
        release = resolve;
        if (ended) resolve();
      });
    }
  }
  if (!ended) call.end();
}
