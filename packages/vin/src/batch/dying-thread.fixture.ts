import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, threadId } from 'node:worker_threads';
import type { ThreadTask } from './decode-thread.ts';

/** A decode thread that dies of each block with the line `DIES`, as often as the environment says. */
const folder = process.env.QIPEI_TEST_DEATHS_IN ?? '';
const most = Number(process.env.QIPEI_TEST_DEATHS ?? '0');

parentPort?.on('message', ({ block }: ThreadTask) => {
  if (!Buffer.from(block.bytes).includes('DIES') || readdirSync(folder).length >= most) return;
  writeFileSync(join(folder, String(threadId)), '');
  process.exit(9);
});
await import('./decode-thread.ts');
