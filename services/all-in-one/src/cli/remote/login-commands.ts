import { UsageError } from '../command.ts';
import { loadProfile, platformUrl, profileName, removeProfile, requireKey, saveProfile } from './profiles.ts';
import {
  clientOf,
  type KeyView,
  keyOf,
  noPositionals,
  type Outcome,
  openSession,
  type RemoteCommand,
} from './remote-command.ts';
import { readSecret } from './secret-input.ts';
import { shown } from './shown-text.ts';

/** A wrong address is told soon. */
const LOGIN_PATIENCE_SECONDS = 5;

const login: RemoteCommand = {
  usage: `qipei login --url URL [--key-file FILE] [--profile NAME] [--allow-http]
  Asks for the API key without showing it, or takes it from QIPEI_KEY or from what is piped in; proves it, and keeps it for you alone.
`,
  options: { url: { type: 'string' }, 'key-file': { type: 'string' }, 'allow-http': { type: 'boolean' } },
  async run({ values, positionals }, context) {
    // Not even repeated: what stands there may be a key.
    if (positionals.length > 0)
      throw new UsageError(
        'a key on the command line can be read by others and stays in its history; leave it out',
      );
    const name = profileName(values.profile, context.env);
    const given = values.url ?? context.env.QIPEI_URL ?? (await storedUrl(name, context.env));
    if (given === undefined) throw new UsageError('name the platform by --url');
    const url = platformUrl(String(given), values['allow-http'] === true);
    const file = values['key-file'] === undefined ? undefined : String(values['key-file']);
    const secret = await readSecret({ file, env: context.env, signal: context.signal });
    const profile = { name, url, key: requireKey(secret) };
    using client = clientOf(profile, context, LOGIN_PATIENCE_SECONDS);
    const key = await keyOf(client);
    const path = await saveProfile(profile, context.env);
    return outcome({ name, url }, key, `The key is kept in ${path}.\n`);
  },
};

/** To log in again with a new key. */
async function storedUrl(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  return await loadProfile(name, env).then(
    ({ url }) => url,
    () => undefined,
  );
}

const logout: RemoteCommand = {
  usage: `qipei logout [--profile NAME]
  Forgets the key of this machine. It still works elsewhere until whoever runs the platform revokes it.
`,
  options: {},
  async run({ values, positionals }, { env }) {
    noPositionals(positionals);
    const name = profileName(values.profile, env);
    const removed = await removeProfile(name, env);
    const text = removed
      ? `The key of the profile '${name}' is forgotten.\n`
      : `There is no profile '${name}'.\n`;
    return { text, json: { profile: name, removed } };
  },
};

const whoami: RemoteCommand = {
  usage: `qipei whoami [--profile NAME] [--json]
  Asks the platform whose key it is, and what it allows.
`,
  options: {},
  async run({ values, positionals }, context) {
    noPositionals(positionals);
    using session = await openSession(values, context);
    return outcome(session.profile, session.key);
  },
};

function outcome({ name, url }: { name: string; url: string }, key: KeyView, more = ''): Outcome {
  const customer = key.customerId === null ? '' : ` for its customer ${shown(key.customerId)}`;
  const text = `${shown(key.tenant)}${customer} at ${url} (profile '${name}', ${shown(key.keyId)})
It may: ${key.scopes.map((scope) => shown(scope)).join(', ')}.
${more}`;
  return { text, json: { profile: name, url, key } };
}

export const LOGIN_COMMANDS: Record<string, RemoteCommand> = { login, logout, whoami };
