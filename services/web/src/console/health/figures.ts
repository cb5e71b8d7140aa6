import type { paths } from '@qipei/api-client';

export type Health = paths['/v1/health']['get']['responses'][200]['content']['application/json'];
type Point = Health['points'][number];

/** What has a number and a curve, in the order of what hurts first. */
export const FIGURES = [
  'failures',
  'requests',
  'indexLag',
  'feedLag',
  'webhooksWaiting',
  'deliveriesFailing',
  'webhooksFailing',
  'consumerLag',
  'deadLetters',
  'outboxLength',
  'outboxAgeSeconds',
  'importsRunning',
  'importsWaiting',
  'exportsRunning',
  'exportsWaiting',
  'exportsFailed',
  'importRows',
  'eventLoopDelaySeconds',
] as const;
export type Figure = (typeof FIGURES)[number];

/** In what it is told: rates by the second, delays in milliseconds, all else as a count. */
export const UNITS: Readonly<Partial<Record<Figure, 'perSecond' | 'ms' | 's'>>> = {
  requests: 'perSecond',
  importRows: 'perSecond',
  eventLoopDelaySeconds: 'ms',
  outboxAgeSeconds: 's',
};

/** As it is now, or for failures over the last hour; null where it isn't measured here. */
export function valueNow({ now, lastHour }: Health, figure: Figure): number | null {
  if (figure === 'failures') return lastHour.failures;
  if (figure === 'requests') return now.requestsPerSecond;
  if (figure === 'importRows') return now.importRowsPerSecond;
  return inUnit(figure, now[figure]);
}

export function valueAt(point: Point, figure: Figure): number | null {
  if (figure === 'failures') return point.failures;
  if (figure === 'requests' || figure === 'importRows') {
    const count = point[figure];
    return point.seconds > 0 && count !== null ? count / point.seconds : null;
  }
  return inUnit(figure, point[figure]);
}

function inUnit(figure: Figure, value: number | null): number | null {
  return value !== null && UNITS[figure] === 'ms' ? value * 1_000 : value;
}

export interface Curve {
  at: number;
  value: number | null;
}

export function curveOf(health: Health, figure: Figure): Curve[] {
  return health.points.map((point) => ({ at: Date.parse(point.at), value: valueAt(point, figure) }));
}

/** The same in at most so many rows, each the greatest of its stretch: a peak isn't lost between two of them. */
export function thinned(curve: readonly Curve[], most: number): Curve[] {
  const size = Math.ceil(curve.length / most);
  const rows: Curve[] = [];
  for (let from = 0; from < curve.length; from += size) {
    const stretch = curve.slice(from, from + size);
    const known = stretch.flatMap(({ value }) => (value === null ? [] : [value]));
    rows.push({ at: stretch.at(-1)?.at ?? 0, value: known.length === 0 ? null : Math.max(...known) });
  }
  return rows;
}
