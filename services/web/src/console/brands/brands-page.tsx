import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/session.ts';
import { Empty, Loading, ProblemNote } from '../../shown/states.tsx';
import { ForeignIds } from '../foreign-ids/foreign-ids.tsx';
import { brandsQuery } from '../stock/stock-queries.ts';
import '../stock/stock.css';

/** More are found by their name. */
const SHOWN = 200;

/** The brands of the parts that one sees, and what ids of foreign tables mean which of them. */
export function BrandsPage() {
  const { t } = useTranslation();
  const { cursor } = useSearch({ from: '/console/brands' });
  const brands = useQuery(brandsQuery);
  return (
    <section aria-labelledby="brands">
      <h2 id="brands">{t('brands.title')}</h2>
      <p className="muted">{t('brands.hint')}</p>
      <div className="stock-pair">
        <Brands />
        <ForeignIds
          table="/v1/brand-ids"
          cursor={cursor}
          title={t('brands.ids')}
          meaning={t('brands.brand')}
          known={(brands.data ?? []).map(({ name }) => ({ value: name, label: name }))}
        />
      </div>
    </section>
  );
}

function Brands() {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const { q = '' } = useSearch({ from: '/console/brands' });
  const navigate = useNavigate({ from: '/console/brands' });
  const brands = useQuery(brandsQuery);
  const words = q.normalize('NFKC').toLowerCase();
  const found = brands.data
    ?.filter(({ name }) => name.normalize('NFKC').toLowerCase().includes(words))
    .sort((a, b) => b.partCount - a.partCount || a.name.localeCompare(b.name, i18n.language));
  const whole = new Intl.NumberFormat(i18n.language);
  return (
    <div>
      <label className="field">
        <span>{t('brands.filter')}</span>
        <input
          className="input"
          type="search"
          value={q}
          maxLength={100}
          onChange={({ target }) =>
            navigate({
              search: (now) => ({ ...now, q: target.value === '' ? undefined : target.value }),
              replace: true,
            })
          }
        />
      </label>
      {brands.isPending && <Loading lines={8} />}
      {brands.isError && <ProblemNote error={brands.error} retry={() => brands.refetch()} />}
      {found?.length === 0 && <Empty title={t('brands.none')} />}
      {found !== undefined && found.length > 0 && (
        <table className="table table-small stock-table">
          <caption>{t('brands.found', { n: whole.format(found.length) })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('brands.brand')}</th>
              <th scope="col" className="numeric">
                {t('brands.parts')}
              </th>
              {may('inventory:write') && (
                <th scope="col">
                  <span className="visually-hidden">{t('stock.title')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, SHOWN).map(({ brandId, name, partCount }) => (
              <tr key={brandId}>
                <th scope="row">
                  <Link to="/search" search={{ brandId }}>
                    <bdi>{name}</bdi>
                  </Link>
                </th>
                <td className="numeric">{whole.format(partCount)}</td>
                {may('inventory:write') && (
                  <td>
                    <Link
                      to="/console/stock"
                      search={{ brandId }}
                      aria-label={t('brands.stockOf', { brand: name })}
                    >
                      {t('stock.title')}
                    </Link>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found !== undefined && found.length > SHOWN && (
        <p className="muted">{t('brands.more', { n: whole.format(found.length - SHOWN) })}</p>
      )}
    </div>
  );
}
