import { Worker } from 'node:worker_threads';
import { VinTableError } from '@qipei/vin';
import { VinTableUnproven } from '@qipei/vin/compile';
import type { LoadAnswer, LoadTask } from './load-thread.ts';

const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 };

/**
 * Loads a table in a thread that ends with it, so that what is asked meanwhile is answered; one that the program doesn't
 * bring is proven before. @throws VinTableError, VinTableUnproven
 */
export async function loadTable(task: LoadTask): Promise<Extract<LoadAnswer, { shared: unknown }>> {
  const worker = new Worker(new URL('./load-thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: LIMITS,
    // Flags of a process that runs a script from its command line don't suit a file.
    execArgv: [],
  });
  const answer = await new Promise<LoadAnswer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Error(`the thread that loads the VIN table ended with ${code}`)),
    );
  });
  if ('shared' in answer) return answer;
  const { refused, code, message } = answer;
  throw refused === 'unproven'
    ? new VinTableUnproven(message)
    : new VinTableError(code as VinTableError['code'], message);
}
