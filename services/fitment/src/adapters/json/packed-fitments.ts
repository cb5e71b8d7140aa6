import type { Fitment, FitmentExtras } from '../../domain/fitment.ts';
import type { SelectorPool } from './selector-pool.ts';

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
  partType?: string,
  extras?: PackedExtras | 0,
];

type PackedExtras = [
  labels: readonly string[],
  subBrand: string,
  assets: readonly string[],
  displayOrder: string,
  unchecked: 0 | 1,
  reference: string,
];

type Source = [job: string, feed?: string, release?: string, dataSet?: string];

/** The first line; a fitment a line follows, so that those of one model are found and read without the others. */
type Head = [format: number, count: number, sources: Source[]];
/** 2 has neither part types nor data sets; 3 no extras, which are written as 4 so that nobody drops them unseen. */
const FORMAT = 3;
const FORMAT_WITH_EXTRAS = 4;
const FORMATS = [2, FORMAT, FORMAT_WITH_EXTRAS];

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

const NO_QUALIFIERS: readonly string[] = [];

/** Rows of values take a fifth of the room and time of objects with names. */
export function packFitments(fitments: readonly Fitment[]): string {
  const sources: Source[] = [];
  const places = new Map<string, number>();
  let lines = '';
  for (const fitment of fitments) {
    const { source, feed, release, dataSet } = fitment;
    const hash = source.lastIndexOf('#');
    const job = hash < 0 ? source : source.slice(0, hash);
    const key = `${job}\u0000${feed}\u0000${release}\u0000${dataSet}`;
    let place = places.get(key);
    if (place === undefined) {
      place = sources.push(sourceOf(job, fitment)) - 1;
      places.set(key, place);
    }
    lines += `\n${lineOf(fitment, place, hash < 0 ? 'null' : packedRow(source.slice(hash + 1)))}`;
  }
  const format = fitments.some(({ extras }) => extras !== undefined) ? FORMAT_WITH_EXTRAS : FORMAT;
  const head: Head = [format, fitments.length, sources];
  return JSON.stringify(head) + lines;
}

/** A PackedFitment as `JSON.stringify` writes it, which is most of the time that packing takes. */
function lineOf(of: Fitment, place: number, row: string): string {
  const { selector } = of;
  const { modelId, yearFrom, yearTo } = selector;
  let line = `[${quoted(modelId)},${yearFrom},${yearTo},${place},${row}`;
  /** What says nothing, and is left out at the end. */
  let gap = '';
  const text = (value: string) => {
    if (value === '') gap += ',""';
    else {
      line += `${gap},${quoted(value)}`;
      gap = '';
    }
  };
  const number = (value: number, nothing: number) => {
    if (value === nothing) gap += `,${nothing}`;
    else {
      line += `${gap},${JSON.stringify(value)}`;
      gap = '';
    }
  };
  text(of.position);
  number(of.quantity, 1);
  text(selector.displacementL);
  number(selector.cylinders, 0);
  text(selector.fuel);
  text(selector.body);
  if (of.qualifiers.length === 0) gap += ',[]';
  else {
    line += `${gap},${JSON.stringify(of.qualifiers)}`;
    gap = '';
  }
  text(of.note);
  text(selector.engineModel);
  text(selector.producedFrom);
  text(selector.producedTo);
  text(selector.drive);
  text(selector.transmission);
  text(of.record);
  number(of.confidence, 1);
  text(of.partType);
  return of.extras === undefined ? `${line}]` : `${line}${gap},${JSON.stringify(packedExtras(of.extras))}]`;
}

/** Without what is escaped in JSON: quotes, backslashes, control characters, halves of pairs. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function sourceOf(job: string, { feed, release, dataSet }: Omit<Fitment, 'selector'>): Source {
  if (dataSet !== '') return [job, feed, release, dataSet];
  if (release !== '') return [job, feed, release];
  return feed === '' ? [job] : [job, feed];
}

function packedExtras({ labels, subBrand, assets, ...rest }: FitmentExtras): PackedExtras {
  return [labels, subBrand, assets, rest.displayOrder, rest.unchecked ? 1 : 0, rest.reference];
}

function unpackedExtras([
  labels,
  subBrand,
  assets,
  displayOrder,
  unchecked,
  reference,
]: PackedExtras): FitmentExtras {
  return { labels, subBrand, assets, displayOrder, unchecked: unchecked === 1, reference };
}

const packedRow = (row: string): string => (/^(0|[1-9]\d{0,14})$/.test(row) ? row : JSON.stringify(row));

/**
 * @param pool for who unpacks many parts
 * @throws Error for a format that a later version wrote
 */
export function unpackFitments(body: string, pool?: SelectorPool): Fitment[] {
  if (headed(body) === undefined) return unpackFirst(JSON.parse(body) as PackedFirst);
  // One parse of all is much faster than one a line.
  const [head, ...packed] = JSON.parse(`[${body.replaceAll('\n', ',')}]`) as [Head, ...PackedFitment[]];
  const fitments = packed.map((row) => unpackRow(row, head[2]));
  if (pool !== undefined) for (const fitment of fitments) fitment.selector = pool(fitment.selector);
  return fitments;
}

/** Only what is of these models, and how many there are of all. */
export function unpackFitmentsOf(
  body: string,
  modelIds: ReadonlySet<string>,
): { total: number; fitments: Fitment[] } {
  const head = headed(body);
  if (head === undefined) {
    const all = unpackFirst(JSON.parse(body) as PackedFirst);
    return { total: all.length, fitments: all.filter(({ selector }) => modelIds.has(selector.modelId)) };
  }
  const fitments: Fitment[] = [];
  let sources: Source[] | undefined;
  for (const modelId of modelIds) {
    const start = `\n[${JSON.stringify(modelId)},`;
    for (let at = body.indexOf(start); at >= 0; at = body.indexOf(start, at + 1)) {
      const end = body.indexOf('\n', at + 1);
      const row = JSON.parse(body.slice(at + 1, end < 0 ? undefined : end)) as PackedFitment;
      sources ??= (JSON.parse(body.slice(0, head.length)) as Head)[2];
      fitments.push(unpackRow(row, sources));
    }
  }
  return { total: head.count, fitments };
}

/** Undefined for what was written before there were formats. @throws Error for one that a later version wrote */
function headed(body: string): { count: number; length: number } | undefined {
  const [, format, count] = /^\[(\d+),(\d+)/.exec(body) ?? [];
  if (format === undefined) return undefined;
  if (!FORMATS.includes(Number(format)))
    throw new Error(`Fitments are packed in format ${format}, which this version doesn't know.`);
  const end = body.indexOf('\n');
  return { count: Number(count), length: end < 0 ? body.length : end };
}

function unpackRow(row: PackedFitment, sources: readonly Source[]): Fitment {
  const [job = '', feed = '', release = '', dataSet = ''] = sources[row[3]] ?? [];
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
    partType: row[20] ?? '',
    dataSet,
    ...(Array.isArray(row[21]) && { extras: unpackedExtras(row[21]) }),
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
    ...{ feed: '', release: '', record: '', confidence: row[11], partType: '', dataSet: '' },
  }));
}
