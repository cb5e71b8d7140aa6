import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccess } from '@qipei/access';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Engines, readEngines } from '../engines.ts';
import { UsageError } from './command.ts';
import { USER_COMMANDS } from './user-commands.ts';

let dataDir: string;
let engines: Engines;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-users-'));
  engines = readEngines({ QIPEI_DATA_DIR: dataDir });
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

async function qipei(line: string): Promise<string> {
  const [noun, verb, ...args] = line.split(' ');
  const command = USER_COMMANDS[`${noun} ${verb}`];
  if (command === undefined) throw new Error(line);
  return (await command(args, engines)).text;
}
const OWNER = 'users add --tenant acme --email Owner@acme.example --role owner';
const passwordIn = (text: string) => /"password": "([\w-]{16})"/.exec(text)?.[1] ?? '';

it('adds a user with a password that is shown once and kept nowhere', async () => {
  const text = await qipei(OWNER);
  const password = passwordIn(text);
  expect(password).not.toBe('');
  expect(await qipei('users list')).toMatch(/^user_\w+\tacme\towner\t-\towner@acme\.example\towner\n$/);
  for (const file of readdirSync(dataDir))
    expect(readFileSync(join(dataDir, file)).includes(password)).toBe(false);
});

it('makes who has an account a member of another tenant, and leaves the password', async () => {
  await qipei(OWNER);
  const text = await qipei(
    'users add --tenant bolt --email owner@acme.example --role buyer --customer garage-7',
  );
  expect(text).toContain('There was an account already');
  expect(passwordIn(text)).toBe('');
  expect(await qipei('users list --tenant bolt')).toMatch(/\tbolt\tbuyer\tgarage-7\t/);
  expect((await qipei('users list')).split('\n')).toHaveLength(3);
});

it('sets another password', async () => {
  const first = passwordIn(await qipei(OWNER));
  const second = passwordIn(await qipei('users reset OWNER@acme.example'));
  expect(second).not.toBe('');
  expect(second).not.toBe(first);
  await using access = await openAccess(engines);
  const trail = await access.audit.page('acme', undefined, 10);
  expect(trail.map(({ action, actorKind }) => `${actorKind} ${action}`)).toEqual([
    'operator resetUser',
    'operator addUser',
  ]);
});

it.each([
  'users add',
  'users add --tenant acme --email a@b.example',
  'users add --tenant acme --email a@b.example --role root',
  'users add --tenant acme --email a@b.example --role owner more',
  'users add --tenant acme --email a@b.example --role owner --password x',
  'users reset',
  'users reset a@b.example c@d.example',
])('%s: says how it is used', async (line) => {
  await expect(qipei(line)).rejects.toThrow(UsageError);
});

it.each([
  ['users add --tenant A/B --email a@b.example --role owner', 'name-invalid'],
  ['users add --tenant acme --email a@b --role owner', 'email-invalid'],
  ['users add --tenant acme --email a@b.example --role buyer', 'customer-missing'],
  ['users reset nobody@acme.example', 'user-not-found'],
])('%s: %s', async (line, code) => {
  await expect(qipei(line)).rejects.toMatchObject({ code });
  expect(await qipei('users list')).toBe('');
});
