import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PlatformProcess, startPlatformProcess } from './platform-process.ts';
import { type RestClient, restClient } from './rest-client.ts';

export interface DemoPlatform extends AsyncDisposable {
  process: PlatformProcess;
  dataDir: string;
  url: string;
  /** The keys in `demo-keys.json`. */
  keys: { distributor: string; shop: string; otherTenant: string };
  distributor: RestClient;
  shop: RestClient;
  otherTenant: RestClient;
  /** After the process was killed or stopped: starts it again over the same folder. */
  restart(): Promise<void>;
}

/** A platform of its own with the demo catalogue in it, from a copy of `demoFolder`. */
export async function startDemoPlatform(demoFolder: string): Promise<DemoPlatform> {
  const dataDir = mkdtempSync(join(tmpdir(), 'qipei-e2e-'));
  cpSync(demoFolder, dataDir, { recursive: true });
  const keys = JSON.parse(readFileSync(join(dataDir, 'demo-keys.json'), 'utf8')) as DemoPlatform['keys'];
  const platform: DemoPlatform = {
    process: await startPlatformProcess({ dataDir, env: { QIPEI_DEMO: 'on' } }),
    dataDir,
    url: '',
    keys,
    distributor: restClient('', ''),
    shop: restClient('', ''),
    otherTenant: restClient('', ''),
    async restart() {
      platform.process = await startPlatformProcess({ dataDir, env: { QIPEI_DEMO: 'on' } });
      connect();
    },
    async [Symbol.asyncDispose]() {
      await platform.process[Symbol.asyncDispose]();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  const connect = () => {
    platform.url = platform.process.url;
    platform.distributor = restClient(platform.url, keys.distributor);
    platform.shop = restClient(platform.url, keys.shop);
    platform.otherTenant = restClient(platform.url, keys.otherTenant);
  };
  connect();
  return platform;
}

export type { ImportJobView, RestClient } from './rest-client.ts';
