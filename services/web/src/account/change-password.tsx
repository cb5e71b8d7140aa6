import { dataOf } from '@qipei/api-client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import type { TextKey } from '../app/texts.ts';
import { NewPassword, newPasswordOf } from '../session/new-password.tsx';
import { goOnWith, type Session } from '../session/session.ts';
import { AT_ONCE } from '../session/session-turns.ts';
import { fieldOf } from '../shown/field-of.ts';
import { Refusal } from '../shown/refusal.tsx';
import { PasswordField } from '../shown/text-field.tsx';

export function ChangePassword({ session }: { session: Session }) {
  const { t } = useTranslation();
  const [fault, setFault] = useState<TextKey>();
  const changing = useMutation({
    gcTime: 0,
    mutationFn: (body: { currentPassword: string; newPassword: string }) =>
      goOnWith(() => dataOf(api.PUT('/v1/session/password', { body, ...AT_ONCE }))),
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (changing.isPending) return;
    const { currentTarget } = event;
    const form = new FormData(currentTarget);
    const given = newPasswordOf(form);
    setFault(given.fault);
    changing.reset();
    if (given.fault !== undefined) return;
    changing.mutate(
      { currentPassword: fieldOf(form, 'current'), newPassword: given.password },
      // Nothing of it stays, in the form or beside it.
      { onSuccess: () => currentTarget.reset() },
    );
  };

  return (
    <form className="card" aria-labelledby="change-password" onSubmit={submit}>
      <h2 id="change-password">{t('password.title')}</h2>
      {/* For managers of passwords: whose it is. */}
      <input type="hidden" name="username" autoComplete="username" value={session.user.email} />
      <PasswordField label={t('password.current')} name="current" />
      <NewPassword />
      {fault !== undefined && (
        <p className="problem" role="alert">
          {t(fault)}
        </p>
      )}
      {changing.isError && (
        <Refusal error={changing.error} texts={{ 'sign-in-failed': 'refusal.passwordWrong' }} />
      )}
      <div role="status">{changing.isSuccess && <p className="note note-good">{t('password.done')}</p>}</div>
      <button type="submit" className="button button-primary" disabled={changing.isPending}>
        {t(changing.isPending ? 'state.sending' : 'password.go')}
      </button>
    </form>
  );
}
