import { mkdirSync } from 'node:fs';
import { loadDemo } from '../demo-catalogue.ts';
import { demoKeys } from '../demo-keys.ts';
import type { Engines } from '../engines.ts';
import { progressBar } from '../progress-bar.ts';
import { demoWelcome } from '../welcome.ts';
import { type Answer, type Command, parse, UsageError } from './command.ts';

/** Into a platform that runs over these engines, whichever processes it is. */
async function loadCommand(args: string[], engines: Engines): Promise<Answer> {
  const { values, positionals } = parse(args, { url: { type: 'string' } });
  if (positionals.length > 0) throw new UsageError(`'${positionals[0]}' was not expected`);
  const url = String(values.url ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
  if (!URL.canParse(url)) throw new UsageError(`'${url}' is no URL`);
  mkdirSync(engines.dataDir, { recursive: true, mode: 0o700 });
  const keys = await demoKeys(engines);
  const bar = progressBar(process.stderr);
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  await loadDemo({
    ...{ url, engines, key: keys.distributor },
    onProgress: bar.update,
    signal: stopping.signal,
  });
  bar.end();
  return { text: demoWelcome(url, engines.dataDir, keys) };
}

export const DEMO_COMMANDS: Record<string, Command> = { 'demo load': loadCommand };
