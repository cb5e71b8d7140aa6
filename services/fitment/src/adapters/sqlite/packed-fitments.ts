import type { Fitment } from '../../domain/fitment.ts';

type Packed = [
  string,
  number,
  number,
  string,
  number,
  string,
  string,
  string,
  number,
  string[],
  string,
  string,
  number,
];

/** A fitment as a row of values, in the order of the fields: a third of the size and time of objects with names. */
export function packFitments(fitments: readonly Fitment[]): string {
  const packed: Packed[] = fitments.map((it) => [
    it.modelId,
    it.yearFrom,
    it.yearTo,
    it.displacementL,
    it.cylinders,
    it.fuel,
    it.body,
    it.position,
    it.quantity,
    it.qualifiers,
    it.note,
    it.source,
    it.confidence,
  ]);
  return JSON.stringify(packed);
}

export function unpackFitments(body: string): Fitment[] {
  return (JSON.parse(body) as Packed[]).map(
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
      source,
      confidence,
    ]) => ({
      modelId,
      yearFrom,
      yearTo,
      displacementL,
      cylinders,
      fuel,
      body: bodyClass,
      position,
      quantity,
      qualifiers,
      note,
      source,
      confidence,
    }),
  );
}
