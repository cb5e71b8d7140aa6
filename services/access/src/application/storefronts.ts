import { type Clock, DomainError, NotFound } from '@qipei/kernel';
import { type GivenSettings, readStorefront } from '../domain/read-storefront.ts';
import { type Storefront, StorefrontChanged, type StorefrontLogo } from '../domain/storefront.ts';
import type { StorefrontRepository } from '../domain/storefront-repository.ts';
import { readLogo } from './read-logo.ts';

export interface StorefrontDependencies {
  storefronts: StorefrontRepository;
  clock: Clock;
}

export interface PutStorefront {
  tenant: string;
  settings: GivenSettings;
  /** The version that the settings were made from; 0 to overwrite whatever there is. */
  ifVersion: number;
}

/** Changes of one tenant's settings at once are a person and its second window. */
const ATTEMPTS = 20;

/** Replaces the settings; the logo stays. @throws DomainError invalid, StorefrontAddressTaken, StorefrontChanged */
export async function putStorefront(
  { tenant, settings: given, ifVersion }: PutStorefront,
  dependencies: StorefrontDependencies,
): Promise<{ storefront: Storefront; created: boolean }> {
  const settings = readStorefront(given);
  return await changed(tenant, dependencies, (current) => {
    const version = current?.version ?? 0;
    if (ifVersion !== 0 && ifVersion !== version) throw new StorefrontChanged(version);
    return { settings, logo: current?.logo };
  });
}

/** @throws NotFound where the tenant has no storefront, InvalidInput for what is no logo */
export async function putStorefrontLogo(
  { tenant, content }: { tenant: string; content: Uint8Array },
  dependencies: StorefrontDependencies,
): Promise<Storefront> {
  const logo = readLogo(content);
  const { storefront } = await changed(tenant, dependencies, (current) => ({
    settings: required(current, tenant).settings,
    logo,
    logoContent: content,
  }));
  return storefront;
}

/** Again is harmless. @throws NotFound where the tenant has no storefront */
export async function deleteStorefrontLogo(
  tenant: string,
  dependencies: StorefrontDependencies,
): Promise<Storefront> {
  const { storefront } = await changed(tenant, dependencies, (current) => ({
    settings: required(current, tenant).settings,
    logo: undefined,
  }));
  return storefront;
}

/** The logo as it is served. @throws NotFound, the same where there is no storefront and where it has no logo */
export async function getStorefrontLogo(
  slug: string,
  { storefronts }: Pick<StorefrontDependencies, 'storefronts'>,
): Promise<{ logo: StorefrontLogo; content: Uint8Array }> {
  const storefront = await storefronts.findBySlug(slug);
  const found = storefront === undefined ? undefined : await storefronts.logo(storefront.tenant);
  if (found === undefined) throw new NotFound('logo', slug);
  return found;
}

function required(current: Storefront | undefined, tenant: string): Storefront {
  if (current === undefined) throw new NotFound('storefront', tenant);
  return current;
}

type Decide = (current: Storefront | undefined) => {
  settings: Storefront['settings'];
  logo: StorefrontLogo | undefined;
  logoContent?: Uint8Array;
};

async function changed(
  tenant: string,
  { storefronts, clock }: StorefrontDependencies,
  decide: Decide,
): Promise<{ storefront: Storefront; created: boolean }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const current = await storefronts.find(tenant);
    const { settings, logo, logoContent } = decide(current);
    const version = (current?.version ?? 0) + 1;
    const storefront: Storefront = { tenant, settings, logo, version, updatedAt: clock.now() };
    if (await storefronts.save({ storefront, logoContent }))
      return { storefront, created: current === undefined };
  }
  throw new DomainError({
    kind: 'unavailable',
    code: 'too-many-conflicts',
    message: 'The storefront is changed by too many at once; try again.',
  });
}
