import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteSearchEngine } from '../src/sqlite/index.ts';
import { partPatches, random, SCHEMA } from './catalogue.ts';

const { file, from, count } = workerData as { file: string; from: number; count: number };
await using engine = await openSqliteSearchEngine({ file, schema: SCHEMA });
const next = random(2);
const started = performance.now();
for (let no = 0; no < count; no += 166) {
  const patches = Array.from({ length: 166 }, (_, i) => partPatches(from + no + i, 1, next)).flat();
  await engine.apply(patches);
}
parentPort?.postMessage(count / ((performance.now() - started) / 1000));
