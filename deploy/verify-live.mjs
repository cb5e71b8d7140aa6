#!/usr/bin/env node
// The tests over real servers of others. The run starts them under a scratch folder and takes them down; that one can't
// be had is a failure. Further arguments go to the test runner.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const vitest = join(root, 'node_modules', '.bin', 'vitest');
const args = ['run', '--config', 'packages/testing/vitest.config.ts', '--project', 'live'];
const child = spawn(vitest, [...args, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, QIPEI_LIVE: '1' },
});
child.on('error', (error) => {
  console.error(`could not start ${vitest}: ${error.message}`);
  process.exitCode = 1;
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
