import { parseArgs } from 'node:util';
import { composeAccess, createKey, ROLES, revokeKey, SCOPES } from '@qipei/access';
import { DomainError, systemClock } from '@qipei/kernel';
import { ConfigurationError } from '@qipei/service-kit/environment';
import { readPlatformConfig } from './platform-config.ts';

const USAGE = `qipei keys create --tenant NAME [--role ${Object.keys(ROLES).join('|')}] [--scope SCOPE]… [--customer NAME] [--name TEXT]
qipei keys list [--tenant NAME]
qipei keys revoke KEY_ID

Scopes: ${SCOPES.join(', ')}.
The data folder is .qipei, or QIPEI_DATA_DIR. Works while the platform runs and while it doesn't.
`;

class UsageError extends Error {}

async function createCommand(args: string[], dataDir: string): Promise<string> {
  const { values } = parse(args, {
    tenant: { type: 'string' },
    role: { type: 'string' },
    scope: { type: 'string', multiple: true },
    customer: { type: 'string' },
    name: { type: 'string' },
  });
  if (typeof values.tenant !== 'string') throw new UsageError('keys create needs --tenant');
  const role = values.role;
  if (typeof role === 'string' && ROLES[role] === undefined)
    throw new UsageError(`there is no role '${role}'`);
  const scopes = [
    ...(typeof role === 'string' ? (ROLES[role] ?? []) : []),
    ...(Array.isArray(values.scope) ? values.scope.map(String) : []),
  ];
  if (scopes.length === 0) throw new UsageError('keys create needs --role or --scope');
  using access = composeAccess({ dataDir });
  const customerId = typeof values.customer === 'string' ? values.customer : undefined;
  const { key, secret } = await createKey(
    { tenant: values.tenant, name: String(values.name ?? role ?? ''), scopes, customerId },
    { keys: access.keys, clock: systemClock },
  );
  return `${JSON.stringify({ keyId: key.keyId, tenant: key.tenant, scopes: key.scopes, customerId: key.customerId, secret }, null, 2)}\nThe secret is shown this once.\n`;
}

async function listCommand(args: string[], dataDir: string): Promise<string> {
  const { values } = parse(args, { tenant: { type: 'string' } });
  using access = composeAccess({ dataDir });
  const keys = await access.keys.list(typeof values.tenant === 'string' ? values.tenant : undefined);
  return keys
    .map((key) =>
      [
        key.keyId,
        key.tenant,
        key.customerId || '-',
        key.revokedAt === undefined ? 'active' : `revoked ${key.revokedAt.toISOString()}`,
        key.scopes.join(','),
        key.name,
      ].join('\t'),
    )
    .map((line) => `${line}\n`)
    .join('');
}

async function revokeCommand(args: string[], dataDir: string): Promise<string> {
  const { positionals } = parse(args, {});
  const [keyId] = positionals;
  if (keyId === undefined || positionals.length > 1) throw new UsageError('keys revoke needs one key id');
  using access = composeAccess({ dataDir });
  await revokeKey(keyId, { keys: access.keys, clock: systemClock });
  return `${keyId} is revoked.\n`;
}

function parse(args: string[], options: NonNullable<Parameters<typeof parseArgs>[0]>['options'] & object) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const COMMANDS: Record<string, (args: string[], dataDir: string) => Promise<string>> = {
  'keys create': createCommand,
  'keys list': listCommand,
  'keys revoke': revokeCommand,
};

try {
  const [noun = '', verb = '', ...rest] = process.argv.slice(2);
  const command = COMMANDS[`${noun} ${verb}`];
  if (command === undefined)
    throw new UsageError(noun === '' ? '' : `there is no command '${noun} ${verb}'`.trimEnd());
  process.stdout.write(await command(rest, readPlatformConfig(process.env).dataDir));
} catch (error) {
  if (error instanceof UsageError)
    process.stderr.write(`${error.message === '' ? '' : `qipei: ${error.message}\n\n`}${USAGE}`);
  else if (error instanceof DomainError || error instanceof ConfigurationError)
    process.stderr.write(`qipei: ${error.message}\n`);
  else throw error;
  process.exitCode = 1;
}
