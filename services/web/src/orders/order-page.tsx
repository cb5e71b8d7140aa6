import { dataOf } from '@qipei/api-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { useViewName } from '../app/view-title.ts';
import { pageData } from '../page-data.ts';
import { addToCart } from '../saved/cart.ts';
import { useMay } from '../session/session.ts';
import { DateTime } from '../shown/date-time-shown.tsx';
import { localName } from '../shown/local-name.ts';
import { Loading, ProblemNote } from '../shown/states.tsx';
import { OrderFiles } from './order-files.tsx';
import { OrderLines } from './order-lines.tsx';
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
  const [asking, setAsking] = useState<boolean>();
  const focused = useRef<Element>(null);
  const next = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const cancelling = useMutation({
    mutationFn: () =>
      dataOf(api.POST('/v1/orders/{orderId}/cancel', { params: { path: { orderId: order.orderId } } })),
    onSuccess: (cancelled) => {
      queryClient.setQueryData(orderQuery(order.orderId).queryKey, cancelled);
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
  // The focus goes with the question, to the harmless answer, and back, where what had it isn't there any more.
  useEffect(() => {
    const { activeElement } = document;
    if (focused.current === null || focused.current.isConnected) return;
    focused.current = null;
    if (activeElement !== null && activeElement !== document.body) return;
    const to = open ? next : first;
    to.current?.focus({ preventScroll: true });
  });
  return (
    <>
      <p className="print-only">{localName(pageData.storefront?.name, i18n.language)}</p>
      <h1>{order.customerReference ?? t('orders.order')}</h1>
      <p className="muted">
        <code className="number">{order.orderId}</code> ·{' '}
        <span className="whole">
          <DateTime instant={order.createdAt} />
        </span>
      </p>
      <OrderTrack order={order} />
      <OrderLines order={order} />
      {cancelling.isError && <ProblemNote error={cancelling.error} />}
      <div className="order-end">
        {may('orders:write') && (
          <p
            className="order-actions"
            onFocus={({ target }) => {
              focused.current = target;
            }}
            onBlur={({ target }) => {
              // What is pressed loses it while its answer is waited for.
              if (!target.matches(':disabled')) focused.current = null;
            }}
          >
            <button type="button" className="button button-primary" ref={first} onClick={again}>
              {t('order.again')}
            </button>
            {open && !asking && (
              <button type="button" className="button" ref={next} onClick={() => setAsking(true)}>
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
                <button type="button" className="button" ref={next} onClick={() => setAsking(false)}>
                  {t('order.cancelNo')}
                </button>
              </span>
            )}
          </p>
        )}
        <OrderFiles orderId={order.orderId} />
      </div>
    </>
  );
}
