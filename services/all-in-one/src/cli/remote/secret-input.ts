import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { UsageError } from '../command.ts';

/** More than any key with its line end; a wrong file isn't read for ever. */
const MOST_BYTES = 4_096;

/** The key: of the file that is named, of the environment, asked for on a terminal without an echo, or what is piped in. */
export async function readSecret(options: {
  file: string | undefined;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
}): Promise<string> {
  if (options.file !== undefined)
    return (await readFile(options.file)).subarray(0, MOST_BYTES).toString('utf8');
  if (options.env.QIPEI_KEY !== undefined && options.env.QIPEI_KEY !== '') return options.env.QIPEI_KEY;
  if (process.stdin.isTTY) return await promptSecret('API key (not shown): ', options.signal);
  let text = '';
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.length > MOST_BYTES) break;
  }
  if (text.trim() === '') throw new UsageError('pipe the key in, or name its file by --key-file');
  return text;
}

/** Reads a line from the terminal; what is typed is echoed nowhere. */
function promptSecret(question: string, signal: AbortSignal): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true, historySize: 0 });
  return new Promise((resolve, reject) => {
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    lines.once('close', () => {
      process.stderr.write('\n');
      reject(new UsageError('no key was given'));
    });
    signal.addEventListener('abort', () => {
      reject(signal.reason);
      lines.close();
    });
  });
}
