import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { useMay } from '../../session/session.ts';
import { Price } from '../../shown/costs.tsx';
import { localName } from '../../shown/local-name.ts';
import { LevelForm } from './level-form.tsx';
import { PriceForm } from './price-form.tsx';

type Level = Answers['stockOfPart']['stock'][number];

/** A part with its prices and, by warehouse, what is there, held for orders and free. */
export function StockOfPart({
  stock,
  warehouses,
  warehouseId,
}: {
  stock: Answers['stockOfPart'];
  warehouses: readonly Answers['warehouse'][];
  /** Only what this one has. */
  warehouseId: string | undefined;
}) {
  const { t, i18n } = useTranslation();
  const { partId, part } = stock;
  const [added, setAdded] = useState<string>();
  const shown = stock.stock.filter((each) => warehouseId === undefined || each.warehouseId === warehouseId);
  const others = warehouses.filter(
    (each) => !stock.stock.some((level) => level.warehouseId === each.warehouseId),
  );
  const nameOf = (id: string) => warehouses.find((each) => each.warehouseId === id)?.name ?? id;
  const title = part === null ? partId : `${part.brand} ${part.partNumber}`;
  return (
    <li className="card stock-part">
      <div className="stock-what">
        {part === null ? (
          <p className="number">{t('stock.unseen', { part: partId })}</p>
        ) : (
          <Link to="/parts/$partId" params={{ partId }} className="hit-name">
            <span className="hit-number">
              <span className="hit-brand">{part.brand}</span>{' '}
              <span className="number">{part.partNumber}</span>
            </span>
            <span className="hit-title">{localName(part.name, i18n.language)}</span>
          </Link>
        )}
        <Prices stock={stock} title={title} />
        <Link to="/console/stock/$partId" params={{ partId }} aria-label={t('history.of', { part: title })}>
          {t('history.title')}
        </Link>
      </div>
      <div className="stock-where">
        {shown.length === 0 && <p className="muted">{t('stock.nowhere')}</p>}
        {shown.length > 0 && (
          <table className="table table-small">
            <caption className="visually-hidden">{t('stock.of', { part: title })}</caption>
            <thead>
              <tr>
                <th scope="col">{t('stock.warehouse')}</th>
                <th scope="col" className="numeric">
                  {t('stock.onHand')}
                </th>
                <th scope="col" className="numeric">
                  {t('stock.reserved')}
                </th>
                <th scope="col" className="numeric">
                  {t('stock.free')}
                </th>
                <th scope="col">
                  <span className="visually-hidden">{t('stock.change')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((level) => (
                <LevelRow
                  key={level.warehouseId}
                  partId={partId}
                  title={title}
                  name={nameOf(level.warehouseId)}
                  level={level}
                />
              ))}
            </tbody>
          </table>
        )}
        {part !== null && others.length > 0 && warehouseId === undefined && added === undefined && (
          <select
            className="input stock-add"
            aria-label={t('stock.addTo', { part: title })}
            value=""
            onChange={({ target }) => setAdded(target.value)}
          >
            <option value="">{t('stock.add')}</option>
            {others.map(({ warehouseId: id, name }) => (
              <option key={id} value={id}>
                {name ?? id}
              </option>
            ))}
          </select>
        )}
        {added !== undefined && (
          <LevelForm
            partId={partId}
            warehouse={{ warehouseId: added, name: nameOf(added) }}
            onHand={0}
            onClose={() => setAdded(undefined)}
          />
        )}
      </div>
    </li>
  );
}

function LevelRow({
  partId,
  title,
  name,
  level,
}: {
  partId: string;
  title: string;
  name: string;
  level: Level;
}) {
  const { t, i18n } = useTranslation();
  const { isOpen, open, close, opener } = useOpened();
  const whole = (count: number) => new Intl.NumberFormat(i18n.language).format(count);
  const { warehouseId, onHand, reserved, available } = level;
  return (
    <>
      <tr>
        <th scope="row">
          <bdi>{name}</bdi>
        </th>
        <td className="numeric">{whole(onHand)}</td>
        <td className="numeric">{whole(reserved)}</td>
        <td className={`numeric stock-${available === 0 ? 'none' : 'many'}`}>{whole(available)}</td>
        <td>
          <button
            type="button"
            className="button button-quiet"
            aria-expanded={isOpen}
            aria-label={t('stock.adjustOf', { part: title, warehouse: name })}
            ref={opener}
            onClick={isOpen ? close : open}
          >
            {t('stock.adjust')}
          </button>
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={5}>
            <LevelForm partId={partId} warehouse={{ warehouseId, name }} onHand={onHand} onClose={close} />
          </td>
        </tr>
      )}
    </>
  );
}

function Prices({ stock, title }: { stock: Answers['stockOfPart']; title: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const { isOpen, open, close, opener } = useOpened();
  return (
    <>
      <div className="stock-prices">
        {stock.prices.length === 0 && <Price price={null} />}
        {stock.prices.length > 0 && (
          <ul>
            {stock.prices.map(({ minQuantity, price }) => (
              <li key={minQuantity}>
                {minQuantity > 1 && (
                  <span className="muted">{t('stock.from', { quantity: minQuantity })} </span>
                )}
                <Price price={price} />
              </li>
            ))}
          </ul>
        )}
        {may('offers:write') && stock.part !== null && (
          <button
            type="button"
            className="button button-quiet"
            aria-expanded={isOpen}
            aria-label={t('stock.pricesOf', { part: title })}
            ref={opener}
            onClick={isOpen ? close : open}
          >
            {t('stock.prices')}
          </button>
        )}
      </div>
      {isOpen && <PriceForm stock={stock} onClose={close} />}
    </>
  );
}

/** Of what is opened by a button, to which the focus goes back. */
function useOpened() {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return { isOpen, open: () => setOpen(true), close: () => setOpen(false), opener };
}
