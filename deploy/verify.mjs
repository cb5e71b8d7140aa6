#!/usr/bin/env node
// Everything that must hold before a change is kept: format and lint, types, boundaries, contracts, unused code, tests.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { conclude, runTests } from './test-run.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'qipei-verify-'));
const bin = (name, home = root) => join(home, 'node_modules', '.bin', name);
const contracts = join(root, 'packages', 'contracts');
const buf = bin('buf', contracts);
const generated = join(contracts, 'src', 'gen');
const descriptors = 'descriptors.binpb';

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

function generate(target) {
  const made = spawnSync(buf, ['generate', 'proto', '--template', 'proto/buf.gen.yaml', '--output', target], {
    cwd: root,
    encoding: 'utf8',
  });
  if (made.status !== 0) return `buf generate failed:\n${made.stdout}${made.stderr}`;
  const out = join(target, relative(root, generated), descriptors);
  const built = spawnSync(buf, ['build', 'proto', '--as-file-descriptor-set', '-o', out], {
    cwd: root,
    encoding: 'utf8',
  });
  return built.status === 0 ? undefined : `buf build failed:\n${built.stdout}${built.stderr}`;
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

async function codegenIsFresh() {
  const failure = generate(scratch);
  if (failure !== undefined) return { ok: false, output: failure };
  const fresh = join(scratch, relative(root, generated));
  const names = filesBelow(fresh);
  const stale = [...new Set([...names, ...filesBelow(generated)])].filter((name) => {
    try {
      return !readFileSync(join(fresh, name)).equals(readFileSync(join(generated, name)));
    } catch {
      return true;
    }
  });
  if (names.length < 10) return { ok: false, output: `only ${names.length} files were generated` };
  return {
    ok: stale.length === 0,
    output: `stale, run 'node deploy/boot.mjs generate':\n${stale.join('\n')}`,
  };
}

/** The client's types say what this very tree would serve. */
async function clientTypesAreFresh() {
  const made = await run(process.execPath, [join(root, 'deploy', 'api-types.mjs'), '--check']);
  return { ok: made.ok, output: made.output };
}

/** What runs in a browser has other libraries, and its tests have those of Node beside them. */
async function webTypes() {
  const [app, tests] = [
    await run(bin('tsc'), ['-p', 'services/web/tsconfig.json']),
    await run(bin('tsc'), ['-p', 'services/web/tsconfig.test.json']),
  ];
  return { ok: app.ok && tests.ok, output: app.output + tests.output };
}

/** The check is worth nothing when the tool saw no modules, so it counts them. */
async function boundaries() {
  const { ok, output } = await run(bin('depcruise'), [
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'json',
    'services',
    'packages',
  ]);
  let report;
  try {
    report = JSON.parse(output);
  } catch {
    return { ok: false, output };
  }
  const own = report.modules.filter((module) =>
    /^(services|packages)\/[^/]+\/src\//.test(module.source),
  ).length;
  const files = spawnSync(
    'git',
    ['ls-files', '--', 'services/*/src/**/*.ts', 'services/*/src/**/*.tsx', 'packages/*/src/**/*.ts'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  const expected = files.stdout.split('\n').filter(Boolean).length;
  const arrows = report.modules.reduce((sum, module) => sum + module.dependencies.length, 0);
  const violations = report.summary.violations.map(
    (violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`,
  );
  if (own < expected * 0.9 || own === 0 || arrows < own) {
    return {
      ok: false,
      output: `saw ${own} of ${expected} modules and ${arrows} imports: the check is blind`,
    };
  }
  return {
    ok: ok && violations.length === 0,
    output: violations.join('\n') || `${own} modules, ${arrows} imports`,
  };
}

const checks = [
  ['format and lint', () => run(bin('biome'), ['ci', '--error-on-warnings', '--colors=off', '.'])],
  ['types', () => run(bin('tsc'), ['-p', 'tsconfig.base.json'])],
  ['types of the web catalogue', webTypes],
  ['boundaries', boundaries],
  ['contracts: lint', () => run(buf, ['lint', 'proto'])],
  [
    'contracts: breaking',
    () => run(buf, ['breaking', 'proto', '--against', 'packages/contracts/released/qipei-v1.binpb']),
  ],
  ['contracts: generated code', codegenIsFresh],
  ['contracts: types of the client', clientTypesAreFresh],
  ['unused code', () => run(bin('knip'), ['--no-progress'])],
];

async function verify(args) {
  const failed = [];
  const waiting = [...checks];
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const [name, execute] = check;
      const started = performance.now();
      const { ok, output } = await execute();
      console.log(`${ok ? 'ok' : 'FAIL'}: ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
      if (!ok) {
        failed.push(`${name}\n${output.trimEnd().split('\n').slice(0, 20).join('\n')}`);
        console.log(output.trimEnd());
      }
    }
  };
  if (!args.includes('--tests-only')) await Promise.all([worker(), worker()]);
  const further = args.filter((arg) => arg !== '--tests-only');
  const run = await runTests(join(scratch, 'tests.json'), further);
  if (run.results.numPassedTests === 0) failed.push('no test was run');
  return conclude('verify', [run], failed);
}

async function fix() {
  const { output } = await run(bin('biome'), ['check', '--write', '.']);
  console.log(output);
  return 0;
}

const [mode] = process.argv.slice(2);
try {
  if (mode === '--generate') {
    const failure = generate(root);
    if (failure !== undefined) console.error(failure);
    const types = await run(process.execPath, [join(root, 'deploy', 'api-types.mjs')]);
    if (!types.ok) console.error(types.output);
    process.exitCode = failure === undefined && types.ok ? 0 : 1;
  } else if (mode === '--fix') {
    process.exitCode = await fix();
  } else {
    process.exitCode = await verify(process.argv.slice(2).filter((arg) => arg !== ''));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
