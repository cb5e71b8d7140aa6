import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { LazyPart } from '../shown/lazy-part.tsx';
import { Loading } from '../shown/states.tsx';

const OrdersTable = lazy(async () => ({ default: (await import('./orders-table.tsx')).OrdersTable }));

export function OrdersPage() {
  const { t } = useTranslation();
  return (
    <main className="page" id="content">
      <h1>{t('orders.title')}</h1>
      <LazyPart fallback={<Loading lines={8} />}>
        <OrdersTable />
      </LazyPart>
    </main>
  );
}
