import { readFileSync } from 'node:fs';

const COLUMNS = 'region,part_type,words';
const REGIONS = ['tw', 'hk'];

/** What part types are called where Chinese is written with traditional characters, by id. @throws Error with the line that isn't as the guide says */
function readTradeWords(): Map<string, string[]> {
  const text = readFileSync(new URL('../../data/trade-words.csv', import.meta.url), 'utf8');
  const [head = '', ...lines] = text.trimEnd().split('\n');
  if (head.trim() !== COLUMNS) throw new Error(`trade-words.csv begins with the columns ${COLUMNS}`);
  const found = new Map<string, string[]>();
  for (const [at, line] of lines.entries()) {
    const [region = '', id = '', words = '', ...more] = line.trim().split(',');
    if (!REGIONS.includes(region) || id === '' || words === '' || more.length > 0)
      throw new Error(
        `trade-words.csv, line ${at + 2}: a region (${REGIONS.join(', ')}), a part type and its words`,
      );
    const known = found.get(id) ?? [];
    for (const word of words.split(' ')) if (!known.includes(word)) known.push(word);
    found.set(id, known);
  }
  return found;
}

export const TRADE_WORDS: ReadonlyMap<string, readonly string[]> = readTradeWords();
