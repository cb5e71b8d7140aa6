import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MongoServer, startMongo } from '../servers/mongo-server.ts';

/** The demo catalogue, loaded by a platform that has ended. To be copied, not used. */
export interface DemoSource {
  folder: string;
  /** Set where the services of a cluster loaded it; their documents are in `mongo` below the folder. */
  kafkaBrokers?: readonly string[];
}

declare module 'vitest' {
  interface ProvidedContext {
    demo: DemoSource;
  }
}

export interface DemoKeys {
  distributor: string;
  shop: string;
  otherTenant: string;
  users: Record<
    'owner' | 'catalogueManager' | 'seller' | 'buyer' | 'otherOwner',
    { email: string; password: string }
  >;
}

export interface DemoCopy extends AsyncDisposable {
  dataDir: string;
  keys: DemoKeys;
  /** Names the engines; empty where all is in the data folder. */
  env: Record<string, string>;
  /** Where a cluster's documents are. */
  mongo: MongoServer | undefined;
}

/** Of a folder with the demo in it. */
export function readDemoKeys(dataDir: string): DemoKeys {
  return JSON.parse(readFileSync(join(dataDir, 'demo-keys.json'), 'utf8')) as DemoKeys;
}

let copies = 0;

/** A copy to work with, and over it the servers that it needs; topics and groups are the copy's own. */
export async function copyDemo({ folder, kafkaBrokers }: DemoSource): Promise<DemoCopy> {
  await using opened = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'qipei-e2e-'));
  opened.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  cpSync(folder, dataDir, { recursive: true });
  const keys = readDemoKeys(dataDir);
  const env: Record<string, string> = { QIPEI_DATA_DIR: dataDir };
  let mongo: MongoServer | undefined;
  if (kafkaBrokers !== undefined) {
    const documents = join(dataDir, 'mongo');
    if (!existsSync(documents)) throw new Error(`there are no documents in ${documents}`);
    mongo = opened.use(await startMongo({ folder: documents }));
    copies += 1;
    env.QIPEI_MONGODB_URL = mongo.url;
    env.CATALOG_GRAPH_CHECKS = 'off';
    env.QIPEI_KAFKA_BROKERS = kafkaBrokers.join(',');
    env.QIPEI_KAFKA_PREFIX = `e2e-${process.pid}-${copies}.`;
  }
  const resources = opened.move();
  return { dataDir, keys, env, mongo, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
