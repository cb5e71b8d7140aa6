const SPAN = /^(\d{4})(?:\s*年款?)?(?:\s*(?:[-–—~]|至|到|to)\s*(\d{4})(?:\s*年款?)?)?$/i;
const WANTED = 'Years are written 2012-2017, or 2012 alone; of a run that goes on its last year is wanted.';

/** `2012-2017`, `2012~2017年`, `2012`: the first and the last model year, or what is wrong with it. */
export function yearSpan(text: string): { from: number; to: number } | string {
  const found = SPAN.exec(text.normalize('NFKC').trim());
  if (found === null) return WANTED;
  const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])];
  if (from < 1900 || to > 2100) return 'Model years are between 1900 and 2100.';
  return to < from ? 'The last year is before the first.' : { from, to };
}
