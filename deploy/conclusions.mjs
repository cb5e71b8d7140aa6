#!/usr/bin/env node
// Tells of several runs together what failed in each and why, within what is kept of a log, which may be its end alone.
// Arguments: the file with their conclusions (test-run.mjs), then for each run its name and the code that it ended with.
import { existsSync, readFileSync } from 'node:fs';

const MOST_LINES = 52;
const MOST_OF_ONE = 6;
const MOST_OF_TORN = 200;
/** Says where it was and what it waited for; the lines around it only frame it. */
const TELLING = /^\s*(?:- waiting for|- locator resolved|at (?:services|packages|deploy)\/|[A-Za-z]*Error\b)/;
const FRAME = /^\s*(?:Call log:|=+.*=+|=+|…)\s*$/;

const [file = '', ...given] = process.argv.slice(2);
const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
const told = new Map();
const torn = [];
for (const line of lines.filter((each) => each !== '')) {
  const run = conclusion(line);
  if (run === undefined) torn.push(line);
  else told.set(run.name, run);
}

const runs = [];
for (let at = 0; at < given.length; at += 2) {
  const [name, code] = [given[at], Number(given[at + 1])];
  const run = told.get(name) ?? { passed: 0, counts: 'it told nothing', failures: [] };
  const ok = code === 0 && run.ok === true;
  const failures =
    ok || run.failures.length > 0 ? run.failures : [`${name}\n    it ended with code ${code}, see above`];
  runs.push({ name, ok, passed: run.passed, counts: run.counts, failures });
}

const failures = runs.flatMap((run) => run.failures);
const shown = failures.slice(0, Math.floor(MOST_LINES / 2));
const each = Math.min(MOST_OF_ONE, Math.max(1, Math.floor(MOST_LINES / Math.max(1, shown.length)) - 1));
for (const failure of shown) {
  const [title, ...why] = failure.split('\n');
  console.log(`FAIL: ${title}`);
  for (const line of most(why, each)) console.log(line);
}
if (failures.length > shown.length) console.log(`and ${failures.length - shown.length} more that failed`);
for (const { name, ok, counts } of runs) console.log(`${ok ? 'ok' : 'FAIL'}: ${name}: ${counts}`);
for (const line of torn) console.log(`a line of the conclusions was torn: ${line.slice(0, MOST_OF_TORN)}`);
console.log(`${runs.reduce((sum, { passed }) => sum + passed, 0)} passed, ${failures.length} failed`);
process.exitCode = runs.length > 0 && runs.every(({ ok }) => ok) ? 0 : 1;

/** Undefined where the line is torn: a run was killed, or the disk full, while it wrote. Its run then counts as one that told nothing. */
function conclusion(line) {
  try {
    const run = JSON.parse(line);
    return typeof run?.name === 'string' && Array.isArray(run.failures) ? run : undefined;
  } catch {
    return undefined;
  }
}

/** The first line, then those that tell most, in their order. */
function most(why, count) {
  const content = why.filter((line) => !FRAME.test(line));
  if (content.length <= count) return content;
  const first = content[0];
  const telling = content.slice(1).filter((line) => TELLING.test(line));
  const others = content.slice(1).filter((line) => !TELLING.test(line));
  const taken = new Set([first, ...[...telling, ...others].slice(0, count - 1)]);
  return content.filter((line) => taken.has(line)).slice(0, count);
}
