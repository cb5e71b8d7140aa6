import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteSearchEngine } from '@qipei/search-engine/sqlite';
import { createLogger } from '@qipei/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOutdated, PART_INDEX } from './application/part-index.ts';
import { checkPartIndex, composeProjection, removePartIndex } from './compose.ts';

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-outdated-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const engines = () => {
  const files = { engine: 'sqlite' as const, dataDir };
  return { storage: files, eventLog: files, index: files };
};

/** What is warned of at the start. */
async function started(): Promise<string[]> {
  const logger = createLogger({ service: 'search', level: 'silent' });
  const warned: string[] = [];
  logger.warn = (...args: unknown[]) => void warned.push(String(args.at(-1)));
  await using _ = await composeProjection(engines(), logger);
  return warned;
}

async function checked() {
  const { outdated } = await checkPartIndex({ ...engines(), parts: () => [], onDifference: () => {} });
  return outdated;
}

test('an index of an earlier version is served, and said to be one until it is made anew', async () => {
  const { contents: _, ...earlier } = PART_INDEX;
  {
    const file = join(dataDir, 'search-index.sqlite');
    await using engine = await openSqliteSearchEngine({ file, schema: earlier });
    expect(await isOutdated(engine)).toBe(true);
  }
  for (let start = 0; start < 2; start += 1) {
    expect(await started()).toEqual([expect.stringContaining('qipei index rebuild')]);
    expect(await checked()).toBe(true);
  }
  await removePartIndex(engines());
  expect(await started()).toEqual([]);
  expect(await checked()).toBe(false);
});
