import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { observeGauge } from './gauges.ts';

const RESOLUTION_MS = 20;
/** Several readers share what one period gave: each of the figures is of this long at least. */
const PERIOD_MS = 5_000;

const SECONDS = 1e-9;

/** How late this thread's event loop is, and how busy, since it was last looked at. */
export function observeEventLoop(): Disposable {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let since = Number.NEGATIVE_INFINITY;
  let utilization = performance.eventLoopUtilization();
  let seen = { p50: 0, p99: 0, max: 0, busy: 0 };
  const look = () => {
    if (performance.now() - since < PERIOD_MS) return seen;
    const now = performance.eventLoopUtilization();
    // The timer that it measures with counts as a delay of its own.
    const late = (nanoseconds: number) => Math.max(0, nanoseconds * SECONDS - RESOLUTION_MS / 1_000);
    seen = {
      p50: late(delay.percentile(50)),
      p99: late(delay.percentile(99)),
      max: late(delay.max),
      busy: performance.eventLoopUtilization(now, utilization).utilization,
    };
    utilization = now;
    since = performance.now();
    delay.reset();
    return seen;
  };
  const figures = new DisposableStack();
  figures.defer(() => {
    delay.disable();
  });
  const told = (name: string, description: string, unit: string, read: () => number) =>
    figures.use(observeGauge({ name, description, unit, read, attributes: {} }));
  told('nodejs.eventloop.delay.p50', 'Event loop delay, median', 's', () => look().p50);
  told('nodejs.eventloop.delay.p99', 'Event loop delay, 99th percentile', 's', () => look().p99);
  told('nodejs.eventloop.delay.max', 'Event loop delay, longest', 's', () => look().max);
  told(
    'nodejs.eventloop.utilization',
    'Share of the time that the event loop was busy',
    '1',
    () => look().busy,
  );
  return figures;
}
