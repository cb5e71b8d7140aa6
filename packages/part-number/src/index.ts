export { type FoldedPartNumber, foldPartNumber } from './fold-part-number.ts';
export { generalKey, MAX_NUMBER_LENGTH } from './general-key.ts';
export type { MakeRule, RuleFold } from './make-rule.ts';
export { MAKE_RULES, makeKey, ruleOfMake } from './make-rules.ts';
export { looksLikeNumber, queryKeys, splitNumbers } from './query-keys.ts';
