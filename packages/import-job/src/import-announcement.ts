import { resolve } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import type { Database } from '@qipei/sqlite';

/** Tells the runner of the same file, in whichever thread it is, that there is something to do. It polls besides. */
export function announceImport(db: Database): void {
  const channel = new BroadcastChannel(channelName(db));
  channel.postMessage('');
  channel.close();
}

export function onImportAnnounced(db: Database, listener: () => void): Disposable {
  const channel = new BroadcastChannel(channelName(db));
  channel.onmessage = listener;
  channel.unref();
  return { [Symbol.dispose]: () => channel.close() };
}

function channelName(db: Database): string {
  return `import-job:${resolve(db.name)}`;
}
