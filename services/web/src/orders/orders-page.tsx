import { useTranslation } from 'react-i18next';
import { OrdersTable } from './orders-table.tsx';

export function OrdersPage() {
  const { t } = useTranslation();
  return (
    <main className="page" id="content">
      <h1>{t('orders.title')}</h1>
      <OrdersTable />
    </main>
  );
}
