import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import type { TextKey } from '../app/texts.ts';
import { Refusal } from '../shown/refusal.tsx';
import { Empty } from '../shown/states.tsx';
import { forgetLinkToken, useLinkToken } from './link-token.ts';
import { NewPassword, newPasswordOf } from './new-password.tsx';
import { askedOfSelf } from './session.ts';
import { AT_ONCE } from './session-turns.ts';

export function ResetPasswordPage() {
  const { t } = useTranslation();
  const token = useLinkToken('reset-password');
  return (
    <main className="page sign-in" id="content">
      {token === undefined ? (
        <Empty title={t('link.missing')}>
          <p>{t('link.again')}</p>
          <Link to="/forgot-password" className="button">
            {t('reset.another')}
          </Link>
        </Empty>
      ) : (
        <ResetForm key={token} token={token} />
      )}
    </main>
  );
}

function ResetForm({ token }: { token: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [fault, setFault] = useState<TextKey>();
  const resetting = useMutation({
    gcTime: 0,
    // It ends all sessions of the user's, maybe this browser's, too.
    mutationFn: (password: string) =>
      askedOfSelf(() =>
        api.POST('/v1/password-resets/{token}', {
          ...{ params: { path: { token } }, body: { password }, ...AT_ONCE },
        }),
      ),
    onSuccess: async () => {
      await navigate({ to: '/sign-in', search: { note: 'password-set' }, replace: true });
      forgetLinkToken();
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (resetting.isPending) return;
    const given = newPasswordOf(new FormData(event.currentTarget));
    setFault(given.fault);
    if (given.fault === undefined) resetting.mutate(given.password);
    else resetting.reset();
  };

  return (
    <form className="card form" onSubmit={submit}>
      <h1>{t('reset.title')}</h1>
      <NewPassword />
      {fault !== undefined && (
        <p className="problem" role="alert">
          {t(fault)}
        </p>
      )}
      {resetting.isError && <Refusal error={resetting.error} />}
      <button type="submit" className="button button-primary" disabled={resetting.isPending}>
        {t(resetting.isPending ? 'state.sending' : 'reset.go')}
      </button>
      <p className="form-more">
        <Link to="/forgot-password">{t('reset.another')}</Link>
      </p>
    </form>
  );
}
