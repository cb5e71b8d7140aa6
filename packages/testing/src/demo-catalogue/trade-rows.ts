import { priceRange } from './demand.ts';
import { type DemoPart, type Job, STREAM } from './job.ts';
import type { Plan } from './plan.ts';
import { Chance } from './random.ts';
import type { OfferRow, StockRow } from './rows.ts';

/** Where the distributor keeps its stock: Guangzhou, Shanghai, Chengdu. */
export const DEMO_WAREHOUSES = ['GZ-01', 'SH-01', 'CD-01'] as const;
const NAMES = { 'GZ-01': '广州 Guangzhou', 'SH-01': '上海 Shanghai', 'CD-01': '成都 Chengdu' };

/** Tens of fen, so that prices look like prices. */
function decimal(yuan: number): string {
  return `${Math.max(0.5, Math.round(yuan * 10) / 10).toFixed(1)}0`;
}

/** The price of a part, and for one in four a second, lower one from some quantity on. */
export function* offerRows(plan: Plan, job: Job, part: DemoPart): Generator<OfferRow> {
  const [low, high] = priceRange(job.type);
  const ofJob = new Chance(plan.seed, STREAM.price, job.index);
  const own = new Chance(plan.seed, STREAM.price, -1 - part.index);
  // Low prices are more usual than high ones.
  const usual = low * (high / low) ** ((ofJob.next() + ofJob.next()) / 2);
  const price = usual * part.brand.tier * (0.92 + 0.16 * own.next());
  const { name: brand } = part.brand;
  const { partNumber } = part;
  yield { brand, partNumber, price: decimal(price), currency: 'CNY', minQuantity: 1 };
  if (own.happens(0.25)) {
    const minQuantity = own.pick([4, 5, 10, 12, 20, 50]);
    yield {
      brand,
      partNumber,
      price: decimal(price * (0.97 - minQuantity / 400)),
      currency: 'CNY',
      minQuantity,
    };
  }
}

/** Four of five parts are in stock somewhere; of the others one warehouse says that it has none. */
export function* stockRows(plan: Plan, _job: Job, part: DemoPart): Generator<StockRow> {
  const chance = new Chance(plan.seed, STREAM.stock, part.index);
  const inStock = chance.happens(0.8);
  const main = chance.below(DEMO_WAREHOUSES.length);
  for (const [at, warehouse] of DEMO_WAREHOUSES.entries()) {
    if (at !== main && !(inStock && chance.happens(0.4))) continue;
    const quantity = inStock ? Math.max(1, Math.round(-Math.log(1 - chance.next()) * 24)) : 0;
    const warehouseName = NAMES[warehouse];
    yield { brand: part.brand.name, partNumber: part.partNumber, warehouse, quantity, warehouseName };
  }
}
