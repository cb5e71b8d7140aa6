#!/usr/bin/env node
// Builds services/web into its dist, unless what is there was made of these very sources. A build is made beside the old one
// and takes its place at its end: who serves the old one meanwhile never sees half of another.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const web = join(root, 'services', 'web');
const dist = join(web, 'dist');
const stamp = join(root, 'node_modules', '.cache', 'web', 'built');
const made = ['src', 'build', 'public', 'index.html', 'vite.config.ts', 'package.json', 'tsconfig.json'].map(
  (name) => join(web, name),
);
const sources = [...made, join(root, 'packages', 'api-client', 'src'), join(root, 'pnpm-lock.yaml')];

function filesOf(path) {
  try {
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [path];
  }
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesOf).sort()) {
    if (file.endsWith('.test.ts')) continue;
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

const wanted = fingerprint();
const built =
  existsSync(join(dist, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
if (!built || process.argv.includes('--force')) {
  console.log('Building the web catalogue (once) …');
  const scratch = `${dist}.${process.pid}.tmp`;
  const vite = join(web, 'node_modules', 'vite', 'bin', 'vite.js');
  const result = spawnSync(process.execPath, [vite, 'build', '--outDir', scratch, '--logLevel', 'warn'], {
    cwd: web,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (result.status === 0) {
    const old = `${dist}.${process.pid}.old`;
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(scratch, dist);
    rmSync(old, { recursive: true, force: true });
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, wanted);
  } else {
    rmSync(scratch, { recursive: true, force: true });
    process.exitCode = result.status ?? 1;
  }
}
