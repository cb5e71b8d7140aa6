#!/usr/bin/env node
// The web catalogue in a real Chromium over the whole platform. Without one it says so; in CI that is a failure. Further
// arguments go to the test runner.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, QIPEI_WEB: '1', CHROMIUM_PATH: chromium },
  });
  return status ?? 1;
}

if (existsSync(chromium)) {
  process.exitCode =
    run(process.execPath, [join(root, 'deploy', 'build-web.mjs')]) ||
    run(join(root, 'node_modules', '.bin', 'vitest'), [
      ...['run', '--config', 'packages/testing/vitest.config.ts', '--project=web'],
      ...process.argv.slice(2),
    ]);
} else {
  console.log(`There is no Chromium at ${chromium}: set CHROMIUM_PATH. The web catalogue was not tested.`);
  if (process.env.CI !== undefined) process.exitCode = 1;
}
