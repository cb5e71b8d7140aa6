import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useDark } from '../../look/appearance.ts';
import type { Curve } from './figures.ts';

// On a canvas and without boxes of HTML: those carry styles in attributes, which the page's policy refuses.
use([LineChart, GridComponent, CanvasRenderer]);

/**
 * A curve over time; `label` says what is to be seen, for who doesn't see it. `steps`: each value holds until the next one, and
 * differences count rather than sizes.
 */
export function FigureChart({
  curve,
  label,
  steps = false,
}: {
  curve: readonly Curve[];
  label: string;
  steps?: boolean;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init>>(undefined);
  const dark = useDark();

  useEffect(() => {
    const { current } = frame;
    if (current === null) return;
    const made = init(current, null, { renderer: 'canvas' });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(current);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours below are of the appearance
  useEffect(() => {
    const styles = getComputedStyle(document.documentElement);
    const color = (name: string) => styles.getPropertyValue(name).trim();
    const axis = {
      axisLine: { lineStyle: { color: color('--control') } },
      axisLabel: { color: color('--muted'), hideOverlap: true },
      splitLine: { lineStyle: { color: color('--line') } },
    };
    chart.current?.setOption({
      animation: false,
      grid: { left: 8, right: 16, top: 16, bottom: 8, outerBoundsMode: 'same' },
      xAxis: { type: 'time', minInterval: 60_000, ...axis, splitLine: { show: false } },
      yAxis: { type: 'value', ...(steps ? { scale: true } : { min: 0 }), ...axis },
      series: [
        {
          type: 'line',
          showSymbol: curve.length < 3 || steps,
          step: steps ? 'end' : false,
          data: curve.map(({ at, value }) => [at, value]),
          lineStyle: { color: color('--accent'), width: 2 },
          itemStyle: { color: color('--accent') },
          ...(steps ? {} : { areaStyle: { color: color('--accent'), opacity: 0.12 } }),
        },
      ],
    });
  }, [curve, dark, steps]);

  return <div className="chart" ref={frame} role="img" aria-label={label} />;
}
