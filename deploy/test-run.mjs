// Runs tests, and says at the very end which failed and why: the end of what it prints is all that a reader of CI may get.
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const MAX_FAILURES = 20;
const MAX_LINES = 12;
const MAX_CHARACTERS = 300;
// What a terminal would show in colours.
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/**
 * `report`: a path of its own for the runner's report. Returns its exit code, its results, and each failure as text: of a
 * test, of a file that could not be loaded, of what was thrown where no test could catch it.
 */
export async function runTests(report, args, env = {}) {
  const thrown = `${report}.thrown`;
  const child = spawn(
    join(root, 'node_modules', '.bin', 'vitest'),
    [
      ...['run', '--config', 'packages/testing/vitest.config.ts', '--reporter=default', '--reporter=json'],
      ...[
        `--outputFile.json=${report}`,
        `--reporter=${join(root, 'deploy', 'thrown-reporter.mjs')}`,
        ...args,
      ],
    ],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env, QIPEI_THROWN: thrown },
    },
  );
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      console.log(String(error));
      resolve(1);
    });
    child.on('close', (status) => resolve(status ?? 1));
  });
  const results = read(report) ?? {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    testResults: [],
  };
  const failures = [...(read(thrown) ?? []).map((each) => excerpt(each).trim()), ...failedTests(results)];
  // The runner ended before it could report, or failed for a reason of its own, which stands above.
  if (code !== 0 && failures.length === 0) failures.push(`the test runner ended with exit code ${code}`);
  return { code, results, failures };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function failedTests({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [`${file}\n${excerpt(message || 'did not end')}`];
    return failed.map(
      ({ ancestorTitles, title, failureMessages }) =>
        `${file} > ${[...ancestorTitles, title].filter(Boolean).join(' > ')}\n${excerpt(failureMessages.join('\n'))}`,
    );
  });
}

/** The first lines, without those of a stack that say nothing of the project. */
function excerpt(message) {
  const lines = message
    .replaceAll(COLOURS, '')
    .replaceAll(`file://${root}/`, '')
    .replaceAll(`${root}/`, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at .*(node_modules|node:|<anonymous>)/.test(line))
    .map((line) => (line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)} …` : line));
  const shown = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), '…'] : lines;
  return shown.map((line) => `    ${line}`).join('\n');
}

/** `3 passed, 1 failed`: what could not be loaded counts as one that failed. The last line of every run. */
function closingLine(runs) {
  const count = (kind) => runs.reduce((sum, { results }) => sum + results[kind], 0);
  const failed = runs.reduce((sum, { failures }) => sum + failures.length, 0);
  const skipped = count('numPendingTests');
  return `${count('numPassedTests')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Ends a run: what failed, once more, then whether all is well, then the counts. The file that QIPEI_CONCLUSIONS names gets a line
 * of JSON with the same, for who runs several and tells of them together (conclusions.mjs).
 */
export function conclude(name, runs, others = []) {
  const failures = [...others, ...runs.flatMap((run) => run.failures)];
  const ok = failures.length === 0 && runs.every(({ code }) => code === 0);
  const kept = process.env.QIPEI_CONCLUSIONS;
  if (kept !== undefined) {
    const passed = runs.reduce((sum, { results }) => sum + results.numPassedTests, 0);
    appendFileSync(kept, `${JSON.stringify({ name, ok, passed, counts: closingLine(runs), failures })}\n`);
  }
  for (const failure of failures.slice(0, MAX_FAILURES)) console.log(`\nFAIL: ${failure}`);
  if (failures.length > MAX_FAILURES) console.log(`\nand ${failures.length - MAX_FAILURES} more that failed`);
  console.log(`\n${ok ? 'ok' : 'FAIL'}: ${name}\n${closingLine(runs)}`);
  return ok ? 0 : 1;
}
