import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { AddToCart } from '../cart/add-to-cart.tsx';
import { OrderCell, OrderHead } from '../cart/order-cell.tsx';
import { Quantity } from '../cart/quantity.tsx';
import { Stock } from '../results/hit-parts.tsx';
import { useMay } from '../session/session.ts';
import { Price } from '../shown/costs.tsx';
import { Loading, ProblemNote } from '../shown/states.tsx';
import { useWarehouseName } from '../shown/warehouses.ts';
import { availabilityQuery } from './availability-query.ts';

/** Price by quantity, and what each warehouse has. */
export function Offer({ part }: { part: Answers['part'] }) {
  const { t } = useTranslation();
  const may = useMay();
  const [quantity, setQuantity] = useState(1);
  const availability = useQuery(availabilityQuery(part.partId));
  const now = availability.data;
  const warehouseName = useWarehouseName();
  return (
    <section className="card offer" aria-labelledby="offer-title">
      <h2 id="offer-title" className="visually-hidden">
        {t('part.offer')}
      </h2>
      {availability.isPending && <Loading lines={4} />}
      {availability.isError && (
        <ProblemNote error={availability.error} retry={() => availability.refetch()} />
      )}
      {now !== undefined && (
        <>
          <p className="offer-price">
            <Price price={now.bestPrice} />
          </p>
          {now.prices.length > 1 && (
            <ul className="plain-list">
              {now.prices.map(({ minQuantity, price }) => (
                <li key={minQuantity}>
                  {t('part.fromQuantity', { quantity: minQuantity })} <Price price={price} />
                </li>
              ))}
            </ul>
          )}
          <p>
            <Stock available={now.totalAvailable} />
          </p>
          {may('orders:write') && (
            <p className="offer-order">
              <Quantity value={quantity} onChange={setQuantity} label={t('cart.quantity')} />
              <AddToCart part={part} quantity={quantity} disabled={now.totalAvailable === 0} />
            </p>
          )}
          {now.stock.length > 0 && (
            <table className="table table-small">
              <caption>{t('part.warehouses')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('column.warehouse')}</th>
                  <th scope="col" className="numeric">
                    {t('column.available')}
                  </th>
                  <OrderHead />
                </tr>
              </thead>
              <tbody>
                {now.stock.map((stock) => (
                  <tr key={stock.warehouseId}>
                    <th scope="row">
                      <bdi>{warehouseName(stock.warehouseId)}</bdi>
                    </th>
                    <td className="numeric">{stock.available}</td>
                    <OrderCell
                      part={part}
                      quantity={quantity}
                      warehouse={{ warehouseId: stock.warehouseId, name: warehouseName(stock.warehouseId) }}
                      disabled={stock.available === 0}
                    />
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {may('inventory:write') && (
            <Link to="/console/stock/$partId" params={{ partId: part.partId }}>
              {t('part.ledger')}
            </Link>
          )}
        </>
      )}
    </section>
  );
}
