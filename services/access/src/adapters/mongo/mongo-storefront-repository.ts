import { newId } from '@qipei/kernel';
import { type Connection, isDuplicateKey, withDatabaseErrors } from '@qipei/mongo';
import type { QueryFilter } from 'mongoose';
import { type Storefront, StorefrontAddressTaken } from '../../domain/storefront.ts';
import type { StorefrontRepository } from '../../domain/storefront-repository.ts';
import {
  type StorefrontDocument,
  type StorefrontLogoDocument,
  storefrontLogoSchema,
  storefrontSchema,
} from './storefront-schema.ts';

/**
 * The repository over a database that has `STOREFRONT_MIGRATIONS`. The tenant's document decides; a logo's bytes are there
 * before it names them, and go when it no longer does. What is cut off in between leaves bytes that nobody names.
 */
export function mongoStorefrontRepository(connection: Connection): StorefrontRepository {
  const storefronts = connection.model('Storefront', storefrontSchema);
  const logos = connection.model('StorefrontLogo', storefrontLogoSchema);

  async function one(filter: QueryFilter<StorefrontDocument>): Promise<Storefront | undefined> {
    return toStorefront(await storefronts.findOne(filter).lean<StorefrontDocument>());
  }

  async function requireFree({ tenant, settings: { slug, hosts } }: Storefront): Promise<void> {
    const others = { _id: { $ne: tenant } };
    if ((await storefronts.exists({ ...others, slug })) !== null)
      throw new StorefrontAddressTaken('slug', slug);
    for (const [at, host] of hosts.entries())
      if ((await storefronts.exists({ ...others, hosts: host })) !== null)
        throw new StorefrontAddressTaken(`hosts[${at}]`, host);
  }

  /** The document that was replaced, null where there was none; undefined where another version is there. */
  async function replace(
    storefront: Storefront,
    contentId: string | undefined,
  ): Promise<StorefrontDocument | null | undefined> {
    const { tenant, version } = storefront;
    const document = fromStorefront(storefront, contentId);
    try {
      if (version === 1) {
        await storefronts.insertMany([document]);
        return null;
      }
      const { _id, ...replacement } = document;
      const before = await storefronts
        .findOneAndReplace({ _id: tenant, version: version - 1 }, replacement, { returnDocument: 'before' })
        .lean<StorefrontDocument>();
      return before ?? undefined;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await requireFree(storefront);
      // It was the tenant's own: another was quicker.
      return undefined;
    }
  }

  return withDatabaseErrors<StorefrontRepository>({
    find: (tenant) => one({ _id: tenant }),
    findBySlug: (slug) => one({ slug }),
    findByHost: (host) => one({ hosts: host }),
    async save({ storefront, logoContent }) {
      const { tenant, logo, version } = storefront;
      const current = await storefronts.findOne({ _id: tenant }).lean<StorefrontDocument>();
      if ((current?.version ?? 0) !== version - 1) return false;
      await requireFree(storefront);
      const fresh = logo === undefined || logoContent === undefined ? undefined : newId('logo');
      if (fresh !== undefined && logoContent !== undefined)
        await logos.insertMany([{ _id: fresh, content: Buffer.from(logoContent) }]);
      const contentId = logo === undefined ? undefined : (fresh ?? current?.logo?.contentId);
      let needless = fresh;
      try {
        const before = await replace(storefront, contentId);
        if (before === undefined) return false;
        const old = before?.logo?.contentId;
        needless = old === contentId ? undefined : old;
        return true;
      } finally {
        if (needless !== undefined) await logos.deleteOne({ _id: needless });
      }
    },
    async logo(tenant) {
      for (;;) {
        const { logo } = (await storefronts.findOne({ _id: tenant }).lean<StorefrontDocument>()) ?? {};
        if (logo === undefined) return undefined;
        const { contentId, ...rest } = logo;
        const found = await logos.findOne({ _id: contentId }).lean<StorefrontLogoDocument>();
        if (found !== null) return { logo: rest, content: bytesOf(found.content) };
        // Another took its place between the two reads, or it was lost: then the document still names it.
        const { logo: now } = (await storefronts.findOne({ _id: tenant }).lean<StorefrontDocument>()) ?? {};
        if (now?.contentId === contentId)
          throw new Error(`the logo ${contentId} of a storefront has lost its bytes`);
      }
    },
    async tenants() {
      const found = await storefronts.find().select('_id').sort({ _id: 1 }).lean<{ _id: string }[]>();
      return found.map(({ _id }) => _id);
    },
  });
}

/** The driver gives a Buffer, or its own Binary around one. */
function bytesOf(content: Buffer | { buffer: Uint8Array }): Uint8Array {
  return new Uint8Array(Buffer.isBuffer(content) ? content : content.buffer);
}

function fromStorefront(storefront: Storefront, contentId: string | undefined): StorefrontDocument {
  const { tenant, settings, logo, version, updatedAt } = storefront;
  const { slug, hosts, ...rest } = settings;
  return {
    ...{ _id: tenant, version, updatedAt, slug, settings: rest },
    ...(hosts.length > 0 && { hosts: [...hosts] }),
    ...(logo !== undefined && contentId !== undefined && { logo: { ...logo, contentId } }),
  };
}

function toStorefront(document: StorefrontDocument | null): Storefront | undefined {
  if (document === null) return undefined;
  const { _id: tenant, slug, hosts = [], settings, version, updatedAt } = document;
  const { contentId: _, ...logo } = document.logo ?? { contentId: '' };
  return {
    tenant,
    settings: { ...settings, slug, hosts },
    logo: 'digest' in logo ? logo : undefined,
    version,
    updatedAt,
  };
}
