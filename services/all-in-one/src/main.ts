import { DomainError } from '@qipei/kernel';
import { createLogger, runUntilSignal } from '@qipei/service-kit';
import { ConfigurationError } from '@qipei/service-kit/environment';
import { cachedVinTable } from '@qipei/vin/compile';
import { isDemoLoaded, loadDemo } from './demo-catalogue.ts';
import { demoKeys } from './demo-keys.ts';
import { type Platform, startPlatform } from './platform.ts';
import { type PlatformConfig, readPlatformConfig } from './platform-config.ts';
import { progressBar } from './progress-bar.ts';
import { welcome } from './welcome.ts';

async function start(config: PlatformConfig): Promise<Platform> {
  await cachedVinTable(() => process.stdout.write('Preparing VIN data from NHTSA vPIC (once) …\n'));
  return startPlatform(config);
}

/** Loads the demo where it is wanted and not there yet, and says where to begin. */
async function greet(config: PlatformConfig, { url }: Platform, signal: AbortSignal): Promise<void> {
  if (!config.demo) {
    process.stdout.write(`Qipei listens on ${url}\n`);
    return;
  }
  const { engines } = config;
  const { dataDir } = engines;
  const keys = await demoKeys(engines);
  if (!isDemoLoaded(dataDir)) {
    process.stdout.write('Loading the demo catalogue (once) …\n');
    const bar = progressBar(process.stderr);
    await loadDemo({ url, engines, key: keys.distributor, onProgress: bar.update, signal });
    bar.end();
  }
  process.stdout.write(welcome(url, dataDir, keys));
}

/** What a person can do about it; undefined for what nobody foresaw. */
function explain(error: unknown, config: PlatformConfig | undefined): string | undefined {
  if (error instanceof ConfigurationError || error instanceof DomainError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `Port ${config?.port} of ${config?.host} is in use; set PORT to another one.`;
  return undefined;
}

let config: PlatformConfig | undefined;
try {
  const read = readPlatformConfig(process.env);
  config = read;
  const platform = await start(read);
  const logger = createLogger({ service: 'all-in-one', level: read.logLevel });
  await runUntilSignal(
    async () => platform,
    logger,
    (_platform, signal) => greet(read, platform, signal),
  );
} catch (error) {
  const message = explain(error, config);
  if (message === undefined) throw error;
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
