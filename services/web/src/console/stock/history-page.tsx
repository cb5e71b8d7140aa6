import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { useViewName } from '../../app/view-title.ts';
import { partQuery } from '../../part/part-query.ts';
import { useMay } from '../../session/session.ts';
import { dateTimeText } from '../../shown/date-time.ts';
import { PagedList } from '../../shown/paged-list.tsx';
import { warehousesQuery } from '../../shown/warehouses.ts';
import { CursorPager } from '../cursor-pager.tsx';
import { ScrollBox } from '../scroll-box.tsx';
import { BookedBy } from './booked-by.tsx';
import { entriesQuery } from './history-queries.ts';
import { PriceHistory } from './price-history.tsx';
import './stock.css';

type Entry = Answers['stockEntry'];

/** What was booked of a part, by warehouse, and what it cost: what, how much, by whom or what, and when. */
export function HistoryPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { partId } = useParams({ from: '/console/stock/$partId' });
  const part = useQuery(partQuery(partId));
  // Of one that isn't shown any more there is a ledger still.
  const name = part.data === undefined ? partId : `${part.data.brand} ${part.data.partNumber}`;
  useViewName(name);
  return (
    <section aria-labelledby="stock-history">
      <Link to="/console/stock">{t('history.back')}</Link>
      <h2 id="stock-history">
        <bdi>{name}</bdi>
      </h2>
      {part.data !== undefined && (
        <p>
          <Link to="/parts/$partId" params={{ partId }}>
            {t('history.part')}
          </Link>
          {' · '}
          <Link to="/console/stock" search={{ q: part.data.partNumber, brandId: part.data.brandId }}>
            {t('history.change')}
          </Link>
        </p>
      )}
      <Ledger partId={partId} />
      {may('offers:write') && <PriceHistory partId={partId} />}
    </section>
  );
}

function Ledger({ partId }: { partId: string }) {
  const { t } = useTranslation();
  const { warehouseId, cursor } = useSearch({ from: '/console/stock/$partId' });
  const navigate = useNavigate({ from: '/console/stock/$partId' });
  const warehouses = useQuery(warehousesQuery);
  const page = useQuery({
    ...entriesQuery(partId, { warehouseId, cursor }),
    placeholderData: keepPreviousData,
  });
  const nameOf = (id: string) => warehouses.data?.find((each) => each.warehouseId === id)?.name ?? id;
  const choose = (value: string) =>
    void navigate({
      search: (now) => ({ ...now, warehouseId: value === '' ? undefined : value, cursor: undefined }),
      replace: true,
    });
  return (
    <section aria-labelledby="ledger">
      <h3 id="ledger">{t('history.ledger')}</h3>
      <label className="field history-warehouse">
        <span>{t('stock.warehouse')}</span>
        <select className="input" value={warehouseId ?? ''} onChange={({ target }) => choose(target.value)}>
          <option value="">{t('stock.any')}</option>
          {warehouses.data?.map((each) => (
            <option key={each.warehouseId} value={each.warehouseId}>
              {each.name ?? each.warehouseId}
            </option>
          ))}
        </select>
      </label>
      <PagedList
        page={page}
        items={page.data?.entries}
        empty={t('history.noEntries')}
        pager={<CursorPager cursor={cursor} next={page.data?.nextPageToken} />}
      >
        {(entries, isPast) => (
          <ScrollBox label={t('history.ledger')}>
            <table className="table table-small" aria-busy={isPast}>
              <thead>
                <tr>
                  <th scope="col">{t('history.at')}</th>
                  <th scope="col">{t('stock.warehouse')}</th>
                  <th scope="col" className="numeric">
                    {t('history.delta')}
                  </th>
                  <th scope="col" className="numeric">
                    {t('stock.onHand')}
                  </th>
                  <th scope="col">{t('history.why')}</th>
                  <th scope="col">{t('history.by')}</th>
                </tr>
              </thead>
              <tbody>
                {entries.map((entry) => (
                  <EntryRow key={entry.entryId} entry={entry} warehouse={nameOf(entry.warehouseId)} />
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </PagedList>
    </section>
  );
}

function EntryRow({ entry, warehouse }: { entry: Entry; warehouse: string }) {
  const { t, i18n } = useTranslation();
  const { at, delta, onHand, reason } = entry;
  const whole = new Intl.NumberFormat(i18n.language);
  const signed = new Intl.NumberFormat(i18n.language, { signDisplay: 'exceptZero' });
  return (
    <tr>
      <td>
        <time dateTime={at}>{dateTimeText(at, i18n.language)}</time>
      </td>
      <td>
        <bdi>{warehouse}</bdi>
      </td>
      <td className={`numeric ${delta < 0 ? 'history-less' : 'history-more'}`}>{signed.format(delta)}</td>
      <td className="numeric">{whole.format(onHand)}</td>
      <td>{t(`history.reason.${reason}` as 'history.reason.import', { defaultValue: reason })}</td>
      <td>
        <BookedBy jobId={entry.jobId} orderId={entry.orderId} actor={entry.actor} />
      </td>
    </tr>
  );
}
