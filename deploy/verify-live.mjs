#!/usr/bin/env node
// The tests over real servers of others, and the end-to-end tests over a cluster. The run starts the servers under a
// scratch folder and takes them down; that one can't be had is a failure. Writes the table in docs/engines.md; where CI
// is set a table that was another is a failure. Further arguments go to the test runner, and leave the table alone.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeEngineTable } from './engine-table.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'qipei-verify-'));
const report = join(scratch, 'tests.json');
const further = process.argv.slice(2).filter((arg) => arg !== '');

function runTests() {
  const vitest = join(root, 'node_modules', '.bin', 'vitest');
  const projects = ['live', 'cluster', ...(further.length === 0 ? ['embedded-engines'] : [])];
  const args = [
    'run',
    '--config',
    'packages/testing/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
  ];
  const child = spawn(
    vitest,
    [...args, `--outputFile.json=${report}`, ...projects.map((name) => `--project=${name}`), ...further],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, QIPEI_LIVE: '1' } },
  );
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

try {
  process.exitCode = await runTests();
  if (process.exitCode === 0 && further.length === 0) {
    const results = JSON.parse(readFileSync(report, 'utf8'));
    const isFresh = writeEngineTable(join(root, 'docs', 'engines.md'), results, root);
    if (!isFresh && process.env.CI) {
      console.error(
        'docs/engines.md did not say what ran: it has been written anew and wants to be committed.',
      );
      process.exitCode = 1;
    }
    console.log(
      `\n${process.exitCode === 0 ? 'ok' : 'FAIL'}: live\n${results.numPassedTests} passed, ${results.numFailedTests} failed, ${results.numPendingTests} not run`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
