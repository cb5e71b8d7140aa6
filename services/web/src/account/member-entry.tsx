import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { askedOfSelf } from '../session/session.ts';
import { AT_ONCE } from '../session/session-turns.ts';
import { ConfirmButton } from '../shown/confirm-button.tsx';
import { dateTimeText } from '../shown/date-time.ts';
import { stillSays } from '../shown/form-content.ts';
import { Refusal } from '../shown/refusal.tsx';
import { postOf } from './members.ts';
import { membersQuery } from './members-queries.ts';
import { RoleFields } from './role-fields.tsx';

export function MemberEntry({
  member,
  isSelf,
  isLastOwner,
}: {
  member: Answers['member'];
  isSelf: boolean;
  isLastOwner: boolean;
}) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const [editing, setEditing] = useState(false);
  const path = { userId: member.userId };
  // Who changes what they are themselves may not be let in here any more.
  const asked = async (ask: () => Promise<unknown>) => void (await (isSelf ? askedOfSelf(ask) : ask()));
  const by = isSelf ? AT_ONCE : {};
  const refresh = () => queryClient.invalidateQueries({ queryKey: membersQuery.queryKey });
  const changing = useMutation({
    mutationFn: (body: ReturnType<typeof postOf>) =>
      asked(() => api.PATCH('/v1/members/{userId}', { params: { path }, body, ...by })),
    onSuccess: refresh,
  });
  const removing = useMutation({
    mutationFn: () => asked(() => api.DELETE('/v1/members/{userId}', { params: { path }, ...by })),
    onSuccess: refresh,
  });
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (changing.isPending) return;
    const isAsSent = stillSays(event.currentTarget);
    changing.mutate(postOf(new FormData(event.currentTarget)), {
      // The list says it by then.
      onSuccess: () => {
        if (isAsSent()) setEditing(false);
      },
    });
  };
  const name = member.name || member.email;

  return (
    <li className="entry">
      <div className="entry-main">
        <strong>{isSelf ? t('members.self', { name }) : name}</strong>
        <span>{member.email}</span>
      </div>
      <div className="entry-main">
        <span>
          {t(`role.${member.role}`)}
          {member.customerId !== null && ` · ${member.customerId}`}
        </span>
        <span className="muted">
          {t('members.since', { when: dateTimeText(member.since, i18n.language) })}
        </span>
      </div>
      {isLastOwner ? (
        <span className="muted">{t('members.lastOwner')}</span>
      ) : (
        <div className="entry-actions">
          <button
            type="button"
            className="button"
            aria-label={t('members.changeOf', { name })}
            aria-expanded={editing}
            onClick={() => setEditing(!editing)}
          >
            {t('members.change')}
          </button>
          <ConfirmButton
            text={t('members.remove')}
            label={t('members.removeOf', { name })}
            question={t('members.removeSure', { name })}
            pending={removing.isPending}
            onConfirm={() => removing.mutate()}
          />
        </div>
      )}
      {editing && (
        <form className="entry-form" aria-label={t('members.changeOf', { name })} onSubmit={save}>
          <RoleFields post={member} />
          <button type="submit" className="button button-primary" disabled={changing.isPending}>
            {t(changing.isPending ? 'state.sending' : 'action.save')}
          </button>
        </form>
      )}
      {changing.isError && (
        <Refusal error={changing.error} texts={{ 'name-invalid': 'refusal.customerInvalid' }} />
      )}
      {removing.isError && <Refusal error={removing.error} />}
    </li>
  );
}
