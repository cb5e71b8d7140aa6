import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const tracer = 'strace';
const available = spawnSync(tracer, ['-V']).status === 0;
const why = available ? '' : ' (skipped: needs strace; database.test.ts asserts the setting)';

test.skipIf(!available)(
  `every acknowledged commit has been synced to the disk${why}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'qipei-sqlite-'));
    try {
      const [few, more] = [10, 110].map((commits) => syncs(folder, commits));
      // The difference leaves out what opening and closing sync.
      expect((more ?? 0) - (few ?? 0)).toBeGreaterThanOrEqual(100);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  180_000,
);

function syncs(folder: string, commits: number): number {
  const trace = join(folder, 'trace');
  const child = fileURLToPath(new URL('./commit-sync.child.ts', import.meta.url));
  const file = join(folder, `${commits}.db`);
  const args = [
    '-f',
    '-e',
    'trace=fsync,fdatasync',
    '-o',
    trace,
    process.execPath,
    child,
    file,
    `${commits}`,
  ];
  const result = spawnSync(tracer, args, { encoding: 'utf8' });
  expect(result.stderr).toBe('');
  expect(result.status).toBe(0);
  return readFileSync(trace, 'utf8').match(/\bf(?:data)?sync\(\d+.*= 0$/gm)?.length ?? 0;
}
