import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import './demo-source.ts';
import { startPlatformProcess } from './platform-process.ts';

/** Loads the demo catalogue once, the way that a first start does. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-demo-'));
  const env = { QIPEI_DEMO: 'on' };
  // Seconds, but where many want the processors: without it there is no test at all.
  const platform = await startPlatformProcess({ dataDir: folder, env, startMs: 900_000 });
  const code = await platform.stop();
  if (code !== 0) throw new Error(`the platform ended with ${code}:\n${platform.output()}`);
  project.provide('demo', { folder });
  return () => rmSync(folder, { recursive: true, force: true });
}
