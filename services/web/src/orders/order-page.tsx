import { dataOf } from '@qipei/api-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { useViewName } from '../app/view-title.ts';
import { pageData } from '../page-data.ts';
import { addToCart } from '../saved/cart.ts';
import { useMay } from '../session/session.ts';
import { Price } from '../shown/costs.tsx';
import { dateTimeText } from '../shown/date-time.ts';
import { localName } from '../shown/local-name.ts';
import { Loading, ProblemNote } from '../shown/states.tsx';
import { OrderFiles } from './order-files.tsx';
import { orderQuery } from './order-query.ts';
import { OrderTrack } from './order-track.tsx';
import './order-sheet.css';

export function OrderPage() {
  const { orderId } = useParams({ from: '/orders/$orderId' });
  const order = useQuery(orderQuery(orderId));
  return (
    <main className="page" id="content">
      {order.isPending && <Loading lines={8} />}
      {order.isError && <ProblemNote error={order.error} retry={() => order.refetch()} />}
      {order.data !== undefined && <Order order={order.data} />}
    </main>
  );
}

function Order({ order }: { order: Answers['order'] }) {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const cancelling = useMutation({
    mutationFn: () =>
      dataOf(api.POST('/v1/orders/{orderId}/cancel', { params: { path: { orderId: order.orderId } } })),
    onSuccess: (next) => {
      setAsking(false);
      queryClient.setQueryData(orderQuery(order.orderId).queryKey, next);
      void queryClient.invalidateQueries({ queryKey: ['orders', 'list'] });
      void queryClient.invalidateQueries({ queryKey: ['availability'] });
    },
  });
  const again = () => {
    addToCart(
      order.lines.map(({ partId, brand, partNumber, name, quantity, warehouseId }) => ({
        ...{ partId, brand, partNumber, quantity, warehouseId },
        name: { zh: name.zh, en: name.en },
      })),
    );
    void navigate({ to: '/cart' });
  };
  useViewName(order.customerReference ?? t('orders.order'));
  const open = order.state === 'placed' || order.state === 'confirmed';
  return (
    <>
      <p className="print-only">{localName(pageData.storefront?.name, i18n.language)}</p>
      <h1>{order.customerReference ?? t('orders.order')}</h1>
      <p className="muted">
        <code className="number">{order.orderId}</code> · {dateTimeText(order.createdAt, i18n.language)}
      </p>
      <OrderTrack order={order} />
      <table className="table order-lines">
        <thead>
          <tr>
            <th scope="col">{t('column.part')}</th>
            <th scope="col" className="numeric">
              {t('column.quantity')}
            </th>
            <th scope="col">{t('column.warehouse')}</th>
            <th scope="col" className="numeric">
              {t('column.unitPrice')}
            </th>
            <th scope="col" className="numeric">
              {t('column.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.line}>
              <th scope="row">
                <Link to="/parts/$partId" params={{ partId: line.partId }} className="hit-name">
                  <span className="hit-number">
                    <span className="hit-brand">{line.brand}</span>{' '}
                    <span className="number">{line.partNumber}</span>
                  </span>
                  <span className="hit-title">{localName(line.name, i18n.language)}</span>
                </Link>
              </th>
              <td className="numeric">{line.quantity}</td>
              <td>
                {line.allocations.map((each) => `${each.warehouseId} × ${each.quantity}`).join(', ') ||
                  (line.warehouseId ?? '–')}
              </td>
              <td className="numeric">
                <Price price={line.unitPrice} />
              </td>
              <td className="numeric">
                <Price price={line.amount} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {order.totals.map((total) => (
            <tr key={total.currency}>
              <th scope="row" colSpan={4}>
                {t('cart.total')}
              </th>
              <td className="numeric">
                <Price price={total} />
              </td>
            </tr>
          ))}
        </tfoot>
      </table>
      <OrderFiles orderId={order.orderId} />
      {cancelling.isError && <ProblemNote error={cancelling.error} />}
      {may('orders:write') && (
        <p className="order-actions">
          <button type="button" className="button button-primary" onClick={again}>
            {t('order.again')}
          </button>
          {open && !asking && (
            <button type="button" className="button" onClick={() => setAsking(true)}>
              {t('order.cancel')}
            </button>
          )}
          {open && asking && (
            <span className="confirm">
              {t('order.cancelSure')}
              <button
                type="button"
                className="button button-danger"
                disabled={cancelling.isPending}
                onClick={() => cancelling.mutate()}
              >
                {t('order.cancelYes')}
              </button>
              <button type="button" className="button" onClick={() => setAsking(false)}>
                {t('order.cancelNo')}
              </button>
            </span>
          )}
        </p>
      )}
    </>
  );
}
