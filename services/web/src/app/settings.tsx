import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSOLE_SECTIONS } from '../console/console-sections.ts';
import { setDark, useDark } from '../look/appearance.ts';
import { type Session, signOut } from '../session/session.ts';
import { hideCosts, useCostsHidden } from '../shown/costs.tsx';
import { Icon } from '../shown/icon.tsx';
import { ProblemNote } from '../shown/states.tsx';
import { leaveAll } from '../shown/unsaved-work.ts';
import { changeLanguage, spokenLanguages } from './texts.ts';

/** Names of languages are written in themselves. */
const LANGUAGE_NAMES = { 'zh-CN': '中文', en: 'English' } as const;

export function Settings({ session, onKeys }: { session: Session | null; onKeys: () => void }) {
  const { t, i18n } = useTranslation();
  const dark = useDark();
  const costsHidden = useCostsHidden();
  const navigate = useNavigate();
  const menu = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const close = (event: Event) => {
      const { current } = menu;
      if (current === null || !current.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        current.querySelector('summary')?.focus();
      } else if (current.contains(event.target as Node)) return;
      current.open = false;
    };
    document.addEventListener('click', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('click', close);
      document.removeEventListener('keydown', close);
    };
  }, []);

  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: () => navigate({ to: '/sign-in' }),
  });

  return (
    <details className="menu" ref={menu}>
      <summary className="nav-link">
        <Icon name="person" />
        <span>{t('nav.more')}</span>
      </summary>
      <div className="menu-panel">
        {session !== null && (
          <p className="menu-who">
            <strong>{session.user.name || session.user.email}</strong>
            <br />
            {session.tenantName} · {t(`role.${session.role}` as 'role.owner', { defaultValue: session.role })}
          </p>
        )}
        <label className="switch">
          <input
            type="checkbox"
            checked={costsHidden}
            onChange={(event) => hideCosts(event.target.checked)}
          />
          {t('settings.hideCosts')}
        </label>
        <label className="switch">
          <input type="checkbox" checked={dark} onChange={(event) => setDark(event.target.checked)} />
          {t('settings.dark')}
        </label>
        {spokenLanguages().length > 1 && (
          <fieldset className="choices">
            <legend>{t('settings.language')}</legend>
            {spokenLanguages().map((language) => (
              <label key={language} className="switch" lang={language}>
                <input
                  type="radio"
                  name="language"
                  checked={i18n.language === language}
                  onChange={() => changeLanguage(language)}
                />
                {LANGUAGE_NAMES[language]}
              </label>
            ))}
          </fieldset>
        )}
        <button
          type="button"
          className="button"
          onClick={() => {
            // Where the focus comes back to.
            menu.current?.querySelector('summary')?.focus();
            if (menu.current !== null) menu.current.open = false;
            onKeys();
          }}
        >
          {t('keyboard.title')}
        </button>
        {session !== null && CONSOLE_SECTIONS.some(({ scope }) => session.scopes.includes(scope)) && (
          <Link
            to="/console"
            className="button"
            onClick={() => {
              if (menu.current !== null) menu.current.open = false;
            }}
          >
            {t('nav.console')}
          </Link>
        )}
        {session !== null && (
          <Link
            to="/account"
            className="button"
            onClick={() => {
              if (menu.current !== null) menu.current.open = false;
            }}
          >
            {t('account.title')}
          </Link>
        )}
        {session === null ? (
          <Link to="/sign-in" className="button">
            {t('signIn.title')}
          </Link>
        ) : (
          <button
            type="button"
            className="button"
            disabled={leaving.isPending}
            onClick={() => {
              const stay = leaveAll(() => window.confirm(t('state.leaveSure')));
              if (stay !== undefined) leaving.mutate(undefined, { onError: stay });
            }}
          >
            {t('nav.signOut')}
          </button>
        )}
        {leaving.isError && <ProblemNote error={leaving.error} />}
      </div>
    </details>
  );
}
