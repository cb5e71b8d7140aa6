#!/usr/bin/env node
// The tests over real servers of others, and the end-to-end tests over a cluster. The run starts the servers under a
// scratch folder and takes them down; that one can't be had is a failure. Writes the table in docs/engines.md. Further
// arguments go to the test runner, and leave the table alone.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeEngineTable } from './engine-table.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'qipei-verify-'));
const further = process.argv.slice(2).filter((arg) => arg !== '');

/** Returns the exit code, and what the runner reports. */
async function runTests(name, args) {
  const report = join(scratch, `${name}.json`);
  const child = spawn(
    join(root, 'node_modules', '.bin', 'vitest'),
    [
      ...['run', '--config', 'packages/testing/vitest.config.ts', '--passWithNoTests'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args, ...further],
    ],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, QIPEI_LIVE: '1' } },
  );
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status) => resolve(status ?? 1));
  });
  return { code, results: JSON.parse(readFileSync(report, 'utf8')) };
}

try {
  const engines = ['--project=live', ...(further.length === 0 ? ['--project=embedded-engines'] : [])];
  // A cluster is nine processes and three servers: one at a time.
  const runs = [
    await runTests('engines', engines),
    await runTests('cluster', ['--project=cluster', '--maxWorkers=1']),
  ];
  process.exitCode = runs.find(({ code }) => code !== 0)?.code ?? 0;
  const count = (kind) => runs.reduce((sum, { results }) => sum + results[kind], 0);
  const testResults = runs.flatMap(({ results }) => results.testResults);
  if (further.length === 0) {
    const isFresh = writeEngineTable(join(root, 'docs', 'engines.md'), { testResults }, root);
    if (!isFresh) console.log('docs/engines.md has been written anew: look at what changed, and commit it.');
  }
  const counts = `${count('numPassedTests')} passed, ${count('numFailedTests')} failed, ${count('numPendingTests')} not run`;
  console.log(`\n${process.exitCode === 0 ? 'ok' : 'FAIL'}: live\n${counts}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
