import { dataOf } from '@qipei/api-client';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { AddToCart } from '../cart/add-to-cart.tsx';
import { availabilityQuery } from '../part/availability-query.ts';
import { usePartType } from '../part/part-query.ts';
import { positionText } from '../results/fit-line.tsx';
import { Stock } from '../results/hit-parts.tsx';
import { compared, toggleCompared } from '../saved/compared.ts';
import { useMay } from '../session/session.ts';
import { Price } from '../shown/costs.tsx';
import { Icon } from '../shown/icon.tsx';
import { localName } from '../shown/local-name.ts';
import { type CompareRow, compareRows } from './compare-rows.ts';
import './compare.css';

interface Shown {
  key: string;
  title: ReactNode;
  differs: boolean;
  cells: ReactNode[];
}

const MAX_NUMBERS = 12;

/** A column a part. The first column stays while one swipes through the others. */
export function CompareTable({
  parts,
  onlyDifferences,
  vehicleId,
  vin,
  linkWithout,
}: {
  parts: readonly Answers['part'][];
  onlyDifferences: boolean;
  vehicleId: string | undefined;
  vin: string | undefined;
  /** The ids of the link to the others. */
  linkWithout: (partId: string) => string;
}) {
  const { t, i18n } = useTranslation();
  const search = useSearch({ from: '/compare' });
  const may = useMay();
  const offered = useOfferRows(parts);
  const fits = useFitRow(parts, { vehicleId, vin });
  const titleOf = (row: CompareRow) =>
    row.kind === 'attribute'
      ? localName(row.label, i18n.language) || row.name
      : t(row.kind === 'numbers' ? `numbers.${row.name}` : `compare.${row.name}`);
  const all: Shown[] = [
    ...fits,
    ...offered,
    ...compareRows(parts).map((row) => ({
      key: row.key,
      title: titleOf(row),
      differs: row.differs,
      cells: row.cells.map((cell) => <Cell key="cell" row={row} cell={cell} />),
    })),
  ];
  const different = all.filter(({ differs }) => differs);
  const rows = onlyDifferences ? different : all;
  const vehicle = {
    ...(vehicleId === undefined ? {} : { vehicleId }),
    ...(vin === undefined ? {} : { vin }),
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled has to be reached by keyboard
    <section className="compare-scroll" tabIndex={0} aria-label={t('compare.table')}>
      <table className="table compare-table">
        <thead>
          <tr>
            <th scope="col" className="compare-first">
              {t('compare.what')}
              {different.length > 0 && (
                <span className="compare-legend">{t('compare.differ', { n: different.length })}</span>
              )}
            </th>
            {parts.map((part) => (
              <th key={part.partId} scope="col" className="compare-part">
                <Link
                  to="/parts/$partId"
                  params={{ partId: part.partId }}
                  search={vehicle}
                  className="hit-name"
                >
                  <span className="hit-number">
                    <span className="hit-brand">{part.brand}</span>{' '}
                    <span className="number">{part.partNumber}</span>
                  </span>
                  <span className="hit-title">
                    {localName(part.name, i18n.language) || t('part.unnamed')}
                  </span>
                </Link>
                <span className="compare-actions">
                  {may('orders:write') && <AddOffered part={part} />}
                  <Link
                    to="/compare"
                    search={{ ...search, ids: linkWithout(part.partId) } as never}
                    replace
                    className="button button-quiet"
                    aria-label={t('cart.remove', { part: `${part.brand} ${part.partNumber}` })}
                    onClick={() => {
                      if (compared.read().some(({ partId }) => partId === part.partId)) toggleCompared(part);
                    }}
                  >
                    <Icon name="close" />
                  </Link>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className={row.differs ? 'compare-differs' : undefined}>
              <th scope="row" className="compare-first">
                {row.title}
                {row.differs && <span className="visually-hidden"> {t('compare.differs')}</span>}
              </th>
              {row.cells.map((cell, at) => (
                <td key={parts[at]?.partId}>{cell ?? <Nothing />}</td>
              ))}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={parts.length + 1}>{t('compare.allSame')}</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

function Nothing() {
  const { t } = useTranslation();
  return (
    <span className="muted">
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{t('compare.nothing')}</span>
    </span>
  );
}

function Cell({ row, cell }: { row: CompareRow; cell: CompareRow['cells'][number] }) {
  const { t } = useTranslation();
  if (cell === undefined) return <Nothing />;
  if (typeof cell !== 'string')
    return (
      <ul className="compare-numbers">
        {cell.slice(0, MAX_NUMBERS).map(({ text, isShared }) => (
          <li key={text} className={isShared ? 'number compare-shared' : 'number'}>
            {text}
            {isShared && <span className="visually-hidden"> {t('compare.shared')}</span>}
          </li>
        ))}
        {cell.length > MAX_NUMBERS && (
          <li className="muted">{t('exchange.more', { more: cell.length - MAX_NUMBERS })}</li>
        )}
      </ul>
    );
  if (row.kind === 'own' && row.name === 'type') return <TypeName partTypeId={cell} />;
  if (row.kind === 'own' && row.name === 'lifecycle') return t(`lifecycle.${cell}` as 'lifecycle.current');
  if (row.kind === 'own' && row.name === 'positions')
    return cell
      .split('\n')
      .map((each) => positionText(t, each))
      .join(', ');
  return cell;
}

function TypeName({ partTypeId }: { partTypeId: string }) {
  const { i18n } = useTranslation();
  return localName(usePartType(partTypeId)?.name, i18n.language) || partTypeId;
}

/** As in the results: what is nowhere in stock isn't offered. */
function AddOffered({ part }: { part: Answers['part'] }) {
  const isShown = useMay()('inventory:read');
  const { data } = useQuery({ ...availabilityQuery(part.partId), enabled: isShown });
  return <AddToCart part={part} disabled={data?.totalAvailable === 0} />;
}

/** Price and stock now, for who may see them. */
function useOfferRows(parts: readonly Answers['part'][]): Shown[] {
  const { t } = useTranslation();
  const isShown = useMay()('inventory:read');
  const answers = useQueries({
    queries: parts.map(({ partId }) => ({ ...availabilityQuery(partId), enabled: isShown })),
  });
  if (!isShown) return [];
  const known = answers.map(({ data }) => data);
  const waiting = answers.map(({ isError }) => (isError ? t('stock.unknown') : '…'));
  return [
    {
      key: 'price',
      title: t('column.price'),
      differs: differ(known.map((each) => JSON.stringify(each?.bestPrice))),
      cells: known.map((each, at) =>
        each === undefined ? waiting[at] : <Price key="price" price={each.bestPrice} />,
      ),
    },
    {
      key: 'stock',
      title: t('column.stock'),
      differs: differ(known.map((each) => each?.totalAvailable)),
      cells: known.map((each, at) =>
        each === undefined ? waiting[at] : <Stock key="stock" available={each.totalAvailable} />,
      ),
    },
  ];
}

function useFitRow(
  parts: readonly Answers['part'][],
  vehicle: { vehicleId: string | undefined; vin: string | undefined },
): Shown[] {
  const { t } = useTranslation();
  const isAsked = vehicle.vehicleId !== undefined || vehicle.vin !== undefined;
  const pairs = parts.map(({ partId }) => ({
    partId,
    ...(vehicle.vehicleId === undefined ? {} : { vehicleId: vehicle.vehicleId }),
    ...(vehicle.vin === undefined ? {} : { vin: vehicle.vin }),
  }));
  const checked = useQuery({
    queryKey: ['fit', pairs],
    enabled: isAsked && parts.length > 0,
    queryFn: ({ signal }) => dataOf(api.POST('/v1/fitments/check', { body: { pairs }, signal })),
  });
  if (!isAsked) return [];
  const answers = checked.data?.answers ?? [];
  return [
    {
      key: 'fit',
      title: t('column.fit'),
      differs: differ(answers.map(({ verdict }) => verdict)),
      cells: parts.map(({ partId }, at) => {
        const answer = answers[at];
        if (answer === undefined) return checked.isError ? t('results.fitUnknown') : '…';
        if (answer.verdict === null)
          return (
            <span key={partId} className="muted" lang="en">
              {answer.error?.message}
            </span>
          );
        return (
          <div key={partId} className={`fit fit-${answer.verdict}`}>
            <strong>{t(`fit.${answer.verdict}`)}</strong>
          </div>
        );
      }),
    },
  ];
}

function differ(values: readonly unknown[]): boolean {
  return values.some((value) => value !== values[0]);
}
