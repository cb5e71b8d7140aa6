import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileTable } from '../compile/compile-vin-table.ts';
import { openVpicDump } from '../compile/vpic-dump.ts';
import { smallDump } from './small-dump.ts';

/** The table that is compiled from `smallDump`; its release is that of the month. */
export async function smallTable(
  edition: string,
  {
    models,
    month = '2026_01',
    accord,
  }: { models?: readonly ('Accord' | 'Civic')[]; month?: string; accord?: string } = {},
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'qipei-small-table-'));
  try {
    const path = join(folder, `vPICList_lite_${month}.sql`);
    await writeFile(path, smallDump(edition, models, accord));
    await using dump = await openVpicDump(path);
    return compileTable(dump).bytes;
  } finally {
    await rm(folder, { recursive: true });
  }
}
