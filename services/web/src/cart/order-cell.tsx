import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/session.ts';
import { AddToCart } from './add-to-cart.tsx';

/** The last column of a table of parts or warehouses: there for who may order. */
export function OrderHead(): ReactNode {
  const { t } = useTranslation();
  if (!useMay()('orders:write')) return null;
  return (
    <th scope="col">
      <span className="visually-hidden">{t('column.order')}</span>
    </th>
  );
}

export function OrderCell(props: Parameters<typeof AddToCart>[0]): ReactNode {
  if (!useMay()('orders:write')) return null;
  return (
    <td>
      <AddToCart {...props} />
    </td>
  );
}
