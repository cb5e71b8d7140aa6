import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Session, sessionQuery } from '../session/session.ts';
import { Empty, ProblemNote } from '../shown/states.tsx';
import { Tabs } from '../shown/tabs.tsx';
import './account.css';

const LINK = { activeOptions: { exact: true, includeSearch: false } };

/** Around the views of an account: for who is signed in, and whose role has `scope`. */
export function AccountFrame({
  scope,
  children,
}: {
  scope?: 'members:write' | 'keys:write' | 'audit:read';
  children: (session: Session) => ReactNode;
}) {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery);
  const { href } = useLocation();
  if (session.data === null) return <Navigate to="/sign-in" search={{ to: href }} replace />;
  const { data } = session;
  const may = (each: string) => data?.scopes.includes(each) === true;
  return (
    <main className="page" id="content">
      <h1>{t('account.title')}</h1>
      <Tabs label={t('account.nav')}>
        <Link to="/account" {...LINK}>
          {t('account.self')}
        </Link>
        {may('members:write') && (
          <Link to="/account/members" {...LINK}>
            {t('members.title')}
          </Link>
        )}
        {may('keys:write') && (
          <Link to="/account/keys" {...LINK}>
            {t('keys.title')}
          </Link>
        )}
        {may('audit:read') && (
          <Link to="/account/audit" {...LINK}>
            {t('audit.title')}
          </Link>
        )}
      </Tabs>
      {data === undefined ? (
        <ProblemNote error={session.error} retry={() => session.refetch()} />
      ) : scope !== undefined && !may(scope) ? (
        <Empty title={t('problem.forbidden')} />
      ) : (
        children(data)
      )}
    </main>
  );
}
