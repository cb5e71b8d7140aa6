import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { databaseName, openMongo } from '@qipei/mongo';
import type { DemoPlatform } from '@qipei/testing/platform';

const OWNERS = ['catalog', 'fitment', 'inventory'];

/** Uploads that the services keep: in their folders, or in their databases. */
export async function spooledUploads({ dataDir, env }: DemoPlatform): Promise<string[]> {
  const url = env.QIPEI_MONGODB_URL;
  if (url === undefined) return OWNERS.flatMap((name) => readdirSync(join(dataDir, 'spool', name)));
  const found: string[] = [];
  for (const name of OWNERS) {
    const connection = await openMongo({ url, database: databaseName(url, name) });
    for (const collection of ['import_upload.files', 'import_upload.chunks'])
      found.push(...(await connection.collection(collection).distinct('_id')).map(String));
    await connection.close();
  }
  return found;
}
