/** A number for each of 0-9A-Z, 36 for anything else: what no pattern's class contains. */
export function characterCode(character: number): number {
  if (character >= 48 && character <= 57) return character - 48;
  if (character >= 65 && character <= 90) return character - 55;
  return 36;
}

/**
 * A WMI of three or six characters as one number below 2^32: six digits in base 37, an absent one being 0.
 * -1 for what cannot be a WMI.
 */
export function wmiNumber(wmi: string): number {
  if (wmi.length !== 3 && wmi.length !== 6) return -1;
  let number = 0;
  for (let index = 0; index < 6; index += 1) {
    const code = index < wmi.length ? characterCode(wmi.charCodeAt(index)) + 1 : 0;
    if (code === 37) return -1;
    number = number * 37 + code;
  }
  return number;
}

/** A third character 9 marks a small maker, whose WMI goes on in positions 12 to 14 (ISO 3780). */
export function wmiOf(vin: string): string {
  return vin[2] === '9' && vin.length >= 14 ? vin.slice(0, 3) + vin.slice(11, 14) : vin.slice(0, 3);
}

/** Place of a WMI among the sorted `codes`; -1 for one that isn't there. */
export function findWmi(codes: Uint8Array | Uint16Array | Uint32Array, wmi: string): number {
  const number = wmiNumber(wmi);
  let low = 0;
  let high = codes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const code = codes[middle] as number;
    if (code === number) return middle;
    if (code < number) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
