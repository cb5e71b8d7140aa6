import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { ConfirmButton } from '../shown/confirm-button.tsx';
import { dateTimeText } from '../shown/date-time.ts';
import { Refusal } from '../shown/refusal.tsx';
import { Loading, ProblemNote } from '../shown/states.tsx';
import { invitationsQuery } from './members-queries.ts';

/** Those that nobody has used yet. */
export function Invitations() {
  const { t } = useTranslation();
  const invitations = useQuery(invitationsQuery);
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations">{t('invitations.title')}</h2>
      {invitations.isPending && <Loading lines={2} />}
      {invitations.isError && <ProblemNote error={invitations.error} retry={() => invitations.refetch()} />}
      {invitations.data?.length === 0 && <p className="muted">{t('invitations.none')}</p>}
      {invitations.data !== undefined && invitations.data.length > 0 && (
        <ul className="entries invitations">
          {invitations.data.map((invitation) => (
            <Entry key={invitation.invitationId} invitation={invitation} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Entry({ invitation }: { invitation: Answers['invitation'] }) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const { invitationId, email, role, customerId, expiresAt } = invitation;
  const revoking = useMutation({
    mutationFn: () => api.DELETE('/v1/invitations/{invitationId}', { params: { path: { invitationId } } }),
    // Also where it wasn't there any more: it may have been used meanwhile, and somebody be a member now.
    onSettled: () =>
      Promise.all(
        ['invitations', 'members'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })),
      ),
  });
  return (
    <li className="entry">
      <strong>{email}</strong>
      <div className="entry-main">
        <span>
          {t(`role.${role}`)}
          {customerId !== null && ` · ${customerId}`}
        </span>
        <span className="muted">
          {t('invitations.until', { when: dateTimeText(expiresAt, i18n.language) })}
        </span>
      </div>
      <div className="entry-actions">
        <ConfirmButton
          text={t('invitations.revoke')}
          label={t('invitations.revokeOf', { email })}
          question={t('invitations.revokeSure')}
          pending={revoking.isPending}
          onConfirm={() => revoking.mutate()}
        />
      </div>
      {revoking.isError && <Refusal error={revoking.error} />}
    </li>
  );
}
