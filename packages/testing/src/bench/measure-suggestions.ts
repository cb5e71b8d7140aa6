import { Agent, request } from 'node:http';
import { type Figure, figure, percentile } from './figure.ts';

interface SuggestBench {
  url: string;
  key: string;
  /** As their catalogue writes them. */
  numbers: readonly string[];
}

/** What is typed into the one box, a letter at a time. */
const TYPED: Record<string, readonly string[]> = {
  'Chinese word': ['机油滤清器', '刹车片', '前减震器', '空气滤清器', '火花塞'],
  pinyin: ['jiyoulvqingqi', 'jylqq', 'shache', 'huohuasai', 'jzq'],
  'English word': ['oil filter', 'brake pad', 'spark plug', 'water pump', 'shock absorber'],
  vehicle: ['honda accord 2003', 'toyota corolla', 'volkswagen golf', '本田', 'bmw 325i'],
};
const ROUNDS = 4;
const NUMBERS = 60;

/** Latencies over HTTP on a kept connection of the suggestions for every letter that is typed. */
export async function measureSuggestions({ url, key, numbers }: SuggestBench): Promise<Figure[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const kinds = { 'OE number': numbers.slice(0, NUMBERS), ...TYPED };
  const figures: Figure[] = [];
  // The first of a tenant's counts what it sees.
  const first = await timedGet(agent, url, key, 'a');
  figures.push(figure('suggestions: the first of a tenant', first, 'ms'));
  for (const [name, texts] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let round = 0; round < (name === 'OE number' ? 1 : ROUNDS); round += 1)
      for (const text of texts)
        for (let length = 1; length <= text.length; length += 1)
          times.push(await timedGet(agent, url, key, text.slice(0, length)));
    figures.push(
      figure(`suggestions: ${name} p50`, percentile(times, 0.5), 'ms'),
      figure(`suggestions: ${name} p99`, percentile(times, 0.99), 'ms'),
    );
  }
  agent.destroy();
  return figures;
}

function timedGet(agent: Agent, url: string, key: string, typed: string): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}` };
    request(`${url}/v1/suggestions?q=${encodeURIComponent(typed)}`, { agent, headers }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - started);
        else reject(new Error(`suggestions answered ${response.statusCode}`));
      });
    })
      .on('error', reject)
      .end();
  });
}
