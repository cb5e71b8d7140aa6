import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { OrderCell, OrderHead } from '../cart/order-cell.tsx';
import { CompareToggle } from '../compare/compare-toggle.tsx';
import { useMay } from '../session/session.ts';
import { Price } from '../shown/costs.tsx';
import { FitLine } from './fit-line.tsx';
import { HitName, HitReasons, Stock } from './hit-parts.tsx';

/** On a desk: a row a part. */
export function HitTable({ answer, vin }: { answer: Answers['search']; vin: string | undefined }) {
  const { t } = useTranslation();
  const may = useMay();
  const priced = may('inventory:read');
  const fits = answer.hits.some(({ fit }) => fit !== null);
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('column.part')}</th>
          <th scope="col">{t(fits ? 'column.fit' : 'column.reason')}</th>
          {priced && <th scope="col">{t('column.stock')}</th>}
          {priced && (
            <th scope="col" className="numeric">
              {t('column.price')}
            </th>
          )}
          <OrderHead />
        </tr>
      </thead>
      <tbody>
        {answer.hits.map((hit) => (
          <tr key={hit.partId} className={hit.fit?.verdict === 'does-not-fit' ? 'ruled-out' : undefined}>
            <th scope="row">
              <HitName hit={hit} answer={answer} vin={vin} />
              <CompareToggle part={hit} />
            </th>
            <td>
              {hit.fit !== null && <FitLine fit={hit.fit} />}
              <HitReasons hit={hit} />
            </td>
            {priced && (
              <td>
                <Stock available={hit.totalAvailable} />
              </td>
            )}
            {priced && (
              <td className="numeric">
                <Price price={hit.bestPrice} />
              </td>
            )}
            <OrderCell part={hit} disabled={hit.totalAvailable === 0} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
