import { BroadcastChannel } from 'node:worker_threads';

/** Tells the runners over the same storage, in whichever thread of the process, that there is something to do. */
export function announceExport(storage: string): void {
  const channel = new BroadcastChannel(channelName(storage));
  channel.postMessage('');
  channel.close();
}

export function onExportAnnounced(storage: string, listener: () => void): Disposable {
  const channel = new BroadcastChannel(channelName(storage));
  channel.onmessage = listener;
  channel.unref();
  return { [Symbol.dispose]: () => channel.close() };
}

function channelName(storage: string): string {
  return `export-job:${storage}`;
}
