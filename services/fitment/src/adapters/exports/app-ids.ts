/** Ids of the apps of one file, each given once. */
export interface AppIds {
  /** `record` where it is a number that no app has had, otherwise the next that is free. */
  take(record: string): string;
}

/** Beyond it numbers aren't remembered one by one: 16 MiB of bits. */
const MAX_REMEMBERED = 2 ** 27;
const FIRST_BYTES = 1 << 16;

export function appIds(): AppIds {
  let taken = new Uint8Array(FIRST_BYTES);
  let next = 1;

  function claim(number: number): boolean {
    const at = number >>> 3;
    if (at >= taken.length) {
      const grown = new Uint8Array(Math.max(taken.length * 2, at + 1));
      grown.set(taken);
      taken = grown;
    }
    const bit = 1 << (number & 7);
    if (((taken[at] ?? 0) & bit) !== 0) return false;
    taken[at] = (taken[at] ?? 0) | bit;
    return true;
  }

  return {
    take(record) {
      if (/^[1-9]\d{0,8}$/.test(record) && Number(record) < MAX_REMEMBERED && claim(Number(record)))
        return record;
      while (!claim(next)) next += 1;
      return String(next);
    },
  };
}
