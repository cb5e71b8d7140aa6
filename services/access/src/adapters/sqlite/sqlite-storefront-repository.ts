import { type Database, immediateTransaction, type Migration } from '@qipei/sqlite';
import {
  type Storefront,
  StorefrontAddressTaken,
  type StorefrontLogo,
  type StorefrontSettings,
} from '../../domain/storefront.ts';
import type { StorefrontRepository } from '../../domain/storefront-repository.ts';

export const STOREFRONT_MIGRATIONS: readonly Migration[] = [
  {
    id: 'storefront-001',
    up: `CREATE TABLE storefront (
      tenant TEXT PRIMARY KEY,
      slug TEXT NOT NULL UNIQUE,
      version INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      settings TEXT NOT NULL,
      logo TEXT
    ) STRICT;
    CREATE TABLE storefront_host (
      host TEXT PRIMARY KEY,
      tenant TEXT NOT NULL REFERENCES storefront
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX storefront_host_tenant ON storefront_host (tenant);
    CREATE TABLE storefront_logo (
      tenant TEXT PRIMARY KEY REFERENCES storefront,
      content BLOB NOT NULL
    ) STRICT`,
  },
];

interface StorefrontRow {
  tenant: string;
  version: number;
  updated_at: number;
  settings: string;
  logo: string | null;
}

const COLUMNS = 'tenant, version, updated_at, settings, logo';

export function sqliteStorefrontRepository(db: Database): StorefrontRepository {
  const byTenant = db.prepare<[string], StorefrontRow>(`SELECT ${COLUMNS} FROM storefront WHERE tenant = ?`);
  const bySlug = db.prepare<[string], StorefrontRow>(`SELECT ${COLUMNS} FROM storefront WHERE slug = ?`);
  const hostTenant = db
    .prepare<[string], string>('SELECT tenant FROM storefront_host WHERE host = ?')
    .pluck();
  const versionOf = db.prepare<[string], number>('SELECT version FROM storefront WHERE tenant = ?').pluck();
  const upsert = db.prepare(
    `INSERT INTO storefront (tenant, slug, version, updated_at, settings, logo) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (tenant) DO UPDATE SET slug = excluded.slug, version = excluded.version,
       updated_at = excluded.updated_at, settings = excluded.settings, logo = excluded.logo`,
  );
  const forgetHosts = db.prepare('DELETE FROM storefront_host WHERE tenant = ?');
  const addHost = db.prepare('INSERT INTO storefront_host (host, tenant) VALUES (?, ?)');
  const putLogo = db.prepare('INSERT OR REPLACE INTO storefront_logo (tenant, content) VALUES (?, ?)');
  const forgetLogo = db.prepare('DELETE FROM storefront_logo WHERE tenant = ?');
  const logo = db.prepare<[string], { logo: string; content: Buffer }>(
    'SELECT logo, content FROM storefront JOIN storefront_logo USING (tenant) WHERE tenant = ? AND logo IS NOT NULL',
  );
  const tenants = db.prepare<[], string>('SELECT tenant FROM storefront ORDER BY tenant').pluck();

  function requireFree({ tenant, settings: { slug, hosts } }: Storefront): void {
    const owner = bySlug.get(slug)?.tenant ?? tenant;
    if (owner !== tenant) throw new StorefrontAddressTaken('slug', slug);
    for (const [at, host] of hosts.entries())
      if ((hostTenant.get(host) ?? tenant) !== tenant) throw new StorefrontAddressTaken(`hosts[${at}]`, host);
  }

  return {
    async find(tenant) {
      return toStorefront(byTenant.get(tenant));
    },
    async findBySlug(slug) {
      return toStorefront(bySlug.get(slug));
    },
    async findByHost(host) {
      const tenant = hostTenant.get(host);
      return tenant === undefined ? undefined : toStorefront(byTenant.get(tenant));
    },
    async save({ storefront, logoContent }) {
      const { tenant, settings, version, updatedAt } = storefront;
      return immediateTransaction(db, () => {
        if ((versionOf.get(tenant) ?? 0) !== version - 1) return false;
        requireFree(storefront);
        const logoText = storefront.logo === undefined ? null : JSON.stringify(storefront.logo);
        upsert.run(tenant, settings.slug, version, updatedAt.getTime(), JSON.stringify(settings), logoText);
        forgetHosts.run(tenant);
        for (const host of settings.hosts) addHost.run(host, tenant);
        if (storefront.logo === undefined) forgetLogo.run(tenant);
        else if (logoContent !== undefined) putLogo.run(tenant, logoContent);
        return true;
      });
    },
    async logo(tenant) {
      const row = logo.get(tenant);
      if (row === undefined) return undefined;
      return { logo: JSON.parse(row.logo) as StorefrontLogo, content: new Uint8Array(row.content) };
    },
    async tenants() {
      return tenants.all();
    },
  };
}

function toStorefront(row: StorefrontRow | undefined): Storefront | undefined {
  if (row === undefined) return undefined;
  return {
    tenant: row.tenant,
    settings: JSON.parse(row.settings) as StorefrontSettings,
    logo: row.logo === null ? undefined : (JSON.parse(row.logo) as StorefrontLogo),
    version: row.version,
    updatedAt: new Date(row.updated_at),
  };
}
