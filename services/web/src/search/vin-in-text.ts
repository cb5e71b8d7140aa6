const SEVENTEEN = /(?:^|[^A-Z0-9])(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{17}(?![A-Z0-9])/;
/** Not the end of a line or a cell: what stands behind it is another number. */
const BETWEEN = /[^\S\t\r\n\u2028\u2029]|[\p{Dash}\p{Cf}.·*]/gu;

/** Whether a VIN may be in it: one alone, in whatever width and groups, or one in a sentence. I, O and Q are what people mistype. */
export function mayHoldVin(text: string): boolean {
  const plain = text.normalize('NFKC').toUpperCase();
  return SEVENTEEN.test(plain) || SEVENTEEN.test(plain.replaceAll(BETWEEN, ''));
}
