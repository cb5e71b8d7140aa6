import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';

// Each compiles what it loads.
vi.setConfig({ testTimeout: 300_000 });

const fixture = fileURLToPath(new URL('./thread-modules.fixture.ts', import.meta.url));

function packagesOf(module: string): string[] {
  const url = new URL(module, import.meta.url).href;
  return execFileSync(process.execPath, [fixture, url], { encoding: 'utf8' }).split('\n');
}

// Each thread has its own copy of every module: what none of them uses takes megabytes of memory for as long as the platform runs.
test.each(['./background.ts', './followers.ts'])(
  'the thread of %s loads nothing that only others need',
  (module) => {
    const packages = packagesOf(module);
    expect(packages).toContain('better-sqlite3');
    expect(packages).toContain('@bufbuild/protobuf');
    for (const foreign of [
      'zod',
      'express',
      'mongoose',
      'mongodb',
      'kafkajs',
      'meilisearch',
      'pinyin-pro',
      'sharp',
    ])
      expect(packages).not.toContain(foreign);
  },
);

test('the list tells of packages where there are some', () => {
  expect(packagesOf('../../search/src/config.ts')).toContain('zod');
});
