import { createKey, openAccess, ROLES, revokeKey } from '@qipei/access';
import { systemClock } from '@qipei/kernel';
import type { Engines } from '../engines.ts';
import { type Answer, type Command, parse, UsageError } from './command.ts';

async function createCommand(args: string[], engines: Engines): Promise<Answer> {
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
  await using access = await openAccess(engines);
  const customerId = typeof values.customer === 'string' ? values.customer : undefined;
  const { key, secret } = await createKey(
    { tenant: values.tenant, name: String(values.name ?? role ?? ''), scopes, customerId },
    { keys: access.keys, clock: systemClock },
  );
  return {
    text: `${JSON.stringify({ keyId: key.keyId, tenant: key.tenant, scopes: key.scopes, customerId: key.customerId, secret }, null, 2)}\nThe secret is shown this once.\n`,
  };
}

async function listCommand(args: string[], engines: Engines): Promise<Answer> {
  const { values } = parse(args, { tenant: { type: 'string' } });
  await using access = await openAccess(engines);
  const keys = await access.keys.list(typeof values.tenant === 'string' ? values.tenant : undefined);
  const lines = keys.map((key) =>
    [
      key.keyId,
      key.tenant,
      key.customerId || '-',
      key.revokedAt === undefined ? 'active' : `revoked ${key.revokedAt.toISOString()}`,
      key.scopes.join(','),
      key.name,
    ].join('\t'),
  );
  return { text: lines.map((line) => `${line}\n`).join('') };
}

async function revokeCommand(args: string[], engines: Engines): Promise<Answer> {
  const { positionals } = parse(args, {});
  const [keyId] = positionals;
  if (keyId === undefined || positionals.length > 1) throw new UsageError('keys revoke needs one key id');
  await using access = await openAccess(engines);
  await revokeKey(keyId, { keys: access.keys, clock: systemClock });
  return { text: `${keyId} is revoked.\n` };
}

export const KEY_COMMANDS: Record<string, Command> = {
  'keys create': createCommand,
  'keys list': listCommand,
  'keys revoke': revokeCommand,
};
