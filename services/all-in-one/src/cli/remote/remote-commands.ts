import type { RemoteCommand } from './remote-command.ts';

/** Each is read when it is wanted. */
const COMMANDS: Record<string, () => Promise<Record<string, RemoteCommand>>> = {
  login: loginCommands,
  logout: loginCommands,
  whoami: loginCommands,
  push: async () => (await import('./push-command.ts')).PUSH_COMMANDS,
  pull: async () => (await import('./pull-command.ts')).PULL_COMMANDS,
  diff: async () => (await import('./diff-command.ts')).DIFF_COMMANDS,
  releases: releaseCommands,
  publish: releaseCommands,
  'roll-back': releaseCommands,
  discard: releaseCommands,
};

async function loginCommands() {
  return (await import('./login-commands.ts')).LOGIN_COMMANDS;
}

async function releaseCommands() {
  return (await import('./release-commands.ts')).RELEASE_COMMANDS;
}

export function isRemote(name: string | undefined): name is string {
  return name !== undefined && Object.hasOwn(COMMANDS, name);
}

/** A command for whoever has a key of a platform: it speaks REST, and reads nothing of the platform's own. @returns the exit code */
export async function remote(name: string, args: string[]): Promise<number> {
  const command = (await COMMANDS[name]?.())?.[name];
  if (command === undefined) throw new Error(`there is no command ${name}`);
  const { runRemote } = await import('./remote-command.ts');
  return await runRemote(command, args);
}

/** Of all of them, for the usage of the whole. */
export async function remoteUsage(): Promise<string> {
  const groups = await Promise.all([...new Set(Object.values(COMMANDS))].map((load) => load()));
  return groups
    .flatMap((group) => Object.values(group))
    .map(({ usage }) => usage)
    .join('');
}
