import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { onServer } from '../app/on-server.ts';
import { Price } from '../shown/costs.tsx';
import { DateTime } from '../shown/date-time-shown.tsx';
import { LazyPart } from '../shown/lazy-part.tsx';
import { Empty, Loading, ProblemNote } from '../shown/states.tsx';
import { useWide } from '../shown/use-media.ts';
import { ordersQuery } from './order-query.ts';

// On a desk alone: a phone doesn't load a table that it hasn't room for.
const OfficeOrdersTable = lazy(async () => ({
  default: (await import('./office-orders-table.tsx')).OfficeOrdersTable,
}));

export function OrdersTable() {
  const { t } = useTranslation();
  const wide = useWide();
  const orders = useInfiniteQuery(ordersQuery);
  if (orders.isPending) return <Loading lines={8} />;
  if (orders.isError) return <ProblemNote error={orders.error} retry={() => orders.refetch()} />;
  const rows = orders.data.pages.flatMap((page) => page.orders);
  if (rows.length === 0) return <Empty title={t('orders.none')} />;
  const more = orders.hasNextPage && (
    <button
      type="button"
      className="button"
      disabled={orders.isFetchingNextPage}
      onClick={() => orders.fetchNextPage()}
    >
      {t('orders.more')}
    </button>
  );
  const when = (order: Answers['order']) => <DateTime instant={order.createdAt} />;
  const link = (order: Answers['order']) => (
    <Link to="/orders/$orderId" params={{ orderId: order.orderId }}>
      {order.customerReference ?? order.orderId}
    </Link>
  );
  const what = (order: Answers['order']) =>
    t('orders.lines', { lines: order.lines.length, first: order.lines[0]?.partNumber ?? '' });
  const sum = (order: Answers['order']) =>
    order.totals.map((total) => <Price key={total.currency} price={total} />);
  const state = (order: Answers['order']) => (
    <span className={`state state-${order.state}`}>{t(`order.${order.state}`)}</span>
  );

  if (!wide)
    return (
      <>
        <ul className="cards">
          {rows.map((order) => (
            <li key={order.orderId} className="card">
              <strong>{link(order)}</strong>
              <span className="muted">{when(order)}</span>
              <span>{what(order)}</span>
              <div className="card-foot">
                {sum(order)}
                {state(order)}
              </div>
            </li>
          ))}
        </ul>
        {more}
      </>
    );
  // The office's table is none of what the server writes.
  if (onServer) return <Loading lines={8} />;
  return (
    <>
      <LazyPart fallback={<Loading lines={8} />}>
        <OfficeOrdersTable rows={rows} cells={{ link, when, what, state, sum }} />
      </LazyPart>
      {more}
    </>
  );
}
