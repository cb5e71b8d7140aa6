/** Where a value of a pass comes from. */
export const SOURCE = {
  none: 0,
  pattern: 1,
  formula: 2,
  engine: 3,
  conversion: 4,
  specification: 5,
  standard: 6,
} as const;

/** A value of an element that keeps every value. */
export interface NoteValue {
  element: number;
  source: number;
  pair: number;
  key: number;
  schema: number;
  /** The higher goes first. */
  yearFrom: number;
  rank: number;
}

/**
 * What one pass over a VIN finds, by place of the element. The arrays are used again for the next pass: nothing is
 * allocated while a pass runs.
 */
export interface PassValues {
  /** One of `SOURCE`. */
  sources: Uint8Array;
  /** Number of the pair; -1 where `texts` has the value. */
  pairs: Int32Array;
  texts: string[];
  /** Pattern: number of its key. Engine model: number of its pair. Specification: number of its pattern. */
  keys: Int32Array;
  /** Pattern: number of its schema. Specification: number of the specification. */
  schemas: Int32Array;
  /** First year of the schema, which comes before all else. */
  years: Int32Array;
  ranks: Int32Array;
  notes: NoteValue[];
  /** Row of the engine model that fills in, -1 for none, and the first year of its schema. */
  engineRow: number;
  engineYear: number;
  /** How many patterns matched, whether their value won or not. */
  matched: number;
}

export function passValues(elements: number): PassValues {
  return {
    sources: new Uint8Array(elements),
    pairs: new Int32Array(elements),
    texts: new Array(elements).fill(''),
    keys: new Int32Array(elements),
    schemas: new Int32Array(elements),
    years: new Int32Array(elements),
    ranks: new Int32Array(elements),
    notes: [],
    engineRow: -1,
    engineYear: 0,
    matched: 0,
  };
}

export function clearValues(values: PassValues): void {
  values.sources.fill(0);
  values.notes.length = 0;
  values.engineRow = -1;
  values.engineYear = 0;
  values.matched = 0;
}
