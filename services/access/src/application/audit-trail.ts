import { InvalidInput } from '@qipei/kernel';
import {
  type ActorKind,
  type AuditEntry,
  auditId,
  boundedSubjects,
  isAuditId,
  requireAction,
} from '../domain/audit.ts';
import type { Asker, SignInParts } from './sign-in-stores.ts';

/** Keeps what was done, under the name that who did it has now. @throws InvalidInput */
export async function recordAudit(
  { tenant, actor }: Pick<Asker, 'tenant' | 'actor'>,
  command: { action: string; subjects: Readonly<Record<string, string>> },
  { audit, keys, accounts, clock }: Pick<SignInParts, 'audit' | 'keys' | 'accounts' | 'clock'>,
): Promise<void> {
  const at = clock.now();
  const kind = kindOf(actor);
  let actorName = '';
  if (kind === 'key') actorName = (await keys.find(actor))?.name ?? '';
  if (kind === 'user') actorName = (await accounts.findUser(actor))?.email ?? '';
  await audit.add({
    entryId: auditId(at),
    ...{ tenant, at, actorKind: kind, actorId: actor, actorName, count: 1 },
    action: requireAction(command.action),
    subjects: boundedSubjects(command.subjects),
  });
}

function kindOf(actor: string): ActorKind {
  if (actor.startsWith('key_')) return 'key';
  if (actor.startsWith('user_')) return 'user';
  return actor === 'operator' ? 'operator' : 'platform';
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** A tenant's own, newest first. @throws InvalidInput for a cursor that none of the pages gave */
export async function listAudit(
  tenant: string,
  { cursor, limit }: { cursor: string; limit: number },
  { audit }: Pick<SignInParts, 'audit'>,
): Promise<{ entries: AuditEntry[]; nextCursor: string }> {
  if (cursor !== '' && !isAuditId(cursor))
    throw new InvalidInput('cursor', 'cursor-invalid', 'A cursor is the nextCursor of the page before.');
  const size = Math.min(limit <= 0 ? DEFAULT_LIMIT : limit, MAX_LIMIT);
  const found = await audit.page(tenant, cursor === '' ? undefined : cursor, size + 1);
  const entries = found.slice(0, size);
  return { entries, nextCursor: found.length > size ? (entries.at(-1)?.entryId ?? '') : '' };
}
