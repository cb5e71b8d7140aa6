/** What became of something that the target doesn't hold as it is. */
export type PiesLossCode =
  /** The version has no such element or attribute. */
  | 'not-in-version'
  /** It is written in another way, which says nearly the same. */
  | 'converted'
  /** The version wants it and the item doesn't have it. */
  | 'required-missing'
  /** A value that the schema doesn't have there, such as a size of 0: it is written as it is. */
  | 'not-standard'
  /** An element that no version here has; it is written in the version that it came in. */
  | 'unknown-element'
  /** A character that XML can't hold. */
  | 'character'
  /** An item that couldn't be read. */
  | 'broken-item'
  /** A part of the file that came after its place. */
  | 'out-of-place';

export interface PiesLoss {
  code: PiesLossCode;
  /** Way to the element, such as `Packages/Package/PackagingItems`. */
  element: string;
  count: number;
  /** The first ten. */
  partNumbers: string[];
}

/** Collects what is lost; its size doesn't grow with the file. */
export interface PiesLosses {
  add(code: PiesLossCode, element: string, partNumber: string): void;
  /** By code and element. */
  all(): PiesLoss[];
}

const SHOWN = 10;
const MAX_KINDS = 2_000;

export function piesLosses(): PiesLosses {
  const losses = new Map<string, PiesLoss>();
  return {
    add(code, element, partNumber) {
      // Names of unknown elements may be made up without end.
      const named = losses.size < MAX_KINDS || losses.has(`${code} ${element}`) ? element : '…';
      const key = `${code} ${named}`;
      let loss = losses.get(key);
      if (loss === undefined) {
        loss = { code, element: named, count: 0, partNumbers: [] };
        losses.set(key, loss);
      }
      loss.count += 1;
      const { partNumbers } = loss;
      if (partNumbers.length < SHOWN && partNumbers.at(-1) !== partNumber) partNumbers.push(partNumber);
    },
    all: () =>
      [...losses.values()].sort((a, b) => (`${a.code} ${a.element}` < `${b.code} ${b.element}` ? -1 : 1)),
  };
}
