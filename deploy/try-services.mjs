#!/usr/bin/env node
// Starts each service as its container will, on embedded engines in a scratch folder, and ends with 1 unless every one
// gets healthy and stops by SIGTERM as it should, and unless the qipei command works.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const GRPC = ['access', 'catalog', 'fitment', 'inventory', 'order', 'search', 'exchange'];
const PATIENCE_MS = 60_000;
const FIRST_PORT = 17_100;

const folder = mkdtempSync(join(tmpdir(), 'qipei-try-'));
const address = (index) => `127.0.0.1:${FIRST_PORT + index}`;
const env = {
  ...process.env,
  QIPEI_DATA_DIR: folder,
  QIPEI_PEER_TOKEN: 'of-this-trial-alone',
  LOG_LEVEL: 'warn',
  PORT: String(FIRST_PORT + GRPC.length),
  ...Object.fromEntries(GRPC.map((name, index) => [`${name.toUpperCase()}_GRPC_ADDRESS`, address(index)])),
};
const services = [
  ...GRPC.map((name, index) => ({ name, target: `grpc://${address(index)}` })),
  { name: 'bff', target: `http://127.0.0.1:${env.PORT}/readyz` },
];

function node(args, stdio) {
  return spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', stdio, stdio] });
}

async function isHealthy(target) {
  const [code] = await once(node([join(root, 'deploy', 'health.mjs'), target], 'ignore'), 'exit');
  return code === 0;
}

async function healthy({ name, target, child }) {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await pause(250)) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
    if (await isHealthy(target)) return;
  }
  throw new Error(`${name} is not healthy after ${PATIENCE_MS / 1000} s`);
}

async function stopped({ name, child }) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  const [code, signal] = await ended;
  clearTimeout(late);
  if (code !== 0) throw new Error(`${name} ended with ${code ?? signal} after SIGTERM`);
}

const running = [];
try {
  for (const service of services) {
    const started = performance.now();
    const child = node([join('services', service.name, 'src', 'main.ts')], 'inherit');
    running.unshift({ ...service, child });
    await healthy({ ...service, child });
    console.log(`${service.name}: healthy after ${Math.round(performance.now() - started)} ms`);
  }
  for (const service of running) await stopped(service);
  const [code] = await once(node(['services/all-in-one/src/cli.ts', 'keys', 'list'], 'inherit'), 'exit');
  if (code !== 0) throw new Error(`the qipei command ended with ${code}`);
  console.log(`${services.length} services start and stop, the command works`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const { child } of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
