import type { Fitment } from '../../domain/fitment.ts';

/** The values of a fitment in the order of its fields; the source as an index into the jobs, and a row. */
type PackedFitment = [
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
];

type Packed = [jobs: string[], fitments: PackedFitment[]];

/** Rows of values take a third of the room and time of objects with names. */
export function packFitments(fitments: readonly Fitment[]): string {
  const jobs: string[] = [];
  const packed = fitments.map(({ selector, ...it }): PackedFitment => {
    const hash = it.source.lastIndexOf('#');
    const jobName = it.source.slice(0, hash);
    let job = jobs.indexOf(jobName);
    if (job < 0) job = jobs.push(jobName) - 1;
    return [
      selector.modelId,
      selector.yearFrom,
      selector.yearTo,
      selector.displacementL,
      selector.cylinders,
      selector.fuel,
      selector.body,
      it.position,
      it.quantity,
      it.qualifiers,
      it.note,
      it.confidence,
      job,
      it.source.slice(hash + 1),
    ];
  });
  const body: Packed = [jobs, packed];
  return JSON.stringify(body);
}

export function unpackFitments(body: string): Fitment[] {
  const [jobs, packed] = JSON.parse(body) as Packed;
  return packed.map(
    ([
      modelId,
      yearFrom,
      yearTo,
      displacementL,
      cylinders,
      fuel,
      bodyClass,
      position,
      quantity,
      qualifiers,
      note,
      confidence,
      job,
      row,
    ]) => ({
      selector: { modelId, yearFrom, yearTo, displacementL, cylinders, fuel, body: bodyClass },
      position,
      quantity,
      qualifiers,
      note,
      source: `${jobs[job]}#${row}`,
      confidence,
    }),
  );
}
