import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKey, openAccess, ROLES } from '@qipei/access';
import { systemClock } from '@qipei/kernel';
import type { Engines } from './engines.ts';

/** Secrets of the demo: a distributor and a shop that buys from it, and somebody else's platform account. */
export interface DemoKeys {
  distributor: string;
  shop: string;
  otherTenant: string;
}

const MEMBERS: Record<keyof DemoKeys, { tenant: string; role: string; customerId?: string }> = {
  distributor: { tenant: 'demo', role: 'distributor' },
  shop: { tenant: 'demo', role: 'shop', customerId: 'demo-garage' },
  otherTenant: { tenant: 'other', role: 'distributor' },
};

/** Reads the demo keys, or makes them and keeps them in `demo-keys.json`, which only its owner may read. */
export async function demoKeys({
  dataDir,
  storage,
}: Pick<Engines, 'dataDir' | 'storage'>): Promise<DemoKeys> {
  const file = join(dataDir, 'demo-keys.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as DemoKeys;
  await using access = await openAccess({ storage });
  const make = async ({ tenant, role, customerId }: (typeof MEMBERS)[keyof DemoKeys]) => {
    const { secret } = await createKey(
      { tenant, name: `demo ${role}`, scopes: ROLES[role] ?? [], customerId },
      { keys: access.keys, clock: systemClock },
    );
    return secret;
  };
  const keys: DemoKeys = {
    distributor: await make(MEMBERS.distributor),
    shop: await make(MEMBERS.shop),
    otherTenant: await make(MEMBERS.otherTenant),
  };
  writeFileSync(`${file}.tmp`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
  return keys;
}
