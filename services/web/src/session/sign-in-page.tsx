import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownPath } from '../app/search-params.ts';
import type { TextKey } from '../app/texts.ts';
import { Refusal } from '../shown/refusal.tsx';
import { EmailField, PasswordField } from '../shown/text-field.tsx';
import { signIn } from './session.ts';
import type { SignInNote } from './sign-in-notes.ts';

const NOTES: Record<SignInNote, TextKey> = {
  'password-set': 'signIn.passwordSet',
  accepted: 'signIn.accepted',
};

export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { to, note } = useSearch({ from: '/sign-in' });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const entering = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    // Only a path of this origin ever gets into `to`.
    onSuccess: () => navigate({ href: ownPath(to) ?? '/', replace: true }),
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!entering.isPending) entering.mutate();
  };

  return (
    <main className="page sign-in" id="content">
      <form className="card form" onSubmit={submit}>
        <h1>{t('signIn.title')}</h1>
        {note !== undefined && (
          <p className="note" role="status">
            {t(NOTES[note])}
          </p>
        )}
        <EmailField value={email} onChange={(event) => setEmail(event.target.value)} />
        <PasswordField
          maxLength={400}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {entering.isError && (
          <Refusal error={entering.error} texts={{ 'sign-in-failed': 'signIn.refused' }} />
        )}
        <button type="submit" className="button button-primary" disabled={entering.isPending}>
          {t(entering.isPending ? 'signIn.entering' : 'signIn.go')}
        </button>
        <p className="form-more">
          <Link to="/forgot-password">{t('signIn.forgot')}</Link>
        </p>
      </form>
    </main>
  );
}
