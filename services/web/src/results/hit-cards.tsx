import type { Answers } from '../api/answers.ts';
import { AddToCart } from '../cart/add-to-cart.tsx';
import { CompareToggle } from '../compare/compare-toggle.tsx';
import { useMay } from '../session/session.ts';
import { Price } from '../shown/costs.tsx';
import { FitLine } from './fit-line.tsx';
import { HitName, HitReasons, Stock } from './hit-parts.tsx';

/** On a phone: a card a part. */
export function HitCards({ answer, vin }: { answer: Answers['search']; vin: string | undefined }) {
  const may = useMay();
  return (
    <ul className="cards">
      {answer.hits.map((hit) => (
        <li key={hit.partId} className={hit.fit?.verdict === 'does-not-fit' ? 'card ruled-out' : 'card'}>
          <HitName hit={hit} answer={answer} vin={vin} />
          {hit.fit !== null && <FitLine fit={hit.fit} />}
          <HitReasons hit={hit} />
          <CompareToggle part={hit} />
          {may('inventory:read') && (
            <div className="card-foot">
              <Price price={hit.bestPrice} />
              <Stock available={hit.totalAvailable} />
              {may('orders:write') && <AddToCart part={hit} disabled={hit.totalAvailable === 0} />}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
