import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../session/session.ts';
import { Empty, ProblemNote } from '../shown/states.tsx';
import { Tabs } from '../shown/tabs.tsx';
import { CONSOLE_SECTIONS } from './console-sections.ts';
import '../account/account.css';
import './console.css';

/** Around the views of the console: its sections by what the role of who is signed in allows. */
export function ConsoleFrame() {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery);
  const { href, pathname } = useLocation();
  if (session.data === null) return <Navigate to="/sign-in" search={{ to: href }} replace />;
  const sections = CONSOLE_SECTIONS.filter(({ scope }) => session.data?.scopes.includes(scope));
  const here = CONSOLE_SECTIONS.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  const closed = sections.length === 0 || (here !== undefined && !sections.includes(here));
  return (
    <main className="page console" id="content">
      <h1>{t('console.title')}</h1>
      {sections.length > 0 && (
        <Tabs label={t('console.nav')}>
          {sections.map(({ to, title }) => (
            <Link key={to} to={to} activeOptions={{ includeSearch: false }}>
              {t(title)}
            </Link>
          ))}
        </Tabs>
      )}
      {session.data === undefined ? (
        <ProblemNote error={session.error} retry={() => session.refetch()} />
      ) : closed ? (
        <Empty title={t('problem.forbidden')} />
      ) : (
        <Outlet />
      )}
    </main>
  );
}
