import { applicationsOf } from './applications.ts';
import { partRows } from './describe-part.ts';
import { fitmentRows } from './fitment-rows.ts';
import { type DemoVehicleSource, generationsOf } from './generations.ts';
import { planCatalogue } from './plan.ts';
import type { FitmentRow, OfferRow, PartRow, StockRow } from './rows.ts';
import { offerRows, stockRows } from './trade-rows.ts';

export interface DemoCatalogue {
  /** Each can be walked any number of times, alone or beside the others, in constant memory. */
  parts(): Iterable<PartRow>;
  /** The rows of one part follow each other. */
  fitments(): Iterable<FitmentRow>;
  offers(): Iterable<OfferRow>;
  stock(): Iterable<StockRow>;
}

/**
 * A distributor's catalogue of parts that don't exist, for vehicles that do. Seed, scale and vehicles decide every
 * character of it. From 2,000 parts on, each model in each year from `COVERED_FROM` finds ten part types without any
 * condition. About 22 applications a part at every scale.
 * @throws RangeError for more parts than can be numbered (4,194,304), or fewer than it takes to cover the vehicles.
 */
export function generateDemo(options: {
  seed: number;
  parts: number;
  vehicles: DemoVehicleSource;
}): DemoCatalogue {
  const { seed, parts, vehicles } = options;
  const plan = planCatalogue({ seed, parts, generations: generationsOf(vehicles) });
  return {
    parts: () => ({
      *[Symbol.iterator]() {
        for (const job of plan.jobs()) yield* partRows(plan, job, applicationsOf(plan, job));
      },
    }),
    fitments: () => ({
      *[Symbol.iterator]() {
        for (const job of plan.jobs()) {
          const applications = applicationsOf(plan, job);
          for (const part of job.parts) yield* fitmentRows(plan, job, part, applications);
        }
      },
    }),
    offers: () => ({
      *[Symbol.iterator]() {
        for (const job of plan.jobs()) for (const part of job.parts) yield* offerRows(plan, job, part);
      },
    }),
    stock: () => ({
      *[Symbol.iterator]() {
        for (const job of plan.jobs()) for (const part of job.parts) yield* stockRows(plan, job, part);
      },
    }),
  };
}
