import { dataOf } from '@qipei/api-client';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { lazy, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { dateTimeText } from '../../shown/date-time.ts';
import { LazyPart } from '../../shown/lazy-part.tsx';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { curveOf, FIGURES, type Figure, type Health, thinned, UNITS, valueNow } from './figures.ts';
import { HealthTables } from './health-tables.tsx';
import '../ops.css';

const FigureChart = lazy(async () => ({
  default: (await import('./office-figure-chart.tsx')).FigureChart,
}));

const LIVE_MS = 10_000;
const ROWS = 12;

export function HealthPage() {
  const { t, i18n } = useTranslation();
  const { figure = 'indexLag' } = useSearch({ from: '/console/health' });
  const health = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => dataOf(api.GET('/v1/health', { signal })),
    staleTime: 0,
    refetchInterval: (query) => (query.state.status === 'success' ? LIVE_MS : false),
  });
  return (
    <>
      <h2>{t('health.title')}</h2>
      <p className="muted">{t('health.hint')}</p>
      {health.isPending && <Loading lines={8} />}
      {health.isError && <ProblemNote error={health.error} retry={() => health.refetch()} />}
      {health.data !== undefined && (
        <>
          {!health.data.measuresServices && <p className="note">{t('health.elsewhere')}</p>}
          <Services health={health.data} />
          <Figures health={health.data} chosen={figure} />
          <OverTime health={health.data} figure={figure} />
          <HealthTables health={health.data} />
          <p className="muted">
            {t('health.since', {
              since: dateTimeText(health.data.since, i18n.language),
              at: dateTimeText(health.data.at, i18n.language),
            })}
          </p>
        </>
      )}
    </>
  );
}

const TONE = { serving: 'ops-good', 'not-serving': 'ops-bad', unreachable: 'ops-bad' } as const;

function Services({ health: { services } }: { health: Health }) {
  const { t } = useTranslation();
  const missing = services.filter(({ state }) => state !== 'serving').length;
  return (
    <section aria-labelledby="services">
      <h3 id="services">{missing === 0 ? t('health.allReady') : t('health.notReady', { count: missing })}</h3>
      <ul className="service-states">
        {services.map(({ name, state }) => (
          <li key={name} className="chip">
            {t(`service.${name}` as 'service.catalog', { defaultValue: name })}
            <strong className={TONE[state]}>{t(`serviceState.${state}`)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A number each with what it means; its link shows how it went. */
function Figures({ health, chosen }: { health: Health; chosen: Figure }) {
  const { t } = useTranslation();
  const shown = useFigureText();
  return (
    <ul className="figures">
      {FIGURES.map((figure) => (
        <li key={figure}>
          <Link
            to="/console/health"
            search={{ figure }}
            resetScroll={false}
            activeOptions={{ exact: true }}
            className="card figure"
            aria-current={figure === chosen ? 'true' : undefined}
          >
            <span className="figure-name">{t(`figure.${figure}`)}</span>
            <span className="figure-value">{shown(figure, valueNow(health, figure))}</span>
            <span className="figure-meaning">{t(`figureMeans.${figure}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function useFigureText(): (figure: Figure, value: number | null) => string {
  const { t, i18n } = useTranslation();
  const numbers = useMemo(
    () => new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 }),
    [i18n.language],
  );
  const whole = useMemo(
    () => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 }),
    [i18n.language],
  );
  return (figure, value) => {
    if (value === null) return t('figure.unknown');
    const unit = UNITS[figure];
    const text = (Number.isInteger(value) || value >= 1_000 ? whole : numbers).format(value);
    return unit === undefined ? text : t(`figureUnit.${unit}`, { value: text });
  };
}

function OverTime({ health, figure }: { health: Health; figure: Figure }) {
  const { t, i18n } = useTranslation();
  const shown = useFigureText();
  const curve = useMemo(() => curveOf(health, figure), [health, figure]);
  const rows = thinned(curve, ROWS);
  const name = t(`figure.${figure}`);
  const known = curve.flatMap(({ value }) => (value === null ? [] : [value]));
  const label =
    known.length === 0
      ? t('health.noCurve', { name })
      : t('health.curve', { name, most: shown(figure, Math.max(...known)) });
  return (
    <section aria-labelledby="over-time">
      <h3 id="over-time">{t('health.overTime', { name })}</h3>
      {known.length === 0 ? (
        <p className="chart muted">{label}</p>
      ) : (
        <LazyPart fallback={<div className="chart" />}>
          <FigureChart curve={curve} label={label} />
        </LazyPart>
      )}
      {known.length > 0 && (
        <details className="ops-actions">
          <summary>{t('health.asTable')}</summary>
          <table className="table table-small">
            <thead>
              <tr>
                <th scope="col">{t('health.until')}</th>
                <th scope="col" className="numeric">
                  {t('health.most')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ at, value }) => (
                <tr key={at}>
                  <td>{dateTimeText(new Date(at).toISOString(), i18n.language)}</td>
                  <td className="numeric">{shown(figure, value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}
