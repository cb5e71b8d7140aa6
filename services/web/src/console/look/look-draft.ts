import type { paths } from '@qipei/api-client';
import type { Language } from '../../page-data.ts';
import type { GivenColors } from './contrast.ts';

type Put = paths['/v1/storefront-settings']['put'];
export type LookInput = Put['requestBody']['content']['application/json'];
export type LookSettings = Put['responses'][200]['content']['application/json']['storefront'];

export interface BothNames {
  zh: string;
  en: string;
}

/** The form: texts as they are typed, empty where there is none. */
export interface LookDraft {
  slug: string;
  /** One a line. */
  hosts: string;
  name: BothNames;
  tagline: BothNames;
  colors: GivenColors;
  radius: number;
  languages: Language[];
  defaultLanguage: Language;
  currency: string;
  access: 'open' | 'members';
  brands: string[];
  partTypes: string[];
  phone: string;
  email: string;
  wechat: string;
  website: string;
  address: BothNames;
}

const NEW: LookDraft = {
  slug: '',
  hosts: '',
  name: { zh: '', en: '' },
  tagline: { zh: '', en: '' },
  colors: { primary: '#1456b8', onPrimary: '', header: '', onHeader: '' },
  radius: 6,
  languages: ['zh-CN', 'en'],
  defaultLanguage: 'zh-CN',
  currency: 'CNY',
  access: 'members',
  brands: [],
  partTypes: [],
  phone: '',
  email: '',
  wechat: '',
  website: '',
  address: { zh: '', en: '' },
};

function both(names: { zh: string | null; en: string | null }): BothNames {
  return { zh: names.zh ?? '', en: names.en ?? '' };
}

export function draftOf(settings: LookSettings | null): LookDraft {
  if (settings === null) return NEW;
  const { slug, hosts, radius, languages, defaultLanguage, currency, access, brands, partTypes } = settings;
  const { colors, contact } = settings;
  return {
    ...{ slug, radius, languages, defaultLanguage, currency, access, brands, partTypes },
    hosts: hosts.join('\n'),
    name: both(settings.name),
    tagline: both(settings.tagline),
    colors: {
      primary: colors.primary,
      onPrimary: colors.onPrimary ?? '',
      header: colors.header ?? '',
      onHeader: colors.onHeader ?? '',
    },
    phone: contact.phone ?? '',
    email: contact.email ?? '',
    wechat: contact.wechat ?? '',
    website: contact.website ?? '',
    address: both(contact.address),
  };
}

type Saved = string | number | readonly string[] | { readonly [name: string]: Saved };

/** Of what has been saved, `sent` was the form: what was typed in it since stays, field by field. */
export function withTypedSince(saved: LookDraft, sent: LookDraft, now: LookDraft): LookDraft {
  return newerOf(saved as never, sent as never, now as never) as never;
}

function newerOf(saved: Saved, sent: Saved, now: Saved): Saved {
  if (typeof now !== 'object' || Array.isArray(now))
    return JSON.stringify(now) === JSON.stringify(sent) ? saved : now;
  const [before, since, told] = [sent, now, saved] as Record<string, Saved>[];
  return Object.fromEntries(
    Object.entries(since ?? {}).map(([name, value]) => [
      name,
      newerOf(told?.[name] ?? value, before?.[name] ?? value, value),
    ]),
  );
}

export function hostsOf(text: string): string[] {
  return text.split(/[\s,，;；]+/).filter((each) => each !== '');
}

/** `version`: that the draft was made from; undefined to overwrite whatever there is. */
export function inputOf(draft: LookDraft, version: number | undefined): LookInput {
  const { hosts, phone, email, wechat, website, address, colors, ...rest } = draft;
  return {
    ...rest,
    slug: draft.slug.trim(),
    currency: draft.currency.trim().toUpperCase(),
    hosts: hostsOf(hosts),
    colors: {
      primary: colors.primary.trim(),
      onPrimary: colors.onPrimary.trim(),
      header: colors.header.trim(),
      onHeader: colors.onHeader.trim(),
    },
    contact: { phone, email, wechat, website, address },
    ...(version === undefined ? {} : { version }),
  };
}

/** What stands in the form at a field of the API's. */
function standsAt(draft: LookDraft, field: string): unknown {
  let value: unknown = draft;
  for (const name of field.replace(/^contact\./, '').split('.'))
    value =
      value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined;
  return value;
}

/** Whether a field is still as it was when it was refused. */
export function isAsSent(field: string, sent: LookDraft | undefined, draft: LookDraft): boolean {
  return (
    sent !== undefined && JSON.stringify(standsAt(sent, field)) === JSON.stringify(standsAt(draft, field))
  );
}

/** The field of the form that a fault of the API's belongs to: `hosts[2]` is told at the hosts. */
export function formField(field: string): string {
  return field.replace(/\[\d+\].*$/s, '');
}

/** As it is, another one that waits to be saved, or none. */
export type LogoChoice = 'kept' | 'none' | File;

const MAX_LOGO_BYTES = 512 * 1024;
export const LOGO_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** What can be told of a file before it is sent: its bytes are judged by the platform. */
export function logoFault(file: Pick<File, 'type' | 'size'>): 'logo-type' | 'logo-too-large' | undefined {
  if (!LOGO_TYPES.some((each) => each === file.type)) return 'logo-type';
  return file.size > MAX_LOGO_BYTES ? 'logo-too-large' : undefined;
}
