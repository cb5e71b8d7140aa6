import { dataOf } from '@qipei/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { fieldOf } from '../shown/field-of.ts';
import { Refusal } from '../shown/refusal.tsx';
import { EmailField } from '../shown/text-field.tsx';
import { postOf } from './members.ts';
import { invitationsQuery } from './members-queries.ts';
import { RoleFields } from './role-fields.tsx';

export function InviteForm() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const inviting = useMutation({
    mutationFn: (body: ReturnType<typeof postOf> & { email: string }) =>
      dataOf(api.POST('/v1/invitations', { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (inviting.isPending) return;
    const { currentTarget } = event;
    const form = new FormData(currentTarget);
    const email = currentTarget.elements.namedItem('email');
    const invited = email instanceof HTMLInputElement ? email.value : '';
    inviting.mutate(
      { email: fieldOf(form, 'email').trim(), ...postOf(form) },
      {
        // For the next one, of the same role mostly.
        onSuccess: () => {
          if (email instanceof HTMLInputElement && email.value === invited) email.value = '';
        },
      },
    );
  };

  return (
    <form className="card account-form" aria-labelledby="invite" onSubmit={submit}>
      <h2 id="invite">{t('invite.title')}</h2>
      <p>{t('invite.hint')}</p>
      <EmailField autoComplete="off" />
      <RoleFields post={{ role: 'seller', customerId: null }} />
      {inviting.isError && (
        <Refusal error={inviting.error} texts={{ 'name-invalid': 'refusal.customerInvalid' }} />
      )}
      <div role="status">
        {inviting.isSuccess && (
          <p className="note note-good">{t('invite.sent', { email: inviting.data.invitation.email })}</p>
        )}
      </div>
      <button type="submit" className="button button-primary" disabled={inviting.isPending}>
        {t(inviting.isPending ? 'state.sending' : 'invite.go')}
      </button>
    </form>
  );
}
