import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What a service loads of a cluster's libraries while `start` runs in a process of its own. `start` is source text: it
 * has the exports of `entry` as `service`, and `files`, which chooses a new folder as storage and event log.
 * @throws Error where it fails, says anything on stderr, or never loaded the entry
 */
export function clusterModulesLoadedBy(entry: URL, start: string): string[] {
  const dataDir = mkdtempSync(join(tmpdir(), 'qipei-embedded-'));
  const source = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    const service = await import(${JSON.stringify(entry.href)});
    {
      const files = { engine: 'sqlite', dataDir: process.env.DATA_DIR };
      ${start}
    }
    console.log(JSON.stringify(loaded));`;
  try {
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
      cwd: fileURLToPath(new URL('..', entry)),
      env: { ...process.env, DATA_DIR: dataDir },
      encoding: 'utf8',
    });
    if (child.status !== 0 || child.stderr !== '')
      throw new Error(`the start failed (${child.status}):\n${child.stderr}`);
    const loaded = JSON.parse(child.stdout) as string[];
    if (!loaded.includes(entry.href)) throw new Error('the hook saw nothing');
    return loaded.filter((url) => /\/(mongoose|mongodb|kafkajs|meilisearch)\//.test(url));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
