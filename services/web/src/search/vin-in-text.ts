const SEVENTEEN = /(?:^|[^A-Z0-9])(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{17}(?![A-Z0-9])/;
/** Not the end of a line or a cell: what stands behind it is another number. */
const BETWEEN = /[^\S\t\r\n\u2028\u2029]|[\p{Dash}\p{Cf}.·*]/gu;

/** Whether a VIN may be in it: one alone, in whatever width and groups, or one in a sentence. I, O and Q are what people mistype. */
export function mayHoldVin(text: string): boolean {
  const plain = text.normalize('NFKC').toUpperCase();
  return SEVENTEEN.test(plain) || SEVENTEEN.test(plain.replaceAll(BETWEEN, ''));
}

/**
 * The one VIN of a text, and what else stands in it, in capitals: of `车架号LFV2A21K8D4103465\n要 90915-YZZE1` the number. Undefined
 * where there is none, or more than one.
 */
export function vinIn(text: string): { vin: string; rest: string } | undefined {
  const lines = text.normalize('NFKC').toUpperCase().split(LINE_ENDS);
  for (const [at, line] of lines.entries()) {
    const found = vinOfLine(line);
    if (found === undefined) continue;
    const rest = lines.with(at, found.rest).join('\n');
    return mayHoldVin(rest) ? undefined : { vin: found.vin, rest };
  }
  return undefined;
}

const LINE_ENDS = /\r\n|[\r\n\u2028\u2029]/;

function vinOfLine(line: string): { vin: string; rest: string } | undefined {
  const whole = SEVENTEEN.exec(line);
  if (whole !== null) {
    const vin = whole[0].slice(-17);
    const from = whole.index + whole[0].length - vin.length;
    return { vin, rest: `${line.slice(0, from)} ${line.slice(from + vin.length)}` };
  }
  // In groups it has a line of its own: which of them belong to a number beside it isn't told.
  const together = line.replaceAll(BETWEEN, '');
  const vin = SEVENTEEN.exec(together)?.[0].slice(-17);
  if (vin === undefined) return undefined;
  const rest = together.replace(vin, ' ');
  return /\d/.test(rest) ? undefined : { vin, rest };
}
