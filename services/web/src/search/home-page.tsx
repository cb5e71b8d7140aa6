import { Link } from '@tanstack/react-router';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { pageData } from '../page-data.ts';
import { useMay } from '../session/session.ts';
import { LazyPart } from '../shown/lazy-part.tsx';
import { localName } from '../shown/local-name.ts';
import { Garage } from '../vehicles/garage-list.tsx';
import { SearchBox } from './search-box.tsx';

const EmptyCatalogue = lazy(async () => ({
  default: (await import('./empty-catalogue.tsx')).EmptyCatalogue,
}));

export function HomePage() {
  const { t, i18n } = useTranslation();
  const may = useMay();
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
      {may('imports:write') && (
        <LazyPart fallback={null}>
          <EmptyCatalogue />
        </LazyPart>
      )}
    </main>
  );
}
