import type { RuleKey } from './rule-key.ts';

/** What one rule says of the VINs that its key matches. */
export interface Rule {
  /** Its place in the file, from 1. */
  number: number;
  key: RuleKey;
  /** Absent where it holds for every year. */
  years?: { from: number; to: number };
  priority: number;
  /** Above 0, at most 1. */
  confidence: number;
  source: string;
  values: readonly (readonly [attribute: string, value: string])[];
}

/** A maker's patterns, checked and ready to be applied; made by `loadRulePack`. */
export interface RulePack {
  id: string;
  title: string;
  /** The pack with the higher one is asked first; of two alike the one whose id comes first. */
  priority: number;
  ruleCount: number;
  /** By WMI, the rule that is asked first in front. */
  rules: ReadonlyMap<string, readonly Rule[]>;
}

/** What is wrong, and where: `rules[3].key`. */
export interface RulePackFault {
  path: string;
  message: string;
}

export const RULE_PACK_FORMAT = 'qipei-rule-pack/1';
/** Characters of a pack's JSON. */
export const MAX_PACK_LENGTH = 2_000_000;
export const MAX_RULES = 20_000;
/** Each of them is tried for every VIN of the WMI. */
export const MAX_RULES_OF_WMI = 2_000;

const MOST_NAMED = 5;

/** A pack breaks its format; `faults` are the first hundred, in the file's order. */
export class RulePackError extends Error {
  override name = 'RulePackError';
  readonly faults: readonly RulePackFault[];

  constructor(faults: readonly RulePackFault[]) {
    const named = faults
      .slice(0, MOST_NAMED)
      .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
      .join('; ');
    super(faults.length > MOST_NAMED ? `${named}; and ${faults.length - MOST_NAMED} more` : named);
    this.faults = faults;
  }
}
