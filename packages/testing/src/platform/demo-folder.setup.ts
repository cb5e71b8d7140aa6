import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPlatformProcess } from './platform-process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with the demo catalogue, of a platform that has ended. To be copied, not used. */
    demoFolder: string;
  }
}

/** Loads the demo catalogue once, the way that a first start does. */
export async function setup(project: TestProject): Promise<() => void> {
  const demoFolder = mkdtempSync(join(tmpdir(), 'qipei-demo-'));
  const platform = await startPlatformProcess({ dataDir: demoFolder, env: { QIPEI_DEMO: 'on' } });
  const code = await platform.stop();
  if (code !== 0) throw new Error(`the platform ended with ${code}:\n${platform.output()}`);
  project.provide('demoFolder', demoFolder);
  return () => rmSync(demoFolder, { recursive: true, force: true });
}
