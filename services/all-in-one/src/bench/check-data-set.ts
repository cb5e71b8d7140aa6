import { NumberKind, Part, Visibility } from '@qipei/contracts/catalog/v1/catalog';
import type { VinTable } from '@qipei/vin';

/** What one part of the data set fits: `fitments` models of the vehicle table, in runs of years. */
export interface CheckDataSet {
  partIds: readonly string[];
  part(at: number): { partId: string; brand: string; partNumber: string; body: Uint8Array };
  fitments(at: number): DataFitment[];
  /** A vehicle that the part at that place fits, by one of its applications at least by model and year. */
  vehicleOf(at: number, random: () => number): string;
  anyVehicle(random: () => number): string;
}

type DataFitment = ReturnType<typeof fitment>;

const PUBLISHER = 'bench';
const BRANDS = ['Alpenfels', 'Borealis', 'Castor', 'Dornwald', 'Eisbach'];
const POSITIONS = ['', 'front-left', 'front-right', 'rear-left', 'rear-right'];

/** The same numbers from the same seed (mulberry32, public domain). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Parts with applications on the real vehicle table's models, as many as asked for: a third with an engine's displacement, some with
 * a fuel, a date of production or a qualifier. Nothing is held but the ids: each part is made again from its place.
 */
export function checkDataSet(
  options: { parts: number; fitments: number },
  { vehicles }: VinTable,
): CheckDataSet {
  const models = [...vehicles.allModels()]
    .filter(({ yearTo }) => yearTo >= 1995)
    .map(({ modelId, yearTo }) => ({ modelId, yearTo, years: vehicles.years(modelId) }));
  // Digits are characters of ids too.
  const partIds = Array.from({ length: options.parts }, (_, at) => `part_${String(at).padStart(26, '0')}`);
  const pick = <T>(all: readonly T[], random: () => number): T => {
    const one = all[Math.floor(random() * all.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };

  function fitmentsOf(at: number): DataFitment[] {
    const random = randomFrom(at + 1);
    return Array.from({ length: options.fitments }, (_, row) => {
      const { modelId, years, yearTo } = pick(models, random);
      const first = pick(years, random);
      const engine = random() < 0.33 ? pick(vehicles.vehicles(modelId, first), random) : undefined;
      return fitment({
        ...{ modelId, row: at * options.fitments + row + 1, position: pick(POSITIONS, random) },
        ...{ yearFrom: first, yearTo: Math.min(yearTo, first + Math.floor(random() * 6)) },
        displacementL: engine?.displacementL ?? '',
        fuel: random() < 0.1 ? (engine?.fuel ?? '') : '',
        producedFrom: random() < 0.05 ? `${first}-0${1 + Math.floor(random() * 9)}` : '',
        qualifiers: random() < 0.05 ? ['with sport suspension'] : [],
      });
    });
  }

  return {
    partIds,
    part(at) {
      const partId = partIds[at] ?? '';
      const brand = BRANDS[at % BRANDS.length] ?? '';
      const partNumber = `BN${String(at).padStart(8, '0')}`;
      const own = {
        raw: partNumber,
        display: partNumber,
        key: partNumber,
        make: brand,
        kind: NumberKind.OWN,
      };
      const body = Part.encode(
        Part.fromPartial({
          ...{ partId, publisher: PUBLISHER, visibility: Visibility.PUBLIC, brand, partNumber },
          ...{
            brandId: `brand_${brand.toUpperCase()}`,
            partNumberKey: partNumber,
            partTypeId: 'brake-pad-set',
          },
          ...{
            nameZh: '刹车片',
            nameEn: 'Brake pad set',
            numbers: [{ ...own, rule: 'general', confidence: 1 }],
          },
          ...{ version: 1, packQuantity: 1, source: 'parts_bench#1', updatedAt: new Date(0) },
        }),
      ).finish();
      return { partId, brand, partNumber, body };
    },
    fitments: fitmentsOf,
    vehicleOf(at, random) {
      const { selector } = pick(fitmentsOf(at), random);
      const { modelId, yearFrom, yearTo } = selector;
      const within = vehicles.years(modelId).filter((year) => yearFrom <= year && year <= yearTo);
      const [year = yearFrom] = within.length === 0 ? [] : [pick(within, random)];
      const rows = vehicles.vehicles(modelId, year);
      return rows.length === 0 ? this.anyVehicle(random) : pick(rows, random).vehicleId;
    },
    anyVehicle(random) {
      const { modelId, years } = pick(models, random);
      return pick(vehicles.vehicles(modelId, pick(years, random)), random).vehicleId;
    },
  };
}

function fitment(of: {
  modelId: string;
  row: number;
  position: string;
  yearFrom: number;
  yearTo: number;
  displacementL: string;
  fuel: string;
  producedFrom: string;
  qualifiers: string[];
}) {
  const { row, position, qualifiers, ...selector } = of;
  const open = { cylinders: 0, body: '', engineModel: '', drive: '', transmission: '', producedTo: '' };
  return {
    selector: { ...open, ...selector },
    ...{ position, quantity: 1, qualifiers, note: '', source: `fitments_bench#${row}` },
    ...{ feed: '', release: '', record: '', partType: '', dataSet: '', confidence: 1 },
  };
}
