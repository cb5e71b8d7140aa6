import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { fieldOf } from '../../shown/field-of.ts';
import { PagedList } from '../../shown/paged-list.tsx';
import { warehousesQuery } from '../../shown/warehouses.ts';
import { CursorPager } from '../cursor-pager.tsx';
import { wholeOf } from './price-draft.ts';
import { LEVELS } from './stock-levels.ts';
import { StockOfPart } from './stock-of-part.tsx';
import { brandsQuery, DEFAULT_BELOW, stockQuery } from './stock-queries.ts';
import './stock.css';

/** What there is of each part in each warehouse, and for how much; put right where it stands. */
export function StockPage() {
  const { t } = useTranslation();
  const filter = useSearch({ from: '/console/stock' });
  const warehouses = useQuery(warehousesQuery);
  const page = useQuery({ ...stockQuery(filter), placeholderData: keepPreviousData });
  const { cursor, ...filters } = filter;
  const filtered = Object.values(filters).some((value) => value !== undefined);
  return (
    <section aria-labelledby="stock">
      <h2 id="stock">{t('stock.title')}</h2>
      <p className="muted">{t('stock.hint')}</p>
      <Filters key={JSON.stringify(filters)} />
      <PagedList
        page={page}
        items={page.data?.parts}
        empty={t(filtered ? 'stock.noneSuch' : 'stock.nothing')}
        lines={10}
        pager={<CursorPager cursor={cursor} next={page.data?.nextPageToken} />}
      >
        {(parts, isPast) => (
          <ul className="stock-list" aria-busy={isPast}>
            {parts.map((part) => (
              <StockOfPart
                key={part.partId}
                stock={part}
                warehouses={warehouses.data ?? []}
                warehouseId={filter.warehouseId}
              />
            ))}
          </ul>
        )}
      </PagedList>
    </section>
  );
}

function Filters() {
  const { t, i18n } = useTranslation();
  const filter = useSearch({ from: '/console/stock' });
  const navigate = useNavigate({ from: '/console/stock' });
  const warehouses = useQuery(warehousesQuery);
  const brands = useQuery(brandsQuery);
  const choose = (change: object) =>
    void navigate({ search: (now) => ({ ...now, ...change, cursor: undefined }), replace: true });
  const orNothing = (value: string) => (value === '' ? undefined : value);
  const sorted = brands.data?.toSorted((a, b) => a.name.localeCompare(b.name, i18n.language));
  return (
    <search className="stock-filters">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          choose({ q: orNothing(fieldOf(new FormData(event.currentTarget), 'q').trim()) });
        }}
      >
        <label className="field">
          <span>{t('stock.search')}</span>
          <span className="stock-search">
            <input
              className="input"
              type="search"
              name="q"
              defaultValue={filter.q ?? ''}
              maxLength={512}
              autoComplete="off"
              spellCheck={false}
            />
            <button type="submit" className="button">
              {t('stock.find')}
            </button>
          </span>
        </label>
      </form>
      <label className="field">
        <span>{t('stock.brand')}</span>
        <select
          className="input"
          value={filter.brandId ?? ''}
          onChange={({ target }) => choose({ brandId: orNothing(target.value) })}
        >
          <option value="">{t('stock.any')}</option>
          {sorted?.map(({ brandId, name }) => (
            <option key={brandId} value={brandId}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('stock.warehouse')}</span>
        <select
          className="input"
          value={filter.warehouseId ?? ''}
          onChange={({ target }) => choose({ warehouseId: orNothing(target.value) })}
        >
          <option value="">{t('stock.any')}</option>
          {warehouses.data?.map(({ warehouseId, name }) => (
            <option key={warehouseId} value={warehouseId}>
              {name ?? warehouseId}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('stock.level')}</span>
        <select
          className="input"
          value={filter.level ?? ''}
          onChange={({ target }) => choose({ level: orNothing(target.value), below: undefined })}
        >
          <option value="">{t('stock.any')}</option>
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {t(`stock.level.${level}`)}
            </option>
          ))}
        </select>
      </label>
      {filter.level === 'below' && (
        <label className="field">
          <span>{t('stock.below')}</span>
          <input
            className="input quantity"
            inputMode="numeric"
            defaultValue={filter.below ?? DEFAULT_BELOW}
            onBlur={({ target }) => {
              const below = wholeOf(target.value);
              if (below !== undefined && below > 0 && below !== (filter.below ?? DEFAULT_BELOW))
                choose({ below });
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur();
            }}
          />
        </label>
      )}
    </search>
  );
}
