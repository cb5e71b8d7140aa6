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
  await using opened = new AsyncDisposableStack();
  await cachedVinTable(() => process.stdout.write('Preparing VIN data from NHTSA vPIC (once) …\n'));
  const platform = opened.use(await startPlatform(config));
  if (config.demo) {
    const keys = await demoKeys(config.dataDir);
    if (!isDemoLoaded(config.dataDir)) {
      process.stdout.write('Loading the demo catalogue (once) …\n');
      const bar = progressBar(process.stderr);
      await loadDemo({
        url: platform.url,
        dataDir: config.dataDir,
        key: keys.distributor,
        onProgress: bar.update,
      });
      bar.end();
    }
    process.stdout.write(welcome(platform.url, config.dataDir, keys));
  } else {
    process.stdout.write(`Qipei listens on ${platform.url}\n`);
  }
  opened.move();
  return platform;
}

try {
  const config = readPlatformConfig(process.env);
  await runUntilSignal(() => start(config), createLogger({ service: 'all-in-one', level: config.logLevel }));
} catch (error) {
  if (!(error instanceof ConfigurationError || error instanceof DomainError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
