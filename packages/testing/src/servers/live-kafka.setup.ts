import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startKafka } from './kafka-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    kafkaBrokers: string[];
  }
}

/** One Kafka for the live tests that need none of their own; that there is none fails them all. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-live-'));
  const kafka = await startKafka({ folder });
  project.provide('kafkaBrokers', [...kafka.brokers]);
  return async () => {
    await kafka[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  };
}
