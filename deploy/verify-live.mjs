#!/usr/bin/env node
// The tests over real servers of others, and the end-to-end tests over a cluster. The run starts the servers under a
// scratch folder and takes them down; that one can't be had is a failure. Writes the table in docs/engines.md, for which the
// tests over the engines of one machine run as well: `--without-embedded` leaves out both. Further arguments go to the test
// runner, and leave the table alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeEngineTable } from './engine-table.mjs';
import { conclude, runTests } from './test-run.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'qipei-verify-'));
const given = process.argv.slice(2).filter((arg) => arg !== '');
const further = given.filter((arg) => arg !== '--without-embedded');
const writesTable = given.length === 0;

const run = (name, args) =>
  runTests(join(scratch, `${name}.json`), ['--passWithNoTests', ...args, ...further], { QIPEI_LIVE: '1' });

try {
  const engines = ['--project=live', ...(writesTable ? ['--project=embedded-engines'] : [])];
  // A cluster is nine processes and three servers: one at a time.
  const runs = [await run('engines', engines), await run('cluster', ['--project=cluster', '--maxWorkers=1'])];
  const testResults = runs.flatMap(({ results }) => results.testResults);
  if (writesTable) {
    const isFresh = writeEngineTable(join(root, 'docs', 'engines.md'), { testResults }, root);
    if (!isFresh) console.log('docs/engines.md has been written anew: look at what changed, and commit it.');
  }
  process.exitCode = conclude('live', runs);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
