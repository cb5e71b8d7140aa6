import { dataOf } from '@qipei/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { grouped } from '../app/grouped.ts';
import { type CartLine, cart, removeFromCart, setCartQuantity } from '../saved/cart.ts';
import { cartReference, setCartReference } from '../saved/cart-reference.ts';
import {
  beginTry,
  type OrderAttempt,
  orderAttempt,
  placedAttempt,
  refusedAttempt,
} from '../saved/order-attempt.ts';
import { useSavedList } from '../saved/saved-list.ts';
import { Price } from '../shown/costs.tsx';
import { Icon } from '../shown/icon.tsx';
import { localName } from '../shown/local-name.ts';
import { Empty, Loading, ProblemNote } from '../shown/states.tsx';
import { useWarehouseName } from '../shown/warehouses.ts';
import { Quantity } from './quantity.tsx';
import { type Shortage, shortagesOf } from './shortages.ts';
import { priceAt, totals } from './totals.ts';
import { useAvailabilities } from './use-availabilities.ts';

export function CartPage() {
  const { t } = useTranslation();
  const inCart = useSavedList(cart);
  // Of what is under way nothing can be changed: it may have been placed as it is.
  const attempt = useSavedList(orderAttempt)[0];
  const lines = attempt?.lines ?? inCart;
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const warehouseName = useWarehouseName();
  const [typed = ''] = useSavedList(cartReference);
  const reference = attempt?.reference ?? typed;
  const partIds = [...new Set(lines.map(({ partId }) => partId))];
  const { availability, isPending, error, askAgain } = useAvailabilities(partIds);

  const placing = useMutation({
    mutationFn: (sent: OrderAttempt) =>
      dataOf(
        api.POST('/v1/orders', {
          params: { header: { 'Idempotency-Key': sent.key } },
          body: {
            lines: sent.lines.map(({ partId, quantity, warehouseId }) => ({
              ...{ partId, quantity },
              ...(warehouseId === null ? {} : { warehouseId }),
            })),
            ...(sent.reference === '' ? {} : { customerReference: sent.reference }),
          },
        }),
      ),
    onSuccess: (order, sent) => {
      placedAttempt(sent.key);
      setCartReference('');
      void queryClient.invalidateQueries({ queryKey: ['orders'] });
      void queryClient.invalidateQueries({ queryKey: ['availability'] });
      void navigate({ to: '/orders/$orderId', params: { orderId: order.orderId } });
    },
    onError: (error, sent) => {
      refusedAttempt(sent.key, error);
      void queryClient.invalidateQueries({ queryKey: ['availability'] });
    },
  });
  const shortages = shortagesOf(placing.error);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Kept ahead of the sending, so that neither another tab nor a page loaded again sends it under another key.
    if (!placing.isPending) placing.mutate(beginTry(lines, reference));
  };

  if (lines.length === 0)
    return (
      <main className="page" id="content">
        <h1>{t('cart.title')}</h1>
        {placing.isPending || placing.isSuccess ? (
          // What was in it has just been ordered, and the order’s view is on its way.
          <Loading lines={6} />
        ) : (
          <Empty title={t('cart.empty')}>
            <Link to="/" className="button">
              {t('missing.home')}
            </Link>
          </Empty>
        )}
      </main>
    );

  const warehouses = [
    ...grouped(
      lines.map((line, place) => ({ line, place })),
      ({ line }) => line.warehouseId,
    ),
  ];
  const sums = isPending ? [] : totals(lines, availability);
  return (
    <main className="page" id="content">
      <h1>{t('cart.title')}</h1>
      <form className="cart" onSubmit={submit}>
        <div className="cart-groups">
          {warehouses.map(([warehouseId, entries]) => (
            <section key={warehouseId ?? ''} className="card cart-group">
              <h2>
                {warehouseId === null
                  ? t('cart.anyWarehouse')
                  : t('cart.warehouse', { name: warehouseName(warehouseId) })}
              </h2>
              <ul className="cart-lines">
                {entries.map(({ line, place }) => (
                  <Line
                    key={`${line.partId} ${line.warehouseId}`}
                    line={line}
                    place={place}
                    price={priceAt(availability.get(line.partId), line.quantity)}
                    shortage={shortages.find((each) => each.line === place + 1)}
                    isPending={isPending}
                    isLocked={attempt !== undefined}
                  />
                ))}
              </ul>
            </section>
          ))}
        </div>
        <section className="card cart-end" aria-label={t('cart.end')}>
          <label className="field">
            <span>{t('cart.reference')}</span>
            <input
              className="input"
              maxLength={200}
              value={reference}
              disabled={attempt !== undefined}
              onChange={(event) => setCartReference(event.target.value)}
            />
          </label>
          {isPending && (
            <p className="cart-total">
              {t('cart.total')} <span aria-hidden>…</span>
            </p>
          )}
          {sums.map((sum) => (
            <p key={sum.currency} className="cart-total">
              {t('cart.total')} <Price price={sum} />
            </p>
          ))}
          {error !== null && <ProblemNote error={error} retry={askAgain} />}
          {placing.isError &&
            (shortages.length > 0 ? (
              <p className="problem" role="alert">
                {t('cart.short')}
              </p>
            ) : (
              <ProblemNote error={placing.error} />
            ))}
          {attempt !== undefined && !placing.isPending && (
            <div className="note" role="status">
              <p>{t('cart.unsure')}</p>
              <Link to="/orders">{t('nav.orders')}</Link>
            </div>
          )}
          <button type="submit" className="button button-primary" disabled={placing.isPending}>
            {t(placing.isPending ? 'cart.placing' : attempt === undefined ? 'cart.place' : 'cart.again')}
          </button>
        </section>
      </form>
    </main>
  );
}

function Line({
  line,
  place,
  price,
  shortage,
  isPending,
  isLocked,
}: {
  line: CartLine;
  place: number;
  price: { amount: number; currency: string } | null | undefined;
  shortage: Shortage | undefined;
  isPending: boolean;
  isLocked: boolean;
}) {
  const { t, i18n } = useTranslation();
  const part = `${line.brand} ${line.partNumber}`;
  return (
    <li className="cart-line">
      <Link to="/parts/$partId" params={{ partId: line.partId }} className="hit-name">
        <span className="hit-number">
          <span className="hit-brand">{line.brand}</span> <span className="number">{line.partNumber}</span>
        </span>
        <span className="hit-title">{localName(line.name, i18n.language)}</span>
      </Link>
      <Quantity
        value={line.quantity}
        onChange={(quantity) => setCartQuantity(place, quantity)}
        label={t('cart.quantityOf', { part })}
        disabled={isLocked}
      />
      <span className="numeric">
        {price === undefined ? (
          isPending ? (
            '…'
          ) : (
            '–'
          )
        ) : (
          <Price price={price === null ? null : { ...price, amount: price.amount * line.quantity }} />
        )}
      </span>
      <button
        type="button"
        className="button button-quiet"
        aria-label={t('cart.remove', { part })}
        disabled={isLocked}
        onClick={() => removeFromCart(place)}
      >
        <Icon name="close" />
      </button>
      {shortage !== undefined && (
        <p className="problem cart-short" role="alert">
          {t('cart.shortLine', { available: shortage.available, requested: shortage.requested })}
        </p>
      )}
    </li>
  );
}
