import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { Price } from '../shown/costs.tsx';
import { localName } from '../shown/local-name.ts';
import { useWide } from '../shown/use-media.ts';
import { useWarehouseName } from '../shown/warehouses.ts';

type Line = Answers['order']['lines'][number];

/** What was ordered, from where and for how much: a table on a desk, an entry a line on a phone. */
export function OrderLines({ order }: { order: Answers['order'] }) {
  const { t } = useTranslation();
  const wide = useWide();
  const warehouseName = useWarehouseName();
  if (!wide)
    return (
      <div className="card order-lines">
        <ul>
          {order.lines.map((line) => (
            <li key={line.line} className="order-line">
              <Part line={line} />
              <span className="muted">
                {line.quantity} × <Price price={line.unitPrice} />
              </span>
              <span className="muted">{warehousesOf(line, warehouseName)}</span>
              <Price price={line.amount} />
            </li>
          ))}
        </ul>
        {order.totals.map((total) => (
          <p key={total.currency} className="order-total">
            {t('cart.total')} <Price price={total} />
          </p>
        ))}
      </div>
    );
  return (
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
              <Part line={line} />
            </th>
            <td className="numeric">{line.quantity}</td>
            <td>{warehousesOf(line, warehouseName)}</td>
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
  );
}

function Part({ line }: { line: Line }) {
  const { i18n } = useTranslation();
  return (
    <Link to="/parts/$partId" params={{ partId: line.partId }} className="hit-name">
      <span className="hit-number">
        <span className="hit-brand">{line.brand}</span> <span className="number">{line.partNumber}</span>
      </span>
      <span className="hit-title">{localName(line.name, i18n.language)}</span>
    </Link>
  );
}

function warehousesOf(line: Line, nameOf: (warehouseId: string) => string): string {
  const allocated = line.allocations.map((each) => `${nameOf(each.warehouseId)} × ${each.quantity}`);
  return allocated.join(', ') || (line.warehouseId === null ? '–' : nameOf(line.warehouseId));
}
