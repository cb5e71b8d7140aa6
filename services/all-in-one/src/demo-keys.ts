import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKey, openAccess, ROLES } from '@qipei/access';
import { systemClock } from '@qipei/kernel';
import { makeDemoStorefronts } from './demo-storefronts.ts';
import { type DemoUsers, makeDemoUsers } from './demo-users.ts';
import type { Engines } from './engines.ts';

/** Secrets of the demo: a distributor and a shop that buys from it, and somebody else's platform account. */
export interface DemoKeys {
  distributor: string;
  shop: string;
  otherTenant: string;
  /** Who can sign in, by role. */
  users: DemoUsers;
}

type KeyName = Exclude<keyof DemoKeys, 'users'>;

const MEMBERS: Record<KeyName, { tenant: string; role: string; customerId?: string }> = {
  distributor: { tenant: 'demo', role: 'distributor' },
  shop: { tenant: 'demo', role: 'shop', customerId: 'demo-garage' },
  otherTenant: { tenant: 'other', role: 'distributor' },
};

/** Reads the demo's keys and users, or makes them and keeps them in `demo-keys.json`, which only its owner may read. */
export async function demoKeys({
  dataDir,
  storage,
}: Pick<Engines, 'dataDir' | 'storage'>): Promise<DemoKeys> {
  const file = join(dataDir, 'demo-keys.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<DemoKeys>) : {};
  if (kept.users !== undefined) return kept as DemoKeys;
  await using access = await openAccess({ storage });
  await makeDemoStorefronts(access);
  const make = async ({ tenant, role, customerId }: (typeof MEMBERS)[KeyName]) => {
    const { secret } = await createKey(
      { tenant, name: `demo ${role}`, scopes: ROLES[role] ?? [], customerId },
      { keys: access.keys, clock: systemClock },
    );
    return secret;
  };
  const keys: DemoKeys = {
    distributor: kept.distributor ?? (await make(MEMBERS.distributor)),
    shop: kept.shop ?? (await make(MEMBERS.shop)),
    otherTenant: kept.otherTenant ?? (await make(MEMBERS.otherTenant)),
    users: await makeDemoUsers(access),
  };
  writeFileSync(`${file}.tmp`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
  return keys;
}
