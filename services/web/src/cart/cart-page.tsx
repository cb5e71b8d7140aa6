import { ApiProblem, dataOf } from '@qipei/api-client';
import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { availabilityQuery } from '../part/offer.tsx';
import { type CartLine, cart, orderKey, removeFromCart, setCartQuantity } from '../saved/cart.ts';
import { useSavedList } from '../saved/saved-list.ts';
import { Price } from '../shown/costs.tsx';
import { Icon } from '../shown/icon.tsx';
import { localName } from '../shown/local-name.ts';
import { Empty, ProblemNote } from '../shown/states.tsx';
import { Quantity } from './quantity.tsx';
import { type Shortage, shortagesOf } from './shortages.ts';
import { priceAt, totals } from './totals.ts';

export function CartPage() {
  const { t } = useTranslation();
  const lines = useSavedList(cart);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [reference, setReference] = useState('');
  const key = useRef(orderKey());
  const partIds = [...new Set(lines.map(({ partId }) => partId))];
  const availabilities = useQueries({ queries: partIds.map((partId) => availabilityQuery(partId)) });
  const availability = new Map(partIds.map((partId, index) => [partId, availabilities[index]?.data]));

  const contents = JSON.stringify([lines, reference]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order wants another key
  useEffect(() => {
    key.current = orderKey();
  }, [contents]);

  const placing = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST('/v1/orders', {
          params: { header: { 'Idempotency-Key': key.current } },
          body: {
            lines: lines.map(({ partId, quantity, warehouseId }) => ({
              ...{ partId, quantity },
              ...(warehouseId === null ? {} : { warehouseId }),
            })),
            ...(reference.trim() === '' ? {} : { customerReference: reference.trim() }),
          },
        }),
      ),
    onSuccess: (order) => {
      cart.write([]);
      void queryClient.invalidateQueries({ queryKey: ['orders'] });
      void queryClient.invalidateQueries({ queryKey: ['availability'] });
      void navigate({ to: '/orders/$orderId', params: { orderId: order.orderId } });
    },
    onError: (error) => {
      // An order refused for its stock stays refused under its key.
      if (error instanceof ApiProblem && error.status === 409) key.current = orderKey();
      void queryClient.invalidateQueries({ queryKey: ['availability'] });
    },
  });
  const shortages = shortagesOf(placing.error);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!placing.isPending) placing.mutate();
  };

  if (lines.length === 0)
    return (
      <main className="page" id="content">
        <h1>{t('cart.title')}</h1>
        <Empty title={t('cart.empty')}>
          <Link to="/" className="button">
            {t('missing.home')}
          </Link>
        </Empty>
      </main>
    );

  const warehouses = [
    ...Map.groupBy(
      lines.map((line, place) => ({ line, place })),
      ({ line }) => line.warehouseId,
    ),
  ];
  const sums = totals(lines, availability);
  return (
    <main className="page" id="content">
      <h1>{t('cart.title')}</h1>
      <form onSubmit={submit}>
        {warehouses.map(([warehouseId, entries]) => (
          <section key={warehouseId ?? ''} className="card cart-group">
            <h2>
              {warehouseId === null ? t('cart.anyWarehouse') : t('cart.warehouse', { id: warehouseId })}
            </h2>
            <ul className="cart-lines">
              {entries.map(({ line, place }) => (
                <Line
                  key={`${line.partId} ${line.warehouseId}`}
                  line={line}
                  place={place}
                  price={priceAt(availability.get(line.partId), line.quantity)}
                  shortage={shortages.find((each) => each.line === place + 1)}
                />
              ))}
            </ul>
          </section>
        ))}
        <section className="card cart-end" aria-label={t('cart.end')}>
          <label className="field">
            <span>{t('cart.reference')}</span>
            <input
              className="input"
              maxLength={200}
              value={reference}
              onChange={(event) => setReference(event.target.value)}
            />
          </label>
          {sums.map((sum) => (
            <p key={sum.currency} className="cart-total">
              {t('cart.total')} <Price price={sum} />
            </p>
          ))}
          {placing.isError &&
            (shortages.length > 0 ? (
              <p className="problem" role="alert">
                {t('cart.short')}
              </p>
            ) : (
              <ProblemNote error={placing.error} />
            ))}
          <button type="submit" className="button button-primary" disabled={placing.isPending}>
            {t(placing.isPending ? 'cart.placing' : 'cart.place')}
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
}: {
  line: CartLine;
  place: number;
  price: { amount: number; currency: string } | null | undefined;
  shortage: Shortage | undefined;
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
      />
      <span className="numeric">
        {price === undefined ? (
          '…'
        ) : (
          <Price price={price === null ? null : { ...price, amount: price.amount * line.quantity }} />
        )}
      </span>
      <button
        type="button"
        className="button button-quiet"
        aria-label={t('cart.remove', { part })}
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
