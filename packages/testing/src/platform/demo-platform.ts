import { startClusterProcess } from './cluster-process.ts';
import { copyDemo, type DemoKeys, type DemoSource } from './demo-source.ts';
import { type PlatformProcess, startPlatformProcess } from './platform-process.ts';
import { type RestClient, restClient } from './rest-client.ts';

export interface DemoPlatform extends AsyncDisposable {
  process: PlatformProcess;
  dataDir: string;
  /** Names the folder and the engines, for the command line. */
  env: Record<string, string>;
  url: string;
  /** The keys in `demo-keys.json`. */
  keys: DemoKeys;
  distributor: RestClient;
  shop: RestClient;
  otherTenant: RestClient;
  /** After the process was killed or stopped: starts it again over the same data. */
  restart(): Promise<void>;
}

/**
 * A platform of its own with a copy of the demo in it: in one process, or a process each where the source is a cluster's.
 * `further` is environment of one process.
 */
export async function startDemoPlatform(
  source: DemoSource,
  further: Record<string, string> = {},
): Promise<DemoPlatform> {
  await using opened = new AsyncDisposableStack();
  const { dataDir, keys, env } = opened.use(await copyDemo(source));
  const start = () =>
    source.kafkaBrokers === undefined
      ? startPlatformProcess({ dataDir, env: { ...env, QIPEI_DEMO: 'on', ...further } })
      : startClusterProcess({ dataDir, env });
  const process = await start();
  opened.defer(() => platform.process[Symbol.asyncDispose]());
  const platform: DemoPlatform = {
    ...{ process, dataDir, env, keys, ...clients(process.url, keys) },
    async restart() {
      platform.process = await start();
      Object.assign(platform, clients(platform.process.url, keys));
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
  const resources = opened.move();
  return platform;
}

function clients(url: string, { distributor, shop, otherTenant }: DemoKeys) {
  return {
    url,
    distributor: restClient(url, distributor),
    shop: restClient(url, shop),
    otherTenant: restClient(url, otherTenant),
  };
}

export { clusterModulesLoadedBy } from './cluster-modules.ts';
export { type ClusterProcess, startClusterProcess, supervise } from './cluster-process.ts';
export { createKeyByCommand, runCommand } from './command-line.ts';
export { copyDemo, type DemoCopy, readDemoKeys } from './demo-source.ts';
export { type PlatformProcess, processMemory, startPlatformProcess } from './platform-process.ts';
export { type ImportJobView, type RestClient, restClient } from './rest-client.ts';
