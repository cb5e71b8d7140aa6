import { runBackground } from '../background-thread.ts';
import { eventCounter } from './instruments.ts';

export function run(): Promise<void> {
  const work = eventCounter('qipei.thread.work', 'Work of a thread');
  return runBackground(async () => {
    work(5, {});
    return { async [Symbol.asyncDispose]() {} };
  });
}
