import type { Storefront, StorefrontLogo } from './storefront.ts';

export interface SaveStorefront {
  /** As it is to be; its version is one more than the one that it was made from. */
  storefront: Storefront;
  /** Bytes of a new logo; without them those of the logo that is there stay, as long as the storefront has one. */
  logoContent?: Uint8Array | undefined;
}

/** One storefront a tenant; every adapter's writes are durable when the promise resolves, and seen by every later read. */
export interface StorefrontRepository {
  find(tenant: string): Promise<Storefront | undefined>;
  findBySlug(slug: string): Promise<Storefront | undefined>;
  findByHost(host: string): Promise<Storefront | undefined>;
  /**
   * Settings, hosts and logo take effect together. False, and nothing is changed, where what is there is not at the version
   * before (0: nothing is there).
   * @throws StorefrontAddressTaken where another tenant has the slug or one of the hosts: one of many gets it
   */
  save(change: SaveStorefront): Promise<boolean>;
  /** The tenant's logo with its own bytes, also while it is replaced; undefined where it has none. */
  logo(tenant: string): Promise<{ logo: StorefrontLogo; content: Uint8Array } | undefined>;
  /** Every tenant that has one, in the order of their names. */
  tenants(): Promise<string[]>;
}
