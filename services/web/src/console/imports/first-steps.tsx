import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/session.ts';
import './first-steps.css';

/** Where nothing was imported yet: what comes after what until customers find parts, each with its link. */
export function FirstSteps() {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <section className="card first-steps" aria-labelledby="first-steps">
      <h3 id="first-steps">{t('first.title')}</h3>
      <ol>
        {may('imports:write') && (
          <li>
            <strong>{t('first.parts')}</strong>
            <p className="muted">{t('first.partsHint')}</p>
            <Link to="/console/imports/new" search={{ kind: 'parts' }} className="button button-primary">
              {t('first.go')}
            </Link>
          </li>
        )}
        <li>
          <Link to="/console/releases">{t('first.release')}</Link>
          <p className="muted">{t('first.releaseHint')}</p>
        </li>
        {may('imports:write') && (
          <li>
            <strong>{t('first.offers')}</strong>
            <p>
              <Link to="/console/imports/new" search={{ kind: 'offers' }}>
                {t('imports.kind.offers')}
              </Link>
              {' · '}
              <Link to="/console/imports/new" search={{ kind: 'stock' }}>
                {t('imports.kind.stock')}
              </Link>
            </p>
          </li>
        )}
        {may('storefront:write') && (
          <li>
            <Link to="/console/look">{t('first.look')}</Link>
            <p className="muted">{t('first.lookHint')}</p>
          </li>
        )}
        {may('members:write') && (
          <li>
            <Link to="/account/members">{t('first.members')}</Link>
          </li>
        )}
      </ol>
    </section>
  );
}
