import { useTranslation } from 'react-i18next';
import type { Language } from '../../page-data.ts';
import { Icon } from '../../shown/icon.tsx';
import { localName } from '../../shown/local-name.ts';
import type { LookDraft } from './look-draft.ts';

/** Such as a customer would type. */
const NUMBER = '04152-YZZA1';

/** The parts of a storefront that its look decides on, with the classes that the storefront itself has. */
export function StorefrontSample({
  draft,
  logoUrl,
  language,
}: {
  draft: LookDraft;
  logoUrl: string | null;
  language: Language;
}) {
  const { t } = useTranslation();
  const name = localName(draft.name, language) || t('app.name');
  const address = localName(draft.address, language);
  return (
    <div id="root">
      <header className="header">
        <span className="brand">
          {logoUrl === null ? (
            <span className="brand-mark">{[...name][0]}</span>
          ) : (
            <img src={logoUrl} alt="" height={32} className="brand-logo" />
          )}
          <span className="brand-name">{name}</span>
        </span>
        <nav className="nav">
          <span className="nav-link">
            <Icon name="car" />
            <span>{t('nav.vehicles')}</span>
          </span>
          <span className="nav-link" aria-current="page">
            <Icon name="cart" />
            <span>{t('nav.cart')}</span>
            <span className="badge">3</span>
          </span>
        </nav>
      </header>
      <main className="page home">
        <h1 className="home-title">{localName(draft.tagline, language) || t('home.title')}</h1>
        <div className="search search-large">
          <div className="search-field">
            <input className="search-input" readOnly aria-label={t('nav.search')} placeholder={NUMBER} />
            <button type="button" className="button button-primary search-go">
              {t('nav.search')}
            </button>
          </div>
        </div>
        <p className="home-hint">{t('home.hint')}</p>
        <p className="order-actions">
          <button type="button" className="button">
            {t('home.choose')}
          </button>
        </p>
        <div className="card">
          <span className="hit-name">
            <span className="hit-number number">{NUMBER}</span>
            <span>{t('look.samplePart')}</span>
          </span>
          <p>
            <a href="#sample">{t('look.sampleLink')}</a>
          </p>
          <button type="button" className="button button-primary">
            {t('cart.add')}
          </button>
        </div>
      </main>
      <footer className="footer">
        {[draft.phone, draft.email, draft.wechat, draft.website, address]
          .filter((each) => each.trim() !== '')
          .map((each) => (
            <span key={each}>{each}</span>
          ))}
      </footer>
    </div>
  );
}
