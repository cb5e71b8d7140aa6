export { type FoldedPartNumber, foldPartNumber } from './fold-part-number.ts';
export { generalKey, MAX_NUMBER_LENGTH } from './general-key.ts';
export type { MakeRule, RuleFold } from './make-rule.ts';
export { KEY_RULES_VERSION, MAKE_RULES, makeKey, ruleOfMake } from './make-rules.ts';
export {
  type FieldNumber,
  MAX_FIELD_LENGTH,
  readNumberField,
  splitNumbers,
  standsForNone,
} from './number-field.ts';
export {
  keysOf,
  type NumberKey,
  type NumberKeys,
  type NumberProposal,
  proposeNumbers,
} from './number-keys.ts';
export { looksLikeNumber, queryKeys } from './query-keys.ts';
