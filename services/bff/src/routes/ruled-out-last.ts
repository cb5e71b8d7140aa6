import { type PartVerdict, Verdict } from '@qipei/contracts/fitment/v1/fitment';
import type { Hit } from '@qipei/contracts/search/v1/search';

/**
 * Hits are found by model and year; what the VIN itself then rules out, by its engine or its body, is nothing to sell: it
 * comes last of its page, behind what fits and what may. Otherwise the order stays.
 */
export function ruledOutLast(
  hits: readonly Hit[],
  verdicts: ReadonlyMap<string, PartVerdict>,
): { hits: Hit[]; ruledOut: number } {
  const isRuledOut = ({ partId }: Hit) => verdicts.get(partId)?.verdict === Verdict.DOES_NOT_FIT;
  const out = hits.filter(isRuledOut);
  return { hits: [...hits.filter((hit) => !isRuledOut(hit)), ...out], ruledOut: out.length };
}
