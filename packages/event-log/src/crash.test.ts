import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkIntegrity, type Migration, openDatabase } from '@qipei/sqlite';
import { expect, test } from 'vitest';
import { APPLIED_MIGRATIONS, CRASH_POINTS, SAVED_MIGRATIONS } from './crash.schema.ts';

/** Kills per point. The chance that a loss of 1 in 7 stays unseen is under 5% at 20. */
const KILLS = Number(process.env.CRASH_KILLS ?? 20);

test.concurrent.each(CRASH_POINTS)(
  `no event is lost, doubled or reordered by ${KILLS} kills: %s`,
  async (point) => {
    const folder = mkdtempSync(join(tmpdir(), 'qipei-crash-'));
    try {
      for (let round = 0; round < KILLS; round += 1) {
        expect(await run(folder, `${round}`, point, `${1 + (round % 2)}`)).toBe('SIGKILL');
      }
      expect(await run(folder, 'last', 'none', '1')).toBe(0);
      const saved = rows(join(folder, 'service.db'), 'saved', SAVED_MIGRATIONS);
      const applied = rows(join(folder, 'consumer.db'), 'applied', APPLIED_MIGRATIONS);
      expect(saved.length).toBeGreaterThan(KILLS);
      expect(byKey(applied)).toEqual(byKey(saved));
      expect(rows(join(folder, 'service.db'), 'outbox', SAVED_MIGRATIONS)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  600_000,
);

interface Row {
  id: string;
  key: string;
}

function rows(file: string, table: string, migrations: readonly Migration[]): Row[] {
  const db = openDatabase({ file, migrations });
  try {
    checkIntegrity(db);
    return db.prepare<[], Row>(`SELECT id, key FROM ${table} ORDER BY sequence`).all();
  } finally {
    db.close();
  }
}

function byKey(all: readonly Row[]): Record<string, string[]> {
  const keys = [...new Set(all.map((row) => row.key))].sort();
  return Object.fromEntries(
    keys.map((key) => [key, all.filter((row) => row.key === key).map((row) => row.id)]),
  );
}

/** How the child ended: the signal, or its exit code. */
async function run(...args: string[]): Promise<number | string | null> {
  const child = fileURLToPath(new URL('./crash.child.ts', import.meta.url));
  return await new Promise((resolve, reject) => {
    const spawned = spawn(process.execPath, [child, ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    spawned.on('error', reject);
    spawned.on('exit', (code, signal) => resolve(signal ?? code));
  });
}
