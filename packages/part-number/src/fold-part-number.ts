import { generalKey, MAX_NUMBER_LENGTH, plainText } from './general-key.ts';
import type { MakeRule } from './make-rule.ts';
import { ruleOfMake } from './make-rules.ts';
import { MAX_TEXT_LENGTH, readNumberText } from './number-text.ts';

/** A number as received, as its maker groups it, and as it is compared. */
export interface FoldedPartNumber {
  raw: string;
  display: string;
  /** A-Z and 0-9 only. */
  key: string;
  /** Name of the rule that gave `key`: `general`, or one of `MAKE_RULES`. */
  rule: string;
  /** Why that rule holds, for the reader of a proof. */
  reason: string;
  /** 0 to 1: how sure it is that another number of the make with this key is the same number. */
  confidence: number;
}

export const GENERAL_REASON = 'Case, width, blanks, dashes and punctuation do not tell numbers apart.';

/** Only a group of letters at either end can read as a label, or as the make's own name. */
const MAY_READ_AS_LABEL = /^[A-Z]{2,}[^A-Z0-9]|[^A-Z0-9][A-Z]{2,}$/;

/**
 * Folds one number. `make` is the vehicle maker or brand to which the number belongs, in any spelling; without it, or
 * where no rule of the make fits, the general key is taken, with less confidence. Labels before the number and notes
 * behind it are left out.
 * Null where `raw` holds no letter A-Z or digit, or is longer than `MAX_NUMBER_LENGTH` without its notes: that is no number.
 * Folding the `display` or the `key` of a result gives the same key again.
 */
export function foldPartNumber(raw: string, make?: string): FoldedPartNumber | null {
  if (raw.length > MAX_TEXT_LENGTH) return null;
  const rule = make === undefined ? undefined : ruleOfMake(make);
  const { text } = readNumberText(raw, rule);
  if (text.length > MAX_NUMBER_LENGTH) return null;
  const plain = plainText(text);
  const general = plain.replace(/[^A-Z0-9]+/g, '');
  if (general === '' || plain.length > MAX_NUMBER_LENGTH) return null;
  const fold = rule?.fold(general);
  if (rule !== undefined && fold !== null && fold !== undefined) {
    const grouped = readsBack(fold.display, rule) ? fold.display : general;
    return {
      raw,
      // Which digits stand behind the slash the key doesn't tell: they stay as they were written.
      display: rule.slashed?.test(plain) === true ? plain : grouped,
      key: fold.key,
      rule: rule.name,
      reason: rule.reason,
      confidence: fold.confidence,
    };
  }
  // A make that is known but whose shape this number lacks says nothing of it; no make at all says less.
  const confidence = make === undefined || make === '' ? 0.6 : 0.8;
  const display = generalKey(plain) === general ? plain : general;
  return { raw, display, key: general, rule: 'general', reason: GENERAL_REASON, confidence };
}

/** Whether a shape like `PN 12` or `A 00 NO` of a number `PN12` or `A00NO` is taken for the number, and not for a label and a number. */
function readsBack(display: string, rule: MakeRule): boolean {
  return !MAY_READ_AS_LABEL.test(display) || readNumberText(display, rule).text === display;
}
