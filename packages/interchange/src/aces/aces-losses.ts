/** One kind of thing that the version written can't hold as it was. */
export interface AcesLoss {
  /** The element or what of it: `EngineBlock`, `MfrLabel/@lang`, `Part: too long`, `control character`. */
  what: string;
  /**
   * `left-out`: the whole record isn't written, since without it the record would say something else; `dropped`: only this isn't
   * written; `changed`: it is written as something close to it; `not-standard`: it is written, though the version has no such thing.
   */
  effect: 'left-out' | 'dropped' | 'changed' | 'not-standard';
  count: number;
  /** Ids of the first records, each once; `Header` for the header. */
  records: readonly string[];
}

export interface AcesLosses {
  add(what: string, effect: AcesLoss['effect'], record: string): void;
  /** In the order in which the kinds first came. */
  all(): AcesLoss[];
}

const FIRST_RECORDS = 20;
/** Kinds made of names that a file makes up. */
const MAX_KINDS = 500;

export function acesLosses(): AcesLosses {
  const losses = new Map<string, AcesLoss & { records: string[] }>();
  return {
    add(what, effect, record) {
      const key =
        losses.size >= MAX_KINDS && !losses.has(`${effect} ${what}`)
          ? `${effect} other`
          : `${effect} ${what}`;
      let loss = losses.get(key);
      if (loss === undefined) {
        loss = { what: key.slice(effect.length + 1), effect, count: 0, records: [] };
        losses.set(key, loss);
      }
      loss.count += 1;
      if (loss.records.length < FIRST_RECORDS && !loss.records.includes(record)) loss.records.push(record);
    },
    all: () => [...losses.values()],
  };
}
