import { DomainError } from '@qipei/kernel';
import type { StorefrontColors } from './storefront-colors.ts';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Empty where it isn't there in that language. */
export interface LocalText {
  zh: string;
  en: string;
}

export interface StorefrontContact {
  phone: string;
  email: string;
  /** A WeChat id. */
  wechat: string;
  /** https only. */
  website: string;
  address: LocalText;
}

export interface StorefrontSettings {
  /** Names the storefront in paths; nobody else has it. */
  slug: string;
  /** IDNA ASCII, lower case, without a port; nobody else has any of them. */
  hosts: readonly string[];
  name: LocalText;
  tagline: LocalText;
  colors: StorefrontColors;
  /** Of corners, in pixels. */
  radius: number;
  languages: readonly Language[];
  defaultLanguage: Language;
  /** ISO 4217. */
  currency: string;
  /** Brand ids in the order in which they are shown; none: all. */
  brands: readonly string[];
  /** Ids of sections, categories and part types; none: all. */
  partTypes: readonly string[];
  /** `open`: who comes without an account may look into the catalogue. */
  access: 'open' | 'members';
  contact: StorefrontContact;
}

export interface StorefrontLogo {
  /** SHA-256 of the bytes, in hex. */
  digest: string;
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
  /** In pixels. */
  width: number;
  height: number;
  bytes: number;
}

/** How a tenant's catalogue looks, and under which addresses it is found. */
export interface Storefront {
  tenant: string;
  settings: StorefrontSettings;
  logo: StorefrontLogo | undefined;
  /** Counts the changes, from 1. */
  version: number;
  updatedAt: Date;
}

/** Another tenant has the slug, or one of the hosts. */
export class StorefrontAddressTaken extends DomainError {
  constructor(field: string, value: string) {
    const code = field === 'slug' ? 'slug-taken' : 'host-taken';
    const message = `'${value.slice(0, 80)}' is taken; choose another one.`;
    super({ kind: 'conflict', code, message, fields: [{ field, code, message }] });
  }
}

/** Somebody else has changed the storefront since it was read. */
export class StorefrontChanged extends DomainError {
  constructor(version: number) {
    super({
      kind: 'conflict',
      code: 'storefront-changed',
      message: 'The storefront was changed in the meantime; read it again.',
      details: { version },
    });
  }
}
