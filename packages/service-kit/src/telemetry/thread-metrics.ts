import type { MessagePort, Worker } from 'node:worker_threads';
import type { ScopeMetrics } from '@opentelemetry/sdk-metrics';

/** What the threads say to each other about metrics. */
interface Question {
  metrics: 'wanted';
  number: number;
}
interface Answer {
  metrics: ScopeMetrics[];
  number: number;
}

/** A thread that is busy with a large piece of work is left out for now. */
const PATIENCE_MS = 1_000;

const threads = new Set<() => Promise<ScopeMetrics[]>>();

/** What the process's other threads have measured, each series with the thread's name. */
export async function threadMetrics(): Promise<ScopeMetrics[]> {
  return (await Promise.all([...threads].map((ask) => ask()))).flat();
}

/** From now on the thread's metrics are among the process's; until it ends. */
export function followThreadMetrics(name: string, worker: Worker): void {
  const open = new Map<number, (metrics: ScopeMetrics[]) => void>();
  let last = 0;
  const ask = () =>
    new Promise<ScopeMetrics[]>((resolve) => {
      const number = ++last;
      const late = setTimeout(() => settle([]), PATIENCE_MS);
      const settle = (metrics: ScopeMetrics[]) => {
        clearTimeout(late);
        open.delete(number);
        resolve(metrics.map((each) => ofThread(name, each)));
      };
      open.set(number, settle);
      worker.postMessage({ metrics: 'wanted', number } satisfies Question);
    });
  worker.on('message', (message: unknown) => {
    if (isAnswer(message)) open.get(message.number)?.(message.metrics);
  });
  worker.once('exit', () => {
    threads.delete(ask);
    for (const settle of open.values()) settle([]);
  });
  threads.add(ask);
}

/** The other side: answers until it is disposed of. */
export function tellMetrics(port: MessagePort, collect: () => Promise<ScopeMetrics[]>): Disposable {
  const listener = async (message: unknown) => {
    if (!isQuestion(message)) return;
    const metrics = await collect().catch(() => []);
    port.postMessage({ metrics, number: message.number } satisfies Answer);
  };
  port.on('message', listener);
  return {
    [Symbol.dispose]() {
      port.off('message', listener);
    },
  };
}

function ofThread(thread: string, { scope, metrics }: ScopeMetrics): ScopeMetrics {
  const named = metrics.map((metric) => ({
    ...metric,
    dataPoints: metric.dataPoints.map((point) => ({
      ...point,
      attributes: { ...point.attributes, thread },
    })),
  }));
  return { scope, metrics: named as ScopeMetrics['metrics'] };
}

function isQuestion(message: unknown): message is Question {
  return (
    typeof message === 'object' && message !== null && 'metrics' in message && message.metrics === 'wanted'
  );
}

function isAnswer(message: unknown): message is Answer {
  return (
    typeof message === 'object' && message !== null && 'metrics' in message && Array.isArray(message.metrics)
  );
}
