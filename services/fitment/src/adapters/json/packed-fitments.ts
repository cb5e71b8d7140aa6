import type { Fitment } from '../../domain/fitment.ts';

/**
 * The values of a fitment, the rarely set ones last: those that say nothing at the end are left out. `source` is an index
 * into the sources, and `row` the row of its job, as a number where it is written as one.
 */
type PackedFitment = [
  modelId: string,
  yearFrom: number,
  yearTo: number,
  source: number,
  row: number | string | null,
  position?: string,
  quantity?: number,
  displacementL?: string,
  cylinders?: number,
  fuel?: string,
  body?: string,
  qualifiers?: readonly string[],
  note?: string,
  engineModel?: string,
  producedFrom?: string,
  producedTo?: string,
  drive?: string,
  transmission?: string,
  record?: string,
  confidence?: number,
];

type Source = [job: string, feed?: string, release?: string];

const FORMAT = 2;
type Packed = [format: typeof FORMAT, sources: Source[], fitments: PackedFitment[]];

/** Before there were formats: every value of a fitment, and the jobs by their names. */
type PackedFirst = [
  jobs: string[],
  fitments: [
    modelId: string,
    yearFrom: number,
    yearTo: number,
    displacementL: string,
    cylinders: number,
    fuel: string,
    body: string,
    position: string,
    quantity: number,
    qualifiers: readonly string[],
    note: string,
    confidence: number,
    job: number,
    row: string,
  ][],
];

const NOTHING = ['', 1, '', 0, '', '', NaN, '', '', '', '', '', '', '', 1] as const;
const ALWAYS = 5;
const NO_QUALIFIERS: readonly string[] = [];

/** Rows of values take a fifth of the room and time of objects with names. */
export function packFitments(fitments: readonly Fitment[]): string {
  const sources: Source[] = [];
  const places = new Map<string, number>();
  const packed = fitments.map(({ selector, ...it }): PackedFitment => {
    const hash = it.source.lastIndexOf('#');
    const job = hash < 0 ? it.source : it.source.slice(0, hash);
    const key = `${job}\u0000${it.feed}\u0000${it.release}`;
    let place = places.get(key);
    if (place === undefined) {
      place = sources.push(sourceOf(job, it)) - 1;
      places.set(key, place);
    }
    return withoutNothing([
      selector.modelId,
      selector.yearFrom,
      selector.yearTo,
      place,
      hash < 0 ? null : packedRow(it.source.slice(hash + 1)),
      it.position,
      it.quantity,
      selector.displacementL,
      selector.cylinders,
      selector.fuel,
      selector.body,
      it.qualifiers,
      it.note,
      selector.engineModel,
      selector.producedFrom,
      selector.producedTo,
      selector.drive,
      selector.transmission,
      it.record,
      it.confidence,
    ]);
  });
  const body: Packed = [FORMAT, sources, packed];
  return JSON.stringify(body);
}

function sourceOf(job: string, { feed, release }: Fitment | Omit<Fitment, 'selector'>): Source {
  if (release !== '') return [job, feed, release];
  return feed === '' ? [job] : [job, feed];
}

const packedRow = (row: string): number | string => (/^(0|[1-9]\d{0,14})$/.test(row) ? Number(row) : row);

function withoutNothing(row: PackedFitment): PackedFitment {
  let length = row.length;
  while (length > ALWAYS) {
    const value = row[length - 1];
    const nothing = NOTHING[length - 1 - ALWAYS];
    if (Array.isArray(value) ? value.length > 0 : value !== nothing) break;
    length -= 1;
  }
  row.length = length;
  return row;
}

/**

 * @throws Error for a format that a later version wrote
 */
export function unpackFitments(body: string): Fitment[] {
  const whole = JSON.parse(body) as Packed | PackedFirst;
  if (Array.isArray(whole[0])) return unpackFirst(whole as PackedFirst);
  if (whole[0] !== FORMAT)
    throw new Error(`Fitments are packed in format ${String(whole[0])}, which this version doesn't know.`);
  const [, sources, packed] = whole as Packed;
  return packed.map((row) => unpackRow(row, sources));
}

function unpackRow(row: PackedFitment, sources: readonly Source[]): Fitment {
  const [job = '', feed = '', release = ''] = sources[row[3]] ?? [];
  return {
    selector: {
      modelId: row[0],
      yearFrom: row[1],
      yearTo: row[2],
      displacementL: row[7] ?? '',
      cylinders: row[8] ?? 0,
      fuel: row[9] ?? '',
      body: row[10] ?? '',
      engineModel: row[13] ?? '',
      drive: row[16] ?? '',
      transmission: row[17] ?? '',
      producedFrom: row[14] ?? '',
      producedTo: row[15] ?? '',
    },
    position: row[5] ?? '',
    quantity: row[6] ?? 1,
    qualifiers: row[11] ?? NO_QUALIFIERS,
    note: row[12] ?? '',
    source: row[4] === null ? job : `${job}#${row[4]}`,
    feed,
    release,
    record: row[18] ?? '',
    confidence: row[19] ?? 1,
  };
}

function unpackFirst([jobs, packed]: PackedFirst): Fitment[] {
  const later = { engineModel: '', drive: '', transmission: '', producedFrom: '', producedTo: '' };
  return packed.map((row) => ({
    selector: {
      ...{ modelId: row[0], yearFrom: row[1], yearTo: row[2] },
      ...{ displacementL: row[3], cylinders: row[4], fuel: row[5], body: row[6] },
      ...later,
    },
    ...{ position: row[7], quantity: row[8], qualifiers: row[9], note: row[10] },
    source: `${jobs[row[12]]}#${row[13]}`,
    ...{ feed: '', release: '', record: '', confidence: row[11] },
  }));
}
