import type { Membership, User } from '../domain/account.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { Invitation } from '../domain/invitation.ts';
import type { SignInStores } from './sign-in-stores.ts';

type SnapshotStores = Pick<SignInStores, 'accounts' | 'invitations' | 'audit'>;

export type AccountRecord =
  | ({ kind: 'user' } & User)
  | ({ kind: 'membership' } & Membership)
  | ({ kind: 'invitation' } & Invitation)
  | ({ kind: 'audit' } & AuditEntry);

const PAGE = 500;

/** Users, what they are a member of, invitations and the audit trail. Sessions stay behind: everybody signs in again. */
export async function* readAccounts({
  accounts,
  invitations,
  audit,
}: SnapshotStores): AsyncGenerator<AccountRecord> {
  for (const user of await accounts.allUsers()) yield { kind: 'user', ...user };
  for (const membership of await accounts.allMemberships()) yield { kind: 'membership', ...membership };
  for (const invitation of await invitations.all()) yield { kind: 'invitation', ...invitation };
  for (let after = ''; ; ) {
    const page = await audit.all(after, PAGE);
    for (const entry of page) yield { kind: 'audit', ...entry };
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.entryId;
  }
}

export async function hasAccounts({ accounts, audit }: SnapshotStores): Promise<boolean> {
  return (await accounts.allUsers()).length > 0 || (await audit.all('', 1)).length > 0;
}

export async function writeAccount(record: AccountRecord, stores: SnapshotStores): Promise<void> {
  switch (record.kind) {
    case 'user': {
      const { kind: _, ...user } = record;
      if ((await stores.accounts.findUser(user.userId)) === undefined) await stores.accounts.addUser(user);
      return;
    }
    case 'membership': {
      const { kind: _, ...membership } = record;
      await stores.accounts.putMembership(membership);
      return;
    }
    case 'invitation': {
      const { kind: _, ...invitation } = record;
      await stores.invitations.put(invitation);
      return;
    }
    case 'audit': {
      const { kind: _, ...entry } = record;
      await stores.audit.add(entry);
    }
  }
}
