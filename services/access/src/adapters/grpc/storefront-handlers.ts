import {
  Storefront as ProtoStorefront,
  StorefrontAccess,
  type StorefrontServiceService,
  StorefrontSettings,
} from '@qipei/contracts/access/v1/storefront';
import { NotFound } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import {
  deleteStorefrontLogo,
  getStorefrontLogo,
  putStorefront,
  putStorefrontLogo,
  type StorefrontDependencies,
} from '../../application/storefronts.ts';
import type { GivenSettings } from '../../domain/read-storefront.ts';
import type { Storefront } from '../../domain/storefront.ts';
import { shownColors } from '../../domain/storefront-colors.ts';

export function storefrontHandlers(
  dependencies: StorefrontDependencies,
): GrpcHandlers<typeof StorefrontServiceService> {
  const { storefronts } = dependencies;
  return {
    async findStorefront({ by }) {
      const address = by?.value ?? '';
      const found = await (by?.$case === 'host'
        ? storefronts.findByHost(address)
        : storefronts.findBySlug(address));
      if (found === undefined) throw new NotFound('storefront', address);
      return { storefront: toProto(found) };
    },
    async getStorefrontLogo({ slug }) {
      const { logo, content } = await getStorefrontLogo(slug, dependencies);
      return { logo, content: Buffer.from(content) };
    },
    async getStorefront(_, { tenant }) {
      const found = await storefronts.find(tenant);
      return { storefront: found === undefined ? undefined : toProto(found) };
    },
    async putStorefront({ settings, ifVersion }, { tenant }) {
      const given = { tenant, settings: fromProto(settings), ifVersion };
      const { storefront, created } = await putStorefront(given, dependencies);
      return { storefront: toProto(storefront), created };
    },
    async putStorefrontLogo({ content }, { tenant }) {
      return { storefront: toProto(await putStorefrontLogo({ tenant, content }, dependencies)) };
    },
    async deleteStorefrontLogo(_, { tenant }) {
      return { storefront: toProto(await deleteStorefrontLogo(tenant, dependencies)) };
    },
  };
}

const NO_TEXT = { zh: '', en: '' };

function fromProto(settings: StorefrontSettings | undefined): GivenSettings {
  const { name, tagline, colors, contact, access, ...rest } = settings ?? StorefrontSettings.create();
  return {
    ...rest,
    name: name ?? NO_TEXT,
    tagline: tagline ?? NO_TEXT,
    colors: colors ?? { primary: '', onPrimary: '', header: '', onHeader: '' },
    contact: {
      phone: contact?.phone ?? '',
      email: contact?.email ?? '',
      wechat: contact?.wechat ?? '',
      website: contact?.website ?? '',
      address: contact?.address ?? NO_TEXT,
    },
    access: access === StorefrontAccess.OPEN ? 'open' : 'members',
  };
}

function toProto({ tenant, settings, logo, version, updatedAt }: Storefront): ProtoStorefront {
  const { access, hosts, languages, brands, partTypes, ...rest } = settings;
  return ProtoStorefront.fromPartial({
    ...{ tenant, version, updatedAt },
    settings: {
      ...rest,
      ...{ hosts: [...hosts], languages: [...languages], brands: [...brands], partTypes: [...partTypes] },
      access: access === 'open' ? StorefrontAccess.OPEN : StorefrontAccess.MEMBERS,
    },
    ...(logo !== undefined && { logo }),
    shownColors: shownColors(settings.colors),
  });
}
