import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loading, ProblemNote } from '../shown/states.tsx';
import { AccountFrame } from './account-frame.tsx';
import { Invitations } from './invitations.tsx';
import { InviteForm } from './invite-form.tsx';
import { MemberEntry } from './member-entry.tsx';
import { isLastOwner } from './members.ts';
import { membersQuery } from './members-queries.ts';

export function MembersPage() {
  return (
    <AccountFrame scope="members:write">
      {(session) => (
        <>
          <Members ownId={session.user.userId} />
          <Invitations />
          <InviteForm />
        </>
      )}
    </AccountFrame>
  );
}

function Members({ ownId }: { ownId: string }) {
  const { t } = useTranslation();
  const members = useQuery(membersQuery);
  return (
    <section aria-labelledby="members">
      <h2 id="members">{t('members.title')}</h2>
      {members.isPending && <Loading lines={6} />}
      {members.isError && <ProblemNote error={members.error} retry={() => members.refetch()} />}
      {members.data !== undefined && (
        <ul className="entries members">
          {members.data.map((member) => (
            <MemberEntry
              key={member.userId}
              member={member}
              isSelf={member.userId === ownId}
              isLastOwner={isLastOwner(member, members.data)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
