import { z } from 'zod';
import type { OwnWork } from '../http/own-work.ts';
import type { PlatformHealth } from '../http/platform-health.ts';
import { instant } from './unknown-values.ts';

const count = z.number().min(0);
/** Null for who doesn’t run the platform. */
const countOfAll = count.nullable();
/** Null where nothing in this process measures it. */
const gauge = z.number().min(0).nullable();

const gauges = {
  importsRunning: gauge.meta({
    description: 'Imports under way: yours, and null in `points`, unless your tenant runs the platform.',
  }),
  importsWaiting: gauge.meta({
    description: 'Imports that wait for their turn; null unless your tenant runs the platform.',
  }),
  exportsRunning: gauge.meta({
    description:
      'Exports under way: of your newest hundred of each kind, and null in `points`, unless your tenant runs the platform.',
  }),
  exportsWaiting: gauge.meta({ description: 'Exports that wait for their turn; of yours likewise.' }),
  exportsFailed: gauge.meta({
    description: 'Exports that have failed, as long as they are kept; of yours likewise.',
  }),
  indexLag: gauge.meta({ description: 'Events that the search index has yet to take in.' }),
  feedLag: gauge.meta({
    description: 'Events that the feed, and with it the webhooks, have yet to take in.',
  }),
  consumerLag: gauge.meta({ description: 'Events that consumers have yet to handle, all of them together.' }),
  webhooksWaiting: gauge.meta({
    description:
      'Deliveries that wait to be sent, or to be sent again; null unless your tenant runs the platform.',
  }),
  deliveriesFailing: gauge.meta({
    description: 'Of these, deliveries that have failed before; null unless your tenant runs the platform.',
  }),
  webhooksFailing: gauge.meta({
    description:
      'Webhooks whose address fails, or that were switched off for it: yours, and null in `points`, unless your tenant runs the ' +
      'platform.',
  }),
  outboxLength: gauge.meta({ description: 'Events that are saved and not yet in the event log.' }),
  outboxAgeSeconds: gauge.meta({ description: 'How long the oldest of them has waited.' }),
  deadLetters: gauge.meta({ description: 'Events that consumers gave up and nobody has put back.' }),
  eventLoopDelaySeconds: gauge.meta({ description: 'How late the event loop of REST is, 99th percentile.' }),
};
const counts = {
  requests: count.meta({ description: 'Requests answered.' }),
  failures: count.meta({ description: 'Those answered with a status of 500 or more.' }),
  importRows: countOfAll.meta({
    description: 'Rows of imports taken in, faulty ones too; null unless your tenant runs the platform.',
  }),
  givenUp: count.meta({ description: 'Events that consumers gave up.' }),
};

export const HealthJson = z
  .object({
    at: instant,
    since: instant.meta({
      description: 'What is counted is counted from here on: an hour, or since the start.',
    }),
    measuresServices: z.boolean().meta({
      description:
        'False where the services are processes of their own: their figures are null here, and at their /metrics.',
    }),
    services: z.array(
      z.object({ name: z.string(), state: z.enum(['serving', 'not-serving', 'unreachable']) }),
    ),
    now: z.object({
      ...gauges,
      requestsPerSecond: count,
      importRowsPerSecond: countOfAll,
    }),
    jobs: z
      .array(
        z.object({
          service: z.string(),
          kind: z.string(),
          running: count,
          progress: z
            .number()
            .min(0)
            .max(1)
            .nullable()
            .meta({ description: 'Of their files, the share taken in.' }),
        }),
      )
      .meta({ description: 'Your imports under way; everybody’s where your tenant runs the platform.' }),
    consumers: z.array(z.object({ group: z.string(), lag: count, deadLetters: count })),
    lastHour: z.object({
      ...counts,
      failed: z
        .array(z.object({ method: z.string(), route: z.string(), status: z.string(), count }))
        .meta({ description: 'By the route’s pattern, the most frequent first; 20 at most.' }),
    }),
    points: z.array(z.object({ at: instant, seconds: count, ...counts, ...gauges })).meta({
      description:
        'One each half minute of the last hour, the oldest first: counts of that while, figures at its end.',
    }),
  })
  .meta({ id: 'PlatformHealth' });

/** The platform without the work of its tenants but for what is given, which is the reader's. */
export function withoutOthersWork(
  health: PlatformHealth,
  own: { jobs: PlatformHealth['jobs']; work: OwnWork },
): Parameters<typeof healthJson>[0] {
  const { jobs, work } = own;
  const unseen = { importsWaiting: null, webhooksWaiting: null, deliveriesFailing: null };
  const past = { exportsRunning: null, exportsWaiting: null, exportsFailed: null, webhooksFailing: null };
  const importsRunning = jobs.reduce((sum, { running }) => sum + running, 0);
  return {
    ...{ ...health, jobs },
    gauges: { ...health.gauges, ...unseen, ...work, importsRunning },
    perSecond: { ...health.perSecond, importRows: null },
    lastHour: { ...health.lastHour, importRows: null },
    points: health.points.map((point) => ({
      ...{ ...point, ...unseen, ...past },
      ...{ importsRunning: null, importRows: null },
    })),
  };
}

/** Null: not for the reader. */
type Hiding<T> = Omit<T, 'importRows'> & { importRows: number | null };
interface ShownHealth extends Omit<PlatformHealth, 'perSecond' | 'lastHour' | 'points'> {
  perSecond: Hiding<PlatformHealth['perSecond']>;
  lastHour: Hiding<PlatformHealth['lastHour']>;
  points: readonly Hiding<PlatformHealth['points'][number]>[];
}

export function healthJson(health: ShownHealth): z.infer<typeof HealthJson> {
  const iso = (at: number) => new Date(at).toISOString();
  const { gauges: now, perSecond, peers, jobs, consumers, lastHour, measuresServices } = health;
  return {
    at: iso(health.at),
    since: iso(health.since),
    ...{ measuresServices, jobs, consumers, lastHour },
    services: Object.entries(peers).map(([name, state]) => ({ name, state })),
    now: {
      ...now,
      requestsPerSecond: perSecond.requests,
      importRowsPerSecond: perSecond.importRows,
    },
    points: health.points.map((point) => ({ ...point, at: iso(point.at) })),
  };
}
