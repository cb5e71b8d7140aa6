import { runBackground } from '../background-thread.ts';
import { eventCounter } from './instruments.ts';

const work = eventCounter('qipei.thread.work', 'Work of a thread');
await runBackground(async () => {
  work(5, {});
  return { async [Symbol.asyncDispose]() {} };
});
