import { addUser, MEMBER_ROLES, openAccess, openOperator, resetUser } from '@qipei/access';
import type { Engines } from '../engines.ts';
import { type Answer, type Command, parse, UsageError } from './command.ts';

const ONCE = 'The password is shown this once; its owner had better change it.\n';

async function addCommand(args: string[], engines: Engines): Promise<Answer> {
  const { values, positionals } = parse(args, {
    tenant: { type: 'string' },
    email: { type: 'string' },
    role: { type: 'string' },
    customer: { type: 'string' },
    name: { type: 'string' },
  });
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const [tenant, email, role] = [text(values.tenant), text(values.email), text(values.role)];
  if (tenant === undefined || email === undefined || role === undefined || positionals.length > 0)
    throw new UsageError('users add needs --tenant, --email and --role');
  if (!MEMBER_ROLES.some((known) => known === role)) throw new UsageError(`there is no role '${role}'`);
  await using access = await openAccess(engines);
  const { user, password } = await addUser(
    { tenant, email, role, customerId: text(values.customer), name: text(values.name) },
    openOperator(access),
  );
  const told = { userId: user.userId, email: user.email, tenant, role, password };
  const hint = password === undefined ? 'There was an account already: its password stays.\n' : ONCE;
  return { text: `${JSON.stringify(told, null, 2)}\n${hint}` };
}

async function listCommand(args: string[], engines: Engines): Promise<Answer> {
  const { values } = parse(args, { tenant: { type: 'string' } });
  await using access = await openAccess(engines);
  const users = new Map((await access.accounts.allUsers()).map((user) => [user.userId, user]));
  const memberships = await access.accounts.allMemberships();
  const lines = memberships
    .filter(({ tenant }) => values.tenant === undefined || tenant === values.tenant)
    .map(({ tenant, userId, role, customerId }) => {
      const user = users.get(userId);
      return [userId, tenant, role, customerId || '-', user?.email ?? '-', user?.name ?? '-'].join('\t');
    });
  return { text: lines.map((line) => `${line}\n`).join('') };
}

async function resetCommand(args: string[], engines: Engines): Promise<Answer> {
  const { positionals } = parse(args, {});
  const [email] = positionals;
  if (email === undefined || positionals.length > 1) throw new UsageError('users reset needs one e-mail');
  await using access = await openAccess(engines);
  const { user, password } = await resetUser(email, openOperator(access));
  return {
    text: `${JSON.stringify({ userId: user.userId, email: user.email, password }, null, 2)}\n${ONCE}`,
  };
}

export const USER_COMMANDS: Record<string, Command> = {
  'users add': addCommand,
  'users list': listCommand,
  'users reset': resetCommand,
};
