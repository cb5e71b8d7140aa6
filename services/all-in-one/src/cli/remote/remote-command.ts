import { once } from 'node:events';
import { type ProgressBar, progressBar } from '../../progress-bar.ts';
import { parse, UsageError } from '../command.ts';
import { CommandFault, EXIT, isOfSystem } from './command-fault.ts';
import { createPlatformClient, type PlatformClient } from './platform-client.ts';
import { loadProfile, type Profile } from './profiles.ts';
import { shown } from './shown-text.ts';

type Options = Parameters<typeof parse>[1];

/** What a command says, to a person and to a machine. */
export interface Outcome {
  text: string;
  /** Undefined where it has been printed already. */
  json: unknown;
  /** 0 where it isn't given. */
  exitCode?: number;
  /** What ended it before its end; the rest tells how far it came. */
  stopped?: unknown;
}

export interface RemoteContext {
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** Whether a machine reads standard output. */
  json: boolean;
  /** Standard output, as fast as it is read. */
  print(text: string): Promise<void>;
  /** A line beside the output, of what goes on; none where a machine reads. */
  say(message: string): void;
  /** Draws on a terminal, and nothing elsewhere. */
  bar(): ProgressBar;
}

export interface RemoteCommand {
  usage: string;
  options: Options;
  run(
    input: { values: Record<string, unknown>; positionals: string[] },
    context: RemoteContext,
  ): Promise<Outcome>;
}

const COMMON: Options = {
  profile: { type: 'string' },
  patience: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

/** Of a connection that breaks, unless --patience says otherwise. */
const PATIENCE_SECONDS = 300;
/** Of one that never was. */
const FIRST_PATIENCE_SECONDS = 20;

/** Runs one command to its end. @returns the exit code */
export async function runRemote(
  command: RemoteCommand,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  // Until the options are read: as they might say.
  let json = args.includes('--json');
  try {
    const { values, positionals } = parse(args, { ...COMMON, ...command.options });
    json = values.json === true;
    if (values.help === true) {
      process.stdout.write(command.usage);
      return EXIT.done;
    }
    const context = contextOf(env, interruption, json);
    const outcome = await command.run({ values, positionals }, context);
    if (outcome.stopped !== undefined) {
      if (!json) await context.print(outcome.text);
      const error = interruption.signal.aborted ? interrupted() : outcome.stopped;
      return told(error, { json, usage: command.usage, beside: outcome.json });
    }
    if (!json) await context.print(outcome.text);
    else if (outcome.json !== undefined) await context.print(`${JSON.stringify(outcome.json, null, 2)}\n`);
    return outcome.exitCode ?? EXIT.done;
  } catch (error) {
    return told(interruption.signal.aborted ? interrupted() : error, { json, usage: command.usage });
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function interrupted(): CommandFault {
  const message = 'Interrupted. The same command goes on where it stood.';
  return new CommandFault({ code: 'interrupted', message, exitCode: EXIT.interrupted });
}

/** @returns the exit code. @throws what nobody but a programmer can mend */
function told(
  error: unknown,
  { json, usage, beside = {} }: { json: boolean; usage: string; beside?: unknown },
): number {
  const fault = faultOf(error);
  if (fault === undefined) throw error;
  const { code, message, exitCode } = fault;
  if (json)
    process.stdout.write(
      `${JSON.stringify({ error: { code, message, exitCode }, ...(beside as object) }, null, 2)}\n`,
    );
  else process.stderr.write(`qipei: ${message}\n${error instanceof UsageError ? `\n${usage}` : ''}`);
  return exitCode;
}

function faultOf(error: unknown): { code: string; message: string; exitCode: number } | undefined {
  if (error instanceof CommandFault) return error;
  const message = shown((error as Error).message, 1_000);
  if (error instanceof UsageError) return { code: 'usage', message, exitCode: EXIT.usage };
  if (isOfSystem(error)) return { code: error.code ?? 'file-unusable', message, exitCode: EXIT.usage };
  return undefined;
}

const NO_BAR: ProgressBar = { update: () => undefined, end: () => undefined };

function contextOf(env: NodeJS.ProcessEnv, interruption: AbortController, json: boolean): RemoteContext {
  const terminal = process.stderr.isTTY && env.TERM !== 'dumb' && !json;
  // A reader such as `head` may have seen enough.
  let unread = false;
  process.stdout.on('error', () => {
    unread = true;
  });
  return {
    ...{ env, json, signal: interruption.signal },
    async print(text) {
      if (unread || process.stdout.write(text)) return;
      await once(process.stdout, 'drain', { signal: interruption.signal }).catch(() => undefined);
    },
    say(message) {
      if (!json) process.stderr.write(`${terminal ? '\r\x1b[K' : ''}${shown(message, 1_000)}\n`);
    },
    bar: () => (terminal ? progressBar(process.stderr) : NO_BAR),
  };
}

export interface Session extends Disposable {
  client: PlatformClient;
  profile: Profile;
  key: KeyView;
}

export interface KeyView {
  keyId: string;
  tenant: string;
  customerId: string | null;
  scopes: string[];
}

/** The platform of the profile, asked once whose key it is. @throws CommandFault, UsageError */
export async function openSession(values: Record<string, unknown>, context: RemoteContext): Promise<Session> {
  const profile = await loadProfile(values.profile, context.env);
  const first = clientOf(profile, context, patienceSeconds(values.patience) ?? FIRST_PATIENCE_SECONDS);
  const client = clientOf(profile, context, patienceSeconds(values.patience) ?? PATIENCE_SECONDS);
  try {
    const key = await keyOf(first);
    return { client, profile, key, [Symbol.dispose]: () => client[Symbol.dispose]() };
  } finally {
    first[Symbol.dispose]();
  }
}

export async function keyOf(client: PlatformClient): Promise<KeyView> {
  const { body } = await client.ask('GET', '/v1/key');
  const key = body?.key as KeyView | undefined;
  if (typeof key?.keyId === 'string' && typeof key.tenant === 'string') return key;
  const message = `${client.url} isn’t a Qipei platform, or one of an older version.`;
  throw new CommandFault({ code: 'not-a-platform', message, exitCode: EXIT.away });
}

export function clientOf({ url, key }: Profile, { env, signal, say }: RemoteContext, seconds: number) {
  const patience = { patienceMs: seconds * 1_000, signal, onWait: say };
  return createPlatformClient({ url, key, env, patience });
}

function patienceSeconds(given: unknown): number | undefined {
  if (given === undefined) return undefined;
  if (!/^\d{1,6}$/.test(String(given))) throw new UsageError('--patience is a number of seconds');
  return Number(given);
}

/** The one thing that a command is about. @throws UsageError */
export function onlyPositional(positionals: readonly string[], what: string): string {
  const [first, second] = positionals;
  if (first === undefined) throw new UsageError(`name ${what}`);
  if (second !== undefined) throw new UsageError(`'${second}' was not expected`);
  return first;
}

/** @throws UsageError */
export function noPositionals(positionals: readonly string[]): void {
  if (positionals[0] !== undefined) throw new UsageError(`'${positionals[0]}' was not expected`);
}

/** @throws UsageError */
export function oneOf<T extends string>(
  option: string,
  allowed: readonly T[],
  given: unknown,
): T | undefined {
  if (given === undefined) return undefined;
  const found = allowed.find((each) => each === given);
  if (found === undefined) throw new UsageError(`${option} is ${allowed.join(', ')}`);
  return found;
}
