/** What a make's rule says of a number that has the make's shape. */
export interface RuleFold {
  display: string;
  key: string;
  /** 0 to 1: how sure it is that two numbers with this key are one number of this make. */
  confidence: number;
}

/** How one make (or a group of makes that number alike) writes its numbers. */
export interface MakeRule {
  /** Stable and kebab-case; stored beside the key. */
  name: string;
  /** Why two spellings are held to be one, in words for the reader of a proof. */
  reason: string;
  /** Makes as the vehicle table or the trade writes them; compared by `makeKey`. */
  makes: readonly string[];
  /** `general` is the general key. Null where it hasn't the shape of this make's numbers. */
  fold(general: string): RuleFold | null;
}

/** `text` cut into groups of the given sizes, joined by `separator`; what is left over is a last group. */
export function grouped(text: string, sizes: readonly number[], separator: string): string {
  const groups: string[] = [];
  let at = 0;
  for (const size of sizes) {
    if (at >= text.length) break;
    groups.push(text.slice(at, at + size));
    at += size;
  }
  if (at < text.length) groups.push(text.slice(at));
  return groups.join(separator);
}
