import { Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { AntdProvider } from '../look/antd-provider.tsx';

type Order = Answers['order'];
type Cell = (order: Order) => ReactNode;

export function OfficeOrdersTable({
  rows,
  cells,
}: {
  rows: Order[];
  cells: Record<'link' | 'when' | 'what' | 'state' | 'sum', Cell>;
}) {
  const { t } = useTranslation();
  return (
    <AntdProvider>
      <Table<Order>
        rowKey="orderId"
        dataSource={rows}
        pagination={false}
        columns={[
          { key: 'order', title: t('orders.order'), render: (_, order) => cells.link(order) },
          { key: 'when', title: t('orders.when'), render: (_, order) => cells.when(order) },
          { key: 'what', title: t('orders.what'), render: (_, order) => cells.what(order) },
          { key: 'state', title: t('orders.state'), render: (_, order) => cells.state(order) },
          { key: 'sum', title: t('orders.sum'), align: 'right', render: (_, order) => cells.sum(order) },
        ]}
      />
    </AntdProvider>
  );
}
