import {
  type LocalText,
  type Storefront,
  StorefrontAccess,
  type StorefrontLogo,
  StorefrontSettings,
} from '@qipei/contracts/access/v1/storefront';
import { z } from 'zod';
import { text } from '../http/request-fields.ts';
import { NamesJson, namesJson } from './names.ts';
import { instantOrNull, textOrNull } from './unknown-values.ts';

const LANGUAGES = ['zh-CN', 'en'] as const;
const ACCESS = ['open', 'members'] as const;

const color = z.string().meta({ description: '`#rrggbb`', example: '#1456b8' });

const LogoJson = z
  .object({
    url: z.string().meta({ description: 'Where it is served; another one when the logo changes.' }),
    mediaType: z.string(),
    width: z.int(),
    height: z.int(),
  })
  .meta({ id: 'StorefrontLogo' });

const ContactJson = z
  .object({
    phone: z.string().nullable(),
    email: z.string().nullable(),
    wechat: z.string().nullable(),
    website: z.string().nullable().meta({ description: 'https only.' }),
    address: NamesJson,
  })
  .meta({ id: 'StorefrontContact' });

export const StorefrontJson = z
  .object({
    slug: z.string().nullable().meta({ description: 'Null for the platform’s own look, of no tenant.' }),
    name: NamesJson,
    tagline: NamesJson,
    colors: z
      .object({
        primary: color,
        onPrimary: color.meta({ description: 'Text on `primary`.' }),
        header: color.meta({ description: 'Of the bar at the top.' }),
        onHeader: color,
        textOnLight: color.meta({ description: '`primary` as text on white, so that it can be read.' }),
        textOnDark: color.meta({ description: '`primary` as text on near black, so that it can be read.' }),
      })
      .meta({ id: 'StorefrontColors', description: 'Every text has a contrast of 4.5:1 or more.' }),
    radius: z.int().meta({ description: 'Of corners, in pixels.' }),
    languages: z.array(z.enum(LANGUAGES)),
    defaultLanguage: z.enum(LANGUAGES),
    currency: z.string().meta({ description: 'ISO 4217' }),
    brands: z.array(z.string()).meta({ description: 'Brand ids in the order to show them; none: all.' }),
    partTypes: z
      .array(z.string())
      .meta({ description: 'Ids of sections, categories and part types to show; none: all.' }),
    access: z.enum(ACCESS).meta({ description: '`open`: guests may look into the catalogue.' }),
    contact: ContactJson,
    logo: LogoJson.nullable(),
    manifest: z.string().nullable().meta({ description: 'Path of the web app manifest.' }),
  })
  .meta({ id: 'Storefront' });

const unsetText = z.strictObject({ zh: text(1_000, 0).optional(), en: text(1_000, 0).optional() });
const unset = text(1_000, 0).nullable().optional();

/** What a tenant sends: what is left out is worked out, or empty. Judged by the access service, which knows the rules. */
export const StorefrontInput = z
  .strictObject({
    slug: text(100).meta({ description: '2 to 40 of a-z, 0-9 and dashes; nobody else may have it.' }),
    hosts: z
      .array(text(300))
      .max(100)
      .optional()
      .meta({ description: 'Names that lead here, without scheme and port; nobody else may have them.' }),
    name: unsetText.meta({ description: 'Needed in the default language.' }),
    tagline: unsetText.optional(),
    colors: z.strictObject({
      primary: text(100).meta({ description: '`#rrggbb`' }),
      onPrimary: unset,
      header: unset,
      onHeader: unset,
    }),
    radius: z.int().min(0).max(24).optional().meta({ description: '6 unless given.' }),
    languages: z
      .array(z.enum(LANGUAGES))
      .min(1)
      .max(2)
      .optional()
      .meta({ description: 'Both unless given.' }),
    defaultLanguage: z.enum(LANGUAGES).optional().meta({ description: 'The first language unless given.' }),
    currency: text(20).optional().meta({ description: 'ISO 4217; CNY unless given.' }),
    brands: z.array(text(200)).max(500).optional(),
    partTypes: z.array(text(200)).max(500).optional(),
    access: z.enum(ACCESS).optional().meta({ description: '`members` unless given.' }),
    contact: z
      .strictObject({
        phone: unset,
        email: unset,
        wechat: unset,
        website: unset,
        address: unsetText.optional(),
      })
      .optional(),
    version: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'That these settings were made from: refused where it isn’t the present one.' }),
  })
  .meta({ id: 'StorefrontInput' });

export const StorefrontSettingsJson = z
  .object({
    slug: z.string(),
    hosts: z.array(z.string()),
    name: NamesJson,
    tagline: NamesJson,
    colors: z.object({
      primary: color,
      onPrimary: color.nullable(),
      header: color.nullable(),
      onHeader: color.nullable(),
    }),
    radius: z.int(),
    languages: z.array(z.enum(LANGUAGES)),
    defaultLanguage: z.enum(LANGUAGES),
    currency: z.string(),
    brands: z.array(z.string()),
    partTypes: z.array(z.string()),
    access: z.enum(ACCESS),
    contact: ContactJson,
    logo: LogoJson.nullable(),
    version: z.int(),
    updatedAt: z.string().nullable(),
    shown: StorefrontJson.meta({ description: 'As everybody sees it.' }),
  })
  .meta({ id: 'StorefrontSettings', description: 'As the tenant has set it; null: worked out.' });

const NO_CONTACT = { phone: '', email: '', wechat: '', website: '', address: undefined };

/** The look of the platform itself, under hosts that are nobody's. */
export const DEFAULT_STOREFRONT: z.infer<typeof StorefrontJson> = {
  slug: null,
  name: { zh: '汽配', en: 'Qipei' },
  tagline: { zh: '汽车后市场配件数据平台', en: 'Automotive aftermarket parts' },
  colors: {
    primary: '#1456b8',
    onPrimary: '#ffffff',
    header: '#0f2a4a',
    onHeader: '#ffffff',
    textOnLight: '#1456b8',
    textOnDark: '#588ace',
  },
  radius: 6,
  languages: ['zh-CN', 'en'],
  defaultLanguage: 'zh-CN',
  currency: 'CNY',
  brands: [],
  partTypes: [],
  access: 'members',
  contact: contactJson(NO_CONTACT),
  logo: null,
  manifest: null,
};

/** How a catalogue looks: as GET /v1/storefront answers. */
export type PageStorefront = z.infer<typeof StorefrontJson>;

/** What everybody may see: no tenant, no hosts. */
export function storefrontJson(storefront: Storefront): z.infer<typeof StorefrontJson> {
  const { settings, shownColors, logo } = storefront;
  if (settings === undefined || shownColors === undefined)
    throw new Error('access answered with half a storefront');
  const { slug } = settings;
  const { primary, onPrimary, header, onHeader, textOnLight, textOnDark } = shownColors;
  return {
    slug,
    ...sharedJson(settings),
    colors: { primary, onPrimary, header, onHeader, textOnLight, textOnDark },
    logo: logoJson(slug, logo),
    manifest: `${pathOf(slug)}/manifest.webmanifest`,
  };
}

export function storefrontSettingsJson(storefront: Storefront): z.infer<typeof StorefrontSettingsJson> {
  const { settings, version, updatedAt, logo } = storefront;
  if (settings === undefined) throw new Error('access answered with half a storefront');
  const { slug, hosts, colors } = settings;
  return {
    slug,
    hosts,
    ...sharedJson(settings),
    colors: {
      primary: colors?.primary ?? '',
      onPrimary: textOrNull(colors?.onPrimary ?? ''),
      header: textOrNull(colors?.header ?? ''),
      onHeader: textOrNull(colors?.onHeader ?? ''),
    },
    logo: logoJson(slug, logo),
    version,
    updatedAt: instantOrNull(updatedAt),
    shown: storefrontJson(storefront),
  };
}

export function storefrontSettings(input: z.infer<typeof StorefrontInput>): StorefrontSettings {
  const { contact = {}, colors, access } = input;
  const languages = input.languages ?? [...LANGUAGES];
  return StorefrontSettings.fromPartial({
    slug: input.slug,
    hosts: input.hosts ?? [],
    name: localText(input.name),
    tagline: localText(input.tagline),
    colors: {
      primary: colors.primary,
      onPrimary: colors.onPrimary ?? '',
      header: colors.header ?? '',
      onHeader: colors.onHeader ?? '',
    },
    radius: input.radius ?? DEFAULT_STOREFRONT.radius,
    languages,
    defaultLanguage: input.defaultLanguage ?? languages[0] ?? '',
    currency: input.currency ?? DEFAULT_STOREFRONT.currency,
    brands: input.brands ?? [],
    partTypes: input.partTypes ?? [],
    access: access === 'open' ? StorefrontAccess.OPEN : StorefrontAccess.MEMBERS,
    contact: {
      phone: contact.phone ?? '',
      email: contact.email ?? '',
      wechat: contact.wechat ?? '',
      website: contact.website ?? '',
      address: localText(contact.address),
    },
  });
}

/** Where what belongs to a storefront is served. */
function pathOf(slug: string): string {
  return `/v1/storefronts/${encodeURIComponent(slug)}`;
}

function localText(given: { zh?: string | undefined; en?: string | undefined } | undefined): LocalText {
  return { zh: given?.zh ?? '', en: given?.en ?? '' };
}

function localJson(given: LocalText | undefined): z.infer<typeof NamesJson> {
  return namesJson(given?.zh ?? '', given?.en ?? '');
}

function sharedJson(settings: StorefrontSettings) {
  const { radius, currency, brands, partTypes, contact, access, languages, defaultLanguage } = settings;
  return {
    name: localJson(settings.name),
    tagline: localJson(settings.tagline),
    ...{ radius, currency, brands, partTypes },
    languages: LANGUAGES.filter((each) => languages.includes(each)),
    defaultLanguage: LANGUAGES.find((each) => each === defaultLanguage) ?? 'zh-CN',
    access: access === StorefrontAccess.OPEN ? ('open' as const) : ('members' as const),
    contact: contactJson(contact ?? NO_CONTACT),
  };
}

function contactJson(contact: {
  phone: string;
  email: string;
  wechat: string;
  website: string;
  address: LocalText | undefined;
}): z.infer<typeof ContactJson> {
  return {
    phone: textOrNull(contact.phone),
    email: textOrNull(contact.email),
    wechat: textOrNull(contact.wechat),
    website: textOrNull(contact.website),
    address: localJson(contact.address),
  };
}

/** The digest in the address lets a browser keep the picture for good. */
function logoJson(slug: string, logo: StorefrontLogo | undefined): z.infer<typeof LogoJson> | null {
  if (logo === undefined) return null;
  const { digest, mediaType, width, height } = logo;
  return { url: `${pathOf(slug)}/logo?v=${digest.slice(0, 16)}`, mediaType, width, height };
}
