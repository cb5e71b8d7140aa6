import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startKafka } from '../servers/kafka-server.ts';
import { startMongo } from '../servers/mongo-server.ts';
import { startClusterProcess } from './cluster-process.ts';
import { runCommand } from './command-line.ts';
import './demo-source.ts';

/** Loads the demo catalogue once into a cluster, through its REST API; its Kafka goes on for the tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await using opened = new AsyncDisposableStack();
  const scratch = mkdtempSync(join(tmpdir(), 'qipei-cluster-'));
  opened.defer(() => rmSync(scratch, { recursive: true, force: true }));
  const folder = join(scratch, 'demo');
  const kafka = opened.use(await startKafka({ folder: join(scratch, 'kafka') }));
  await using mongo = await startMongo({ folder: join(folder, 'mongo') });
  const env = { QIPEI_MONGODB_URL: mongo.url, QIPEI_KAFKA_BROKERS: kafka.brokers.join(',') };
  await using cluster = await startClusterProcess({ dataDir: folder, env });
  const loaded = await runCommand({ ...env, QIPEI_DATA_DIR: folder }, ['demo', 'load', '--url', cluster.url]);
  if (loaded.code !== 0)
    throw new Error(`the demo could not be loaded:\n${loaded.output}${cluster.output()}`);
  const code = await cluster.stop();
  if (code !== 0) throw new Error(`the cluster ended with ${code}:\n${cluster.output()}`);
  project.provide('demo', { folder, kafkaBrokers: [...kafka.brokers] });
  const resources = opened.move();
  return () => resources.disposeAsync();
}
