#!/usr/bin/env node
// The web catalogue in a real Chromium over the whole platform. Without one it says so; in CI that is a failure. Leaves
// pictures of the views in artifacts/web, of each main view at both sizes. Further arguments go to the test runner, and
// leave pictures of other runs alone. WEB_DIST names a build of the caller's.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { conclude, runTests } from './test-run.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const pictures = join(root, 'artifacts', 'web');
const further = process.argv.slice(2).filter((arg) => arg !== '');

/** The main views, as the tests name their pictures. */
const VIEWS = [
  ...['01-sign-in', '02-home', '03-results', '04-part', '05-cart', '06-order', '07-orders', '08-vehicles'],
  ...['51-import-report', '52-release', '61-compare'],
];

function missingPictures() {
  const there = existsSync(pictures) ? readdirSync(pictures) : [];
  return VIEWS.flatMap((view) => ['desk', 'phone'].map((size) => `${view}-${size}`))
    .filter((name) => !there.some((file) => file.startsWith(`${name}-`)))
    .map((name) => `there is no picture ${name} in artifacts/web`);
}

/** A build that the caller names is taken as it is. */
function build() {
  if (process.env.WEB_DIST !== undefined) return 0;
  const built = spawnSync(process.execPath, [join(root, 'deploy', 'build-web.mjs')], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return built.status ?? 1;
}

if (existsSync(chromium)) {
  const scratch = mkdtempSync(join(tmpdir(), 'qipei-verify-'));
  try {
    const whole = further.length === 0;
    if (whole) rmSync(pictures, { recursive: true, force: true });
    const env = { QIPEI_WEB: '1', CHROMIUM_PATH: chromium };
    const failed = build() === 0 ? [] : ['the web catalogue could not be built'];
    const runs =
      failed.length > 0
        ? []
        : [await runTests(join(scratch, 'web.json'), ['--project=web', ...further], env)];
    if (whole && runs.length > 0) failed.push(...missingPictures());
    process.exitCode = conclude('web', runs, failed);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
} else {
  console.log(`There is no Chromium at ${chromium}: set CHROMIUM_PATH. The web catalogue was not tested.`);
  if (process.env.CI !== undefined) process.exitCode = 1;
}
