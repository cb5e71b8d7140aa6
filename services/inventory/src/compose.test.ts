import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('loads nothing of a cluster’s engines when it starts embedded', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'qipei-inventory-'));
  const source = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    const { composeInventory, startInventoryBackground } = await import(${JSON.stringify(new URL('./compose.ts', import.meta.url).href)});
    {
      const address = '127.0.0.1:1';
      const files = { engine: 'sqlite', dataDir: process.env.DATA_DIR };
      const config = { storage: files, eventLog: files, catalogAddress: address };
      await using _ = await composeInventory(config);
      await using background = await startInventoryBackground(config, { logger: console });
    }
    const foreign = loaded.filter((url) => /\\/(mongoose|mongodb|kafkajs|meilisearch)\\//.test(url));
    console.log(JSON.stringify({ foreign, own: loaded.some((url) => url.endsWith('/compose.ts')) }));`;
  try {
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { ...process.env, DATA_DIR: dataDir },
      encoding: 'utf8',
    });
    expect(child.stderr).toBe('');
    expect(JSON.parse(child.stdout)).toEqual({ foreign: [], own: true });
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
