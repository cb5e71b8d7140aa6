import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { localName } from '../../shown/local-name.ts';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { ForeignIds } from '../foreign-ids/foreign-ids.tsx';
import { countSums } from './count-sums.ts';
import { partTypeCountsQuery, partTypesQuery } from './part-type-queries.ts';
import { TypeTree } from './type-tree.tsx';
import { UnresolvedTypes } from './unresolved-types.tsx';
import '../ops.css';
import '../stock/stock.css';

/** The platform's part types with the number of one's own parts, and what foreign ids of types and attributes mean. */
export function PartTypesPage() {
  const { t, i18n } = useTranslation();
  const { q = '', table, cursor } = useSearch({ from: '/console/part-types' });
  const navigate = useNavigate({ from: '/console/part-types' });
  const types = useQuery(partTypesQuery);
  const counts = useInfiniteQuery(partTypeCountsQuery);
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = counts;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  const sums = countSums(counts.data?.pages ?? []);
  const known = (types.data?.categories ?? [])
    .flatMap((category) => category.partTypes)
    .map(({ partTypeId, name }) => ({ value: partTypeId, label: localName(name, i18n.language) }));
  const whole = (count: number) => new Intl.NumberFormat(i18n.language).format(count);
  const ofAttributes = table === 'attributes';
  return (
    <section aria-labelledby="part-types">
      <h2 id="part-types">{t('types.title')}</h2>
      {counts.isPending && <Loading lines={2} />}
      {counts.isError && <ProblemNote error={counts.error} retry={() => counts.refetch()} />}
      {counts.data !== undefined && (
        <>
          <p className="muted" role="status">
            {t(hasNextPage ? 'types.counting' : 'types.counted', { n: whole(sums.partsRead) })}{' '}
            {sums.without > 0 && t('types.without', { n: whole(sums.without) })}
          </p>
          <UnresolvedTypes
            unresolved={sums.unresolved}
            known={known}
            onCountAgain={() => void counts.refetch()}
          />
        </>
      )}
      <div className="stock-pair">
        <div>
          <label className="field">
            <span>{t('types.filter')}</span>
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
          {types.isPending && <Loading lines={8} />}
          {types.isError && <ProblemNote error={types.error} retry={() => types.refetch()} />}
          {types.data !== undefined && <TypeTree types={types.data} q={q} byType={sums.byType} />}
        </div>
        <div>
          <nav className="chips" aria-label={t('types.tables')}>
            <Link
              to="/console/part-types"
              search={(now) => ({ ...now, table: undefined, cursor: undefined })}
              className="chip"
              aria-current={ofAttributes ? undefined : 'true'}
            >
              {t('types.ids')}
            </Link>
            <Link
              to="/console/part-types"
              search={(now) => ({ ...now, table: 'attributes', cursor: undefined })}
              className="chip"
              aria-current={ofAttributes ? 'true' : undefined}
            >
              {t('types.attributeIds')}
            </Link>
          </nav>
          {ofAttributes ? (
            <ForeignIds
              key="attributes"
              table="/v1/attribute-ids"
              cursor={cursor}
              title={t('types.attributeIds')}
              meaning={t('types.attribute')}
              known={[]}
            />
          ) : (
            <ForeignIds
              key="types"
              table="/v1/part-type-ids"
              cursor={cursor}
              title={t('types.ids')}
              meaning={t('types.type')}
              known={known}
            />
          )}
        </div>
      </div>
    </section>
  );
}
