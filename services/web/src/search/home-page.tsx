import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { pageData } from '../page-data.ts';
import { localName } from '../shown/local-name.ts';
import { Garage } from '../vehicles/garage-list.tsx';
import { SearchBox } from './search-box.tsx';

export function HomePage() {
  const { t, i18n } = useTranslation();
  const tagline = localName(pageData.storefront?.tagline, i18n.language);
  return (
    <main className="page home" id="content">
      <h1 className="home-title">{tagline || t('home.title')}</h1>
      <SearchBox large />
      <p className="home-hint">{t('home.hint')}</p>
      <p className="order-actions">
        <Link to="/vehicles" className="button">
          {t('home.choose')}
        </Link>
        <Link to="/numbers" className="button">
          {t('home.numbers')}
        </Link>
      </p>
      <Garage />
    </main>
  );
}
