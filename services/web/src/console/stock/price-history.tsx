import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { lazy, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { availabilityQuery } from '../../part/availability-query.ts';
import { Price, useCostsHidden } from '../../shown/costs.tsx';
import { dateTimeText } from '../../shown/date-time.ts';
import { LazyPart } from '../../shown/lazy-part.tsx';
import { moneyText } from '../../shown/money.ts';
import { PagedList } from '../../shown/paged-list.tsx';
import { CursorPager } from '../cursor-pager.tsx';
import { ScrollBox } from '../scroll-box.tsx';
import { BookedBy } from './booked-by.tsx';
import { priceChangesQuery } from './history-queries.ts';
import { priceCurve } from './price-curve.ts';
import '../ops.css';

type Change = Answers['priceChange'];

const FigureChart = lazy(async () => ({
  default: (await import('../health/office-figure-chart.tsx')).FigureChart,
}));

/** What a part costs now, and each price that it had: from when on, and by whom or what. */
export function PriceHistory({ partId }: { partId: string }) {
  const { t } = useTranslation();
  const { prices: cursor } = useSearch({ from: '/console/stock/$partId' });
  const page = useQuery({ ...priceChangesQuery(partId, cursor), placeholderData: keepPreviousData });
  return (
    <section aria-labelledby="price-history">
      <h3 id="price-history">{t('history.prices')}</h3>
      <PricesNow partId={partId} />
      <PagedList
        page={page}
        items={page.data?.changes}
        empty={t('history.noChanges')}
        pager={
          <CursorPager
            cursor={cursor}
            next={page.data?.nextPageToken}
            param="prices"
            label={t('history.pricePages')}
          />
        }
      >
        {(changes, isPast) => (
          <>
            <Course changes={changes} isNewest={cursor === undefined} />
            <ScrollBox label={t('history.prices')}>
              <table className="table table-small" aria-busy={isPast}>
                <thead>
                  <tr>
                    <th scope="col">{t('history.since')}</th>
                    <th scope="col" className="numeric">
                      {t('stock.minQuantity')}
                    </th>
                    <th scope="col" className="numeric">
                      {t('history.before')}
                    </th>
                    <th scope="col" className="numeric">
                      {t('stock.price')}
                    </th>
                    <th scope="col">{t('history.by')}</th>
                  </tr>
                </thead>
                <tbody>
                  {changes.map((change) => (
                    <ChangeRow key={change.entryId} change={change} />
                  ))}
                </tbody>
              </table>
            </ScrollBox>
          </>
        )}
      </PagedList>
    </section>
  );
}

/** How the prices of this page went; the table says the same in words. */
function Course({ changes, isNewest }: { changes: readonly Change[]; isNewest: boolean }) {
  const { t, i18n } = useTranslation();
  const hidden = useCostsHidden();
  const curve = useMemo(() => priceCurve(changes, isNewest ? Date.now() : 0), [changes, isNewest]);
  if (curve === undefined || hidden) return null;
  const { minQuantity, least, most, points } = curve;
  const label = t('history.course', {
    quantity: minQuantity,
    ...{ least: moneyText(least, i18n.language), most: moneyText(most, i18n.language) },
  });
  return (
    <figure className="history-course">
      <figcaption className="muted">{label}</figcaption>
      <LazyPart fallback={<div className="chart" />}>
        <FigureChart curve={points} label={label} steps />
      </LazyPart>
    </figure>
  );
}

function PricesNow({ partId }: { partId: string }) {
  const { t } = useTranslation();
  const availability = useQuery(availabilityQuery(partId));
  const prices = availability.data?.prices ?? [];
  if (prices.length === 0) return null;
  return (
    <p className="history-now">
      {t('history.now')}
      {prices.map(({ minQuantity, price }) => (
        <span key={minQuantity}>
          <span className="muted">{t('stock.from', { quantity: minQuantity })}</span> <Price price={price} />
        </span>
      ))}
    </p>
  );
}

function ChangeRow({ change: { at, minQuantity, before, price, jobId, actor } }: { change: Change }) {
  const { t, i18n } = useTranslation();
  const whole = new Intl.NumberFormat(i18n.language);
  return (
    <tr>
      <td>
        <time dateTime={at}>{dateTimeText(at, i18n.language)}</time>
      </td>
      <td className="numeric">{whole.format(minQuantity)}</td>
      <td className="numeric">
        {before === null ? <span className="muted">{t('history.noPrice')}</span> : <Price price={before} />}
      </td>
      <td className="numeric">
        {price === null ? <span className="muted">{t('history.noPrice')}</span> : <Price price={price} />}
      </td>
      <td>
        <BookedBy jobId={jobId} orderId={null} actor={actor} />
      </td>
    </tr>
  );
}
