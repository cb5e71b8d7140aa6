import { foldPartNumber, GENERAL_REASON } from './fold-part-number.ts';
import { generalKey, MAX_NUMBER_LENGTH } from './general-key.ts';
import type { MakeRule, Misread } from './make-rule.ts';
import { MAKE_RULES, ruleOfMake } from './make-rules.ts';
import { readNumberText } from './number-text.ts';

/** A key under which a number is met, and why. */
export interface NumberKey {
  /** A-Z and 0-9 only. */
  key: string;
  /** `stored` is the key under which the make's numbers are kept; `further` ones are looked up beside it. */
  kind: 'stored' | 'further';
  /** Name of the rule; `general` where no make's rule gave the key. */
  rule: string;
  reason: string;
  /** Public document for the rule; empty for the general one. */
  source: string;
  /** 0 to 1. */
  confidence: number;
}

export interface NumberKeys {
  raw: string;
  display: string;
  /** Words that stood beside the number. */
  note: string;
  /** The stored key first, then the further ones, the surest first. Each pair of key and rule once. */
  keys: NumberKey[];
}

/** A number without a make may be any make's: what a make's rule says of it is that much less sure. */
const WITHOUT_MAKE = 0.6;

/**
 * Every key under which a number of a make is met, in any spelling. Without a make, or with one that has no rule: the
 * general key, and what each rule says of a number of that shape. Null for what is no number.
 */
export function keysOf(raw: string, make?: string): NumberKeys | null {
  const folded = foldPartNumber(raw, make);
  if (folded === null) return null;
  const own = make === undefined || make === '' ? undefined : ruleOfMake(make);
  const { text, note } = readNumberText(raw, own);
  const general = generalKey(text);
  const { key, rule, reason, confidence, display } = folded;
  const stored: NumberKey = { key, kind: 'stored', rule, reason, source: own?.source ?? '', confidence };
  const further = own === undefined ? keysOfAnyMake(general) : furtherKeys(own, general);
  const keys = [stored];
  for (const each of further.sort((a, b) => b.confidence - a.confidence))
    if (!keys.some((known) => known.key === each.key && (known.rule === each.rule || own !== undefined)))
      keys.push(each);
  return { raw, display, note, keys };
}

function furtherKeys(rule: MakeRule, general: string): NumberKey[] {
  const { name, source } = rule;
  return [
    ...rule.further(general).map((each): NumberKey => ({ ...each, kind: 'further', rule: name, source })),
    { key: general, kind: 'further', rule: 'general', reason: GENERAL_REASON, source: '', confidence: 0.6 },
  ];
}

function keysOfAnyMake(general: string): NumberKey[] {
  const keys: NumberKey[] = [];
  for (const rule of MAKE_RULES) {
    const fold = rule.fold(general);
    if (fold === null) continue;
    const { name, reason, source } = rule;
    if (fold.key !== general)
      keys.push({
        key: fold.key,
        kind: 'further',
        rule: name,
        reason,
        source,
        confidence: fold.confidence * WITHOUT_MAKE,
      });
    for (const each of rule.further(general))
      if (each.key !== general)
        keys.push({
          ...each,
          kind: 'further',
          rule: name,
          source,
          confidence: each.confidence * WITHOUT_MAKE,
        });
  }
  return keys;
}

/** What a number that hasn't its make's shape may have been meant for. */
export interface NumberProposal {
  display: string;
  key: string;
  rule: string;
  reason: string;
  confidence: number;
}

const MISREAD: Record<Misread, { reason: string; exchange: (text: string) => string }> = {
  O0: {
    reason: 'A letter O stands where this make writes a digit: a 0 is meant.',
    exchange: (text) => text.replaceAll('O', '0'),
  },
  I1: {
    reason: 'A letter I or L stands where this make writes a digit: a 1 is meant.',
    exchange: (text) => text.replace(/[IL]/g, '1'),
  },
};

/**
 * Proposals for a number with letters that were read or typed for digits, where the make allows them and the number as it
 * is hasn't the shape of the make's numbers. None for a make whose neighbouring numbers differ by such a character, such
 * as Honda, and none without a make: a proposal is to be shown, never stored.
 */
export function proposeNumbers(raw: string, make: string): NumberProposal[] {
  const rule = ruleOfMake(make);
  if (rule === undefined || rule.misread.length === 0) return [];
  const general = generalKey(readNumberText(raw, rule).text.slice(0, MAX_NUMBER_LENGTH));
  if (general === '' || rule.fold(general) !== null) return [];
  const proposals: NumberProposal[] = [];
  const tries: Misread[][] = [...rule.misread.map((each) => [each]), [...rule.misread]];
  for (const each of tries) {
    const text = each.reduce((read, misread) => MISREAD[misread].exchange(read), general);
    const fold = text === general ? null : rule.fold(text);
    if (fold === null || proposals.some(({ key }) => key === fold.key)) continue;
    const reason = each.map((misread) => MISREAD[misread].reason).join(' ');
    const confidence = each.length === 1 ? 0.5 : 0.4;
    proposals.push({ display: fold.display, key: fold.key, rule: rule.name, reason, confidence });
  }
  return proposals;
}
