import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../command.ts';
import { CommandFault, EXIT } from './command-fault.ts';
import { configFolder, writePrivately } from './user-folders.ts';

/** Where to, and with which key. */
export interface Profile {
  /** `environment` where it is no stored one. */
  name: string;
  url: string;
  key: string;
}

export const DEFAULT_PROFILE = 'default';
const SECRET = /^qpk_[A-Za-z0-9_-]{43}$/;

/** @throws UsageError */
export function profileName(given: unknown, env: NodeJS.ProcessEnv): string {
  const name = String(given ?? env.QIPEI_PROFILE ?? DEFAULT_PROFILE);
  if (/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u.test(name)) return name;
  throw new UsageError('the name of a profile has 1 to 60 letters, digits and . _ -');
}

/** The base of a platform's routes. @throws UsageError, also where a key would cross a network in the clear */
export function platformUrl(given: string, allowHttp: boolean): string {
  if (!URL.canParse(given)) throw new UsageError('--url is an address such as https://parts.example.com');
  const url = new URL(given);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new UsageError('--url is of https');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new UsageError('--url has no user, no query and no fragment');
  const here = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'http:' && !here && !allowHttp)
    throw new UsageError(
      'over http the key can be read on its way: use https, or --allow-http within a network of your own',
    );
  return url.href.replace(/\/+$/, '');
}

/** @throws UsageError that never tells what was given */
export function requireKey(given: string): string {
  const key = given.trim();
  if (SECRET.test(key)) return key;
  throw new UsageError('that is no API key: one begins with qpk_ and has 43 characters more');
}

function fileOf(name: string, env: NodeJS.ProcessEnv): string {
  return join(configFolder(env), 'profiles', `${name}.json`);
}

export async function saveProfile(profile: Profile, env: NodeJS.ProcessEnv): Promise<string> {
  const path = fileOf(profile.name, env);
  const { url, key } = profile;
  await writePrivately(path, `${JSON.stringify({ url, key }, null, 2)}\n`);
  return path;
}

/** @returns whether there was one */
export async function removeProfile(name: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await rm(fileOf(name, env));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** The one that is named, else QIPEI_URL with QIPEI_KEY, else the default one. @throws CommandFault, UsageError */
export async function loadProfile(given: unknown, env: NodeJS.ProcessEnv): Promise<Profile> {
  const { QIPEI_URL: url = '', QIPEI_KEY: key = '' } = env;
  if (given === undefined && url !== '' && key !== '')
    return { name: 'environment', url: platformUrl(url, true), key: requireKey(key) };
  const name = profileName(given, env);
  const path = fileOf(name, env);
  let text: string;
  try {
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw keyFault(
        'profile-exposed',
        `Others may read '${path}'. Run chmod 600 on it, and have the key replaced if they did.`,
      );
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const option = name === DEFAULT_PROFILE ? '' : ` --profile ${name}`;
    throw keyFault('not-logged-in', `You aren’t logged in: qipei login --url URL${option}`);
  }
  try {
    const stored = JSON.parse(text) as Record<string, unknown>;
    return { name, url: platformUrl(String(stored.url), true), key: requireKey(String(stored.key)) };
  } catch {
    throw keyFault('profile-damaged', `'${path}' can’t be read as a profile. Log in again.`);
  }
}

function keyFault(code: string, message: string): CommandFault {
  return new CommandFault({ code, message, exitCode: EXIT.key });
}
