import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Loading, ProblemNote } from '../shown/states.tsx';

export interface ChoiceItem {
  key: string;
  text: string;
  also: string;
  count?: number;
  /** The next step; or the vehicle at the end of them, with what is then looked for. */
  search?: Record<string, string | number | undefined>;
  vehicleId?: string;
}

/** From here on a list gets a field to narrow it. */
const MANY = 12;

export function Choice({
  title,
  query,
  items,
}: {
  title: string;
  query: Pick<UseQueryResult, 'isPending' | 'isError' | 'error' | 'refetch'>;
  items: readonly ChoiceItem[] | undefined;
}) {
  const { t } = useTranslation();
  const titleId = useId();
  const [filter, setFilter] = useState('');
  // Of thousands of makers: what is typed shows first, what is left of them when there is time.
  const wanted = useDeferredValue(filter).trim().toLowerCase();
  const shown = (items ?? []).filter(({ text, also }) => `${text} ${also}`.toLowerCase().includes(wanted));
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      {query.isPending && <Loading lines={8} />}
      {query.isError && <ProblemNote error={query.error} retry={() => query.refetch()} />}
      {(items?.length ?? 0) > MANY && (
        <input
          className="input choice-filter"
          type="search"
          aria-label={t('vehicles.filter', { what: title })}
          placeholder={t('vehicles.filter', { what: title })}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      )}
      {items !== undefined && shown.length === 0 && <Empty title={t('vehicles.none')} />}
      <ul className="choice">
        {shown.map((item) => (
          <li key={item.key}>
            <Link
              {...(item.vehicleId === undefined
                ? { to: '/vehicles', search: (item.search ?? {}) as never }
                : { to: '/search', search: { ...item.search, vehicleId: item.vehicleId } as never })}
              className="choice-item"
              onClick={() => setFilter('')}
            >
              <span>
                {item.text}
                {item.also !== '' && (
                  <>
                    {' '}
                    <span className="muted whole">{item.also}</span>
                  </>
                )}
              </span>
              {item.count !== undefined && <span className="count">{item.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
