import type { Storefront } from '../domain/storefront.ts';
import type { StorefrontRepository } from '../domain/storefront-repository.ts';

export type StorefrontRecord = { kind: 'storefront'; logoContent: Uint8Array | undefined } & Storefront;

/** Every tenant's storefront with its logo. */
export async function* readStorefronts(storefronts: StorefrontRepository): AsyncGenerator<StorefrontRecord> {
  for (const tenant of await storefronts.tenants()) {
    const storefront = await storefronts.find(tenant);
    if (storefront === undefined) continue;
    const logo = await storefronts.logo(tenant);
    yield { kind: 'storefront', ...storefront, logoContent: logo?.content };
  }
}

/** One that is there at the same version or a later one stays. */
export async function writeStorefront(
  { kind: _, logoContent, ...storefront }: StorefrontRecord,
  storefronts: StorefrontRepository,
): Promise<void> {
  let version = (await storefronts.find(storefront.tenant))?.version ?? 0;
  // A repository counts on from what is there.
  for (; version < storefront.version; version += 1)
    await storefronts.save({ storefront: { ...storefront, version: version + 1 }, logoContent });
}
