/** What a make's rule says of a number that has the make's shape. */
export interface RuleFold {
  display: string;
  key: string;
  /** 0 to 1: how sure it is that two numbers with this key are one number of this make. */
  confidence: number;
}

/** A further key under which the same number is met, never stored. */
export interface FurtherKey {
  key: string;
  reason: string;
  /** 0 to 1, lower than that of the fold: a match through it wants a second look. */
  confidence: number;
}

/** How lists of a make leave out what its numbers have in common: `04152-31090/38010`. */
export interface SharedPrefix {
  /** Captures of a whole number what a later piece shares with it. */
  stem: RegExp;
  /** A later piece that stands for a whole number, as a general key. */
  piece: RegExp;
  reason: string;
  confidence: number;
}

/** Letters and digits that are taken for each other where a make's numbers leave no doubt which one is meant. */
export type Misread = 'O0' | 'I1';

/** How one make (or a group of makes that number alike) writes its numbers. */
export interface MakeRule {
  /** Stable and kebab-case; stored beside the key. */
  name: string;
  /** Why two spellings are held to be one, in words for the reader of a proof. */
  reason: string;
  /** Public document in which the form is described or shown. */
  source: string;
  /** Makes as the vehicle table or the trade writes them; compared by `makeKey`. */
  makes: readonly string[];
  /** Whether a number means the same under every make of the rule, as a Volkswagen number does at Audi. */
  shared: boolean;
  /** Which misread characters may be proposed; none where neighbouring numbers differ by one of them. */
  misread: readonly Misread[];
  sharedPrefix: SharedPrefix | null;
  /** A number that has a slash of its own, in plain text; null where a slash always parts two numbers. */
  slashed: RegExp | null;
  /** `general` is the general key. Null where it hasn't the shape of this make's numbers. */
  fold(general: string): RuleFold | null;
  /** Further keys of a number that has the make's shape, the surest first. */
  further(general: string): FurtherKey[];
}
