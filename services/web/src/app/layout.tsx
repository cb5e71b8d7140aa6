import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation, useMatches, useRouterState } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { pageData } from '../page-data.ts';
import { isKnownSight, onSight, sightChanges } from '../session/known-session.ts';
import { guestsMayLook, sessionQuery } from '../session/session.ts';
import { localName } from '../shown/local-name.ts';
import { isOffline, ProblemNote } from '../shown/states.tsx';
import { useOnline } from '../shown/use-online.ts';
import { leaveFirstPaint } from './first-paint.ts';
import { Header } from './header.tsx';
import { PendingPage } from './pending-page.tsx';
import { useViewTitle } from './view-title.ts';

/** The way in: to who isn't signed in, whether guests may look or not. */
const OPEN_VIEWS: readonly string[] = [
  '/sign-in',
  '/forgot-password',
  '/reset-password',
  '/accept-invitation',
];

/** Of who is signed in alone, also where guests may look. */
const OWN_VIEWS: readonly string[] = ['/orders', '/orders/$orderId'];

/** What stands around every view. Nobody gets past the sign-in but guests of a storefront that is open to them. */
export function Layout() {
  const { t, i18n } = useTranslation();
  const session = useQuery(sessionQuery);
  const location = useLocation();
  const online = useOnline();
  // By the view that is shown: the location runs ahead of it, and the view before would ask for what it may not see.
  const enters = useMatches({
    select: (matches) => matches.some(({ routeId }) => OPEN_VIEWS.includes(routeId)),
  });
  const isOwn = useMatches({
    select: (matches) => matches.some(({ routeId }) => OWN_VIEWS.includes(routeId)),
  });
  const isShut = session.data === null && !(guestsMayLook() && !isOwn);
  const name = localName(pageData.storefront?.name, i18n.language) || t('app.name');

  const title = useViewTitle();

  const loaded = useRouterState({ select: ({ status, isLoading }) => status === 'idle' && !isLoading });
  const hasView = loaded && !session.isPending && (enters || !isShut);
  useEffect(() => {
    if (hasView) leaveFirstPaint(sightChanges() === 0);
  }, [hasView]);
  useEffect(() => {
    // The location's view comes when it is loaded.
    if (loaded) document.title = title === undefined ? name : `${title} · ${name}`;
  }, [loaded, title, name]);

  // Nothing that one person sees or has typed stays for the next. The ways in go on: they are why it changes.
  const sight = useSyncExternalStore(onSight, sightChanges, sightChanges);
  // What is seen as somebody else is left before anything else of them is.
  const isLeft = session.data !== undefined && !isKnownSight(session.data);
  let view = <Outlet key={enters ? 'in' : sight} />;
  if (!enters && (session.isPending || isLeft)) view = <PendingPage />;
  else if (!enters && isShut)
    view = OPEN_VIEWS.includes(location.pathname) ? (
      <PendingPage />
    ) : (
      <Navigate to="/sign-in" search={{ to: location.href.replace(/#.*$/s, '') }} replace />
    );
  else if (!enters && session.isError && !isOffline(session.error))
    view = (
      <main className="page" id="content">
        <ProblemNote error={session.error} retry={() => session.refetch()} />
      </main>
    );

  return (
    <>
      <a className="skip" href="#content">
        {t('nav.skip')}
      </a>
      <Header key={`header-${sight}`} name={name} />
      {(!online || isOffline(session.error)) && (
        <p className="offline" role="status">
          {t('state.offline')}
        </p>
      )}
      {view}
      <Footer />
    </>
  );
}

function Footer() {
  const { t, i18n } = useTranslation();
  const contact = pageData.storefront?.contact;
  const address = localName(contact?.address, i18n.language);
  return (
    <footer className="footer">
      {contact?.phone && <a href={`tel:${contact.phone.replaceAll(/[^\d+]/g, '')}`}>{contact.phone}</a>}
      {contact?.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
      {contact?.wechat && <span>{t('footer.wechat', { id: contact.wechat })}</span>}
      {contact?.website?.startsWith('https://') && (
        <a href={contact.website} rel="noreferrer">
          {new URL(contact.website).host}
        </a>
      )}
      {address !== '' && <span>{address}</span>}
      <a href="/docs">{t('footer.api')}</a>
    </footer>
  );
}
