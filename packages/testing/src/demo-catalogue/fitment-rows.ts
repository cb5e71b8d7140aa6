import type { Application } from './applications.ts';
import { type DemoPart, type Job, STREAM } from './job.ts';
import type { Plan } from './plan.ts';
import { Chance } from './random.ts';
import type { FitmentRow } from './rows.ts';

const QUALIFIERS: Readonly<Record<string, readonly string[]>> = {
  filters: ['with turbo', 'ex. turbo', 'with activated carbon filter', 'ex. dust package'],
  brakes: [
    'with electric parking brake',
    'ex. performance brakes',
    'with wear indicator',
    'PR-code 1LJ',
    'ex. police package',
  ],
  suspension: [
    'ex. sport suspension',
    'with sport suspension',
    'ex. air suspension',
    'with heavy-duty suspension',
  ],
  steering: ['with electric power steering', 'with hydraulic power steering'],
  electrical: ['with start-stop', 'ex. start-stop', 'ex. heated seats'],
  lighting: ['with halogen headlamps', 'ex. xenon headlamps', 'with LED headlamps'],
  climate: ['with automatic air conditioning', 'ex. rear air conditioning'],
  body: ['with parking sensors', 'ex. sport package', 'with headlamp washer'],
  wipers: ['left-hand drive', 'with rain sensor'],
};
const GENERAL_QUALIFIERS = [
  'with turbo',
  'ex. turbo',
  'with automatic transmission',
  'with manual transmission',
  'with four-wheel drive',
  'ex. four-wheel drive',
];
const NOTES = [
  '请核对车架号',
  'Check the number on the old part',
  '仅限左舵车',
  'Until production 06',
  'Fit in pairs',
  '成对更换',
];

/** The applications of one part as rows of the fitments file. */
export function* fitmentRows(
  plan: Plan,
  job: Job,
  part: DemoPart,
  applications: readonly Application[],
): Generator<FitmentRow> {
  const chance = new Chance(plan.seed, STREAM.variation, part.index);
  // The part that covers its vehicles does so on no condition at all.
  const covers = job.covered !== undefined && part.member === 0;
  const qualifiers = QUALIFIERS[job.type.category] ?? GENERAL_QUALIFIERS;
  const { name: brand } = part.brand;
  const { partNumber } = part;
  for (let at = 0; at < applications.length; at += 1) {
    const application = applications[at] as Application;
    const luck = chance.next();
    // Another brand's list is a little shorter than the first one's, never empty.
    if (part.member > 0 && at > 0 && luck < 0.04) continue;
    const { generation, displacementL, cylinders, fuel, body } = application;
    const row: FitmentRow = {
      brand,
      partNumber,
      make: generation.make,
      model: generation.model,
      yearFrom: application.yearFrom,
      yearTo: application.yearTo,
      quantity: application.quantity,
    };
    if (displacementL !== '') row.displacementL = displacementL;
    if (cylinders !== 0) row.cylinders = cylinders;
    if (fuel !== '') row.fuel = fuel;
    if (body !== '') row.body = body;
    if (job.position !== '') row.position = job.position;
    if (!covers) {
      if (luck > 0.88)
        row.qualifiers =
          luck > 0.98
            ? [chance.pick(qualifiers), chance.pick(GENERAL_QUALIFIERS)].filter(
                (q, i, all) => all.indexOf(q) === i,
              )
            : [chance.pick(qualifiers)];
      else if (luck > 0.85) row.note = chance.pick(NOTES);
    }
    yield row;
  }
}
