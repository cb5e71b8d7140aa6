import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeysHelp } from '../keys/keys-help.tsx';
import { pageData } from '../page-data.ts';
import { cart, cartCount } from '../saved/cart.ts';
import { useSavedList } from '../saved/saved-list.ts';
import { SearchBox } from '../search/search-box.tsx';
import { useMay, useSession } from '../session/session.ts';
import { Icon } from '../shown/icon.tsx';
import { Settings } from './settings.tsx';

export function Header({ name }: { name: string }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const lines = useSavedList(cart);
  const may = useMay();
  const count = cartCount(lines);
  const logo = pageData.storefront?.logo;
  const looks = may('catalog:read');
  const [keysShown, showKeys] = useState(false);
  return (
    <header className="header">
      <Link to="/" className="brand">
        {logo ? (
          <img src={logo.url} alt="" width={logo.width} height={logo.height} className="brand-logo" />
        ) : (
          <span className="brand-mark" aria-hidden="true">
            {[...name][0]}
          </span>
        )}
        <span className="brand-name">{name}</span>
        <span className="visually-hidden">{t('nav.home')}</span>
      </Link>
      {looks && pathname !== '/' && <SearchBox />}
      <nav className="nav" aria-label={t('nav.label')}>
        {looks && (
          <Link to="/" className="nav-link nav-phone" activeOptions={{ exact: true }}>
            <Icon name="search" />
            <span>{t('nav.search')}</span>
          </Link>
        )}
        {looks && (
          <Link to="/vehicles" className="nav-link">
            <Icon name="car" />
            <span>{t('nav.vehicles')}</span>
          </Link>
        )}
        {may('orders:write') && (
          <Link to="/cart" className="nav-link">
            <Icon name="cart" />
            <span>{t('nav.cart')}</span>
            {count > 0 && <span className="badge">{count}</span>}
          </Link>
        )}
        {may('orders:read') && (
          <Link to="/orders" className="nav-link">
            <Icon name="orders" />
            <span>{t('nav.orders')}</span>
          </Link>
        )}
        <Settings session={useSession()} onKeys={() => showKeys(true)} />
      </nav>
      <KeysHelp isOpen={keysShown} setOpen={showKeys} />
    </header>
  );
}
