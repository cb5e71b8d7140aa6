import { ApiProblem } from '@qipei/api-client';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownPath } from '../app/search-params.ts';
import { ProblemNote } from '../shown/states.tsx';
import { signIn } from './session.ts';

export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/sign-in' });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const entering = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    // Only a path of this origin ever gets into `to`.
    onSuccess: () => navigate({ href: ownPath(to) ?? '/', replace: true }),
  });
  const refused = entering.error instanceof ApiProblem && entering.error.status === 401;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!entering.isPending) entering.mutate();
  };

  return (
    <main className="page sign-in" id="content">
      <form className="card form" onSubmit={submit}>
        <h1>{t('signIn.title')}</h1>
        <label className="field">
          <span>{t('signIn.email')}</span>
          <input
            className="input"
            type="email"
            name="email"
            autoComplete="username"
            required
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </label>
        <label className="field">
          <span>{t('signIn.password')}</span>
          <input
            className="input"
            type="password"
            name="password"
            autoComplete="current-password"
            required
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        {refused && (
          <p className="problem" role="alert">
            {t('signIn.refused')}
          </p>
        )}
        {entering.isError && !refused && <ProblemNote error={entering.error} />}
        <button type="submit" className="button button-primary" disabled={entering.isPending}>
          {t(entering.isPending ? 'signIn.entering' : 'signIn.go')}
        </button>
      </form>
    </main>
  );
}
