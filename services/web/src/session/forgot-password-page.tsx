import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { fieldOf } from '../shown/field-of.ts';
import { Refusal } from '../shown/refusal.tsx';
import { EmailField } from '../shown/text-field.tsx';

/** Says the same whoever asks: who has an account here is nobody's business. */
export function ForgotPasswordPage() {
  const { t } = useTranslation();
  const asking = useMutation({
    mutationFn: (email: string) => api.POST('/v1/password-resets', { body: { email } }),
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!asking.isPending) asking.mutate(fieldOf(new FormData(event.currentTarget), 'email').trim());
  };

  return (
    <main className="page sign-in" id="content">
      <form className="card form" onSubmit={submit}>
        <h1>{t('forgot.title')}</h1>
        <p>{t('forgot.hint')}</p>
        <EmailField />
        {asking.isError && <Refusal error={asking.error} />}
        <div role="status">{asking.isSuccess && <p className="note note-good">{t('forgot.sent')}</p>}</div>
        <button type="submit" className="button button-primary" disabled={asking.isPending}>
          {t(asking.isPending ? 'state.sending' : 'forgot.go')}
        </button>
        <p className="form-more">
          <Link to="/sign-in">{t('forgot.back')}</Link>
        </p>
      </form>
    </main>
  );
}
