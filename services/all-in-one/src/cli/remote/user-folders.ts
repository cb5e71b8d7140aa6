import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

/** Where the user's settings lie, by https://specifications.freedesktop.org/basedir-spec/latest/, or as Windows has it. */
export function configFolder(env: NodeJS.ProcessEnv): string {
  return folder(env.XDG_CONFIG_HOME, env.APPDATA, '.config');
}

/** Where what a command has to remember lies. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  return folder(env.XDG_STATE_HOME, env.LOCALAPPDATA, join('.local', 'state'));
}

/** The specification has paths that aren't absolute ignored. */
function folder(xdg: string | undefined, windows: string | undefined, inHome: string): string {
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'qipei');
  if (process.platform === 'win32' && windows !== undefined && isAbsolute(windows))
    return join(windows, 'qipei');
  return join(homedir(), inHome, 'qipei');
}

/** The old content or the new one, whatever happens; for the user's eyes only. */
export async function writePrivately(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const scratch = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(scratch, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await chmod(scratch, 0o600);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(scratch, path);
  } catch (error) {
    await rm(scratch, { force: true });
    throw error;
  }
}
