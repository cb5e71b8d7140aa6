import { DomainError, type FieldFault, minorDigits } from '@qipei/kernel';
import {
  LANGUAGES,
  type Language,
  type LocalText,
  type StorefrontContact,
  type StorefrontSettings,
} from './storefront.ts';
import { contrast, isColor, MIN_CONTRAST, readableOn, type StorefrontColors } from './storefront-colors.ts';
import { readHost } from './storefront-host.ts';

/** The settings as they are sent: of the same shape, and of any content. */
export interface GivenSettings extends Omit<StorefrontSettings, 'languages' | 'defaultLanguage'> {
  languages: readonly string[];
  defaultLanguage: string;
}

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$/;
const PART_TYPE = /^[a-z0-9][a-z0-9-]{0,63}$/;
const PHONE = /^\+?\d[\d ()./-]{1,30}\d(?: ?(?:转|ext\.?|x) ?\d{1,6})?$/i;
/** Narrower than what mail allows: nothing that means anything in a link. */
const EMAIL = /^[a-z0-9._+-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}$/i;
/** What WeChat lets its users choose. */
const WECHAT = /^[a-z][\w-]{5,19}$/i;
/** Controls, and what turns the direction of text around it. */
const UNSAFE_TEXT = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]/u;

const MAX_NAME = 60;
const MAX_TAGLINE = 160;
const MAX_ADDRESS = 300;
const MAX_EMAIL = 254;
const MAX_URL = 500;
const MAX_HOSTS = 20;
const MAX_CHOSEN = 500;
const MAX_ID = 128;
const MAX_RADIUS = 24;

/** The settings, tidied. @throws DomainError that names every fault. */
export function readStorefront(given: GivenSettings): StorefrontSettings {
  const faults: FieldFault[] = [];
  const fault = (field: string, code: string, message: string) => void faults.push({ field, code, message });
  const read = readerOf(fault);
  const languages = [...new Set(given.languages)].filter((each): each is Language => isLanguage(each));
  if (languages.length === 0 || given.languages.some((each) => !isLanguage(each)))
    fault('languages', 'language-unknown', `must be one or more of ${LANGUAGES.join(', ')}`);
  const [firstLanguage = 'zh-CN'] = languages;
  const defaultLanguage = languages.find((each) => each === given.defaultLanguage) ?? firstLanguage;
  if (defaultLanguage !== given.defaultLanguage)
    fault('defaultLanguage', 'language-unknown', 'must be one of the languages');
  const name = read.localText('name', given.name, MAX_NAME);
  const main = defaultLanguage === 'en' ? 'en' : 'zh';
  if (name[main] === '') fault(`name.${main}`, 'required', 'is required: it is the default language');
  if (!SLUG.test(given.slug) || given.slug.includes('--'))
    fault('slug', 'slug-invalid', 'must be 2 to 40 of a-z, 0-9 and single dashes between them');
  if (!Number.isInteger(given.radius) || given.radius < 0 || given.radius > MAX_RADIUS)
    fault('radius', 'out-of-range', `must be a whole number from 0 to ${MAX_RADIUS}`);
  if (minorDigits(given.currency) === undefined)
    fault('currency', 'currency-invalid', 'must be an ISO 4217 currency code, such as CNY');
  const settings: StorefrontSettings = {
    slug: given.slug,
    hosts: read.hosts(given.hosts),
    name,
    tagline: read.localText('tagline', given.tagline, MAX_TAGLINE),
    colors: read.colors(given.colors),
    radius: given.radius,
    languages,
    defaultLanguage,
    currency: given.currency,
    brands: read.chosen('brands', given.brands, (id) => id.length <= MAX_ID && !UNSAFE_TEXT.test(id)),
    partTypes: read.chosen('partTypes', given.partTypes, (id) => PART_TYPE.test(id)),
    access: given.access === 'open' ? 'open' : 'members',
    contact: read.contact(given.contact),
  };
  const [first] = faults;
  if (first === undefined) return settings;
  throw new DomainError({
    kind: 'invalid',
    code: faults.length === 1 ? first.code : 'storefront-invalid',
    message:
      faults.length === 1
        ? `${first.field}: ${first.message}`
        : 'Several values of the storefront are not valid.',
    fields: faults,
  });
}

function isLanguage(text: string): text is Language {
  return LANGUAGES.some((each) => each === text);
}

function readerOf(fault: (field: string, code: string, message: string) => void) {
  function text(field: string, value: string, max: number): string {
    const tidy = value.normalize('NFC').trim();
    if (UNSAFE_TEXT.test(tidy) || !tidy.isWellFormed())
      fault(field, 'text-invalid', 'must not have control characters or marks of direction');
    if (tidy.length > max) fault(field, 'too-long', `must have ${max} characters or less`);
    return tidy;
  }

  function localText(field: string, value: LocalText, max: number): LocalText {
    return { zh: text(`${field}.zh`, value.zh, max), en: text(`${field}.en`, value.en, max) };
  }

  function matching(field: string, value: string, pattern: RegExp, max: number, message: string): string {
    const tidy = value.trim();
    if (tidy !== '' && (tidy.length > max || !pattern.test(tidy))) fault(field, 'format-invalid', message);
    return tidy;
  }

  function website(value: string): string {
    const tidy = value.trim();
    if (tidy === '') return '';
    const url = URL.parse(tidy);
    const sound = url !== null && url.protocol === 'https:' && url.username === '' && url.password === '';
    if (sound && tidy.length <= MAX_URL && readHost(url.hostname) !== undefined) return url.href;
    fault('contact.website', 'link-invalid', `must be a link that begins with https://, at most ${MAX_URL}`);
    return '';
  }

  function color(field: string, value: string, optional: boolean): string {
    const tidy = value.trim().toLowerCase();
    if ((optional && tidy === '') || isColor(tidy)) return tidy;
    fault(`colors.${field}`, 'color-invalid', 'must be a colour such as #1456b8');
    return '';
  }

  /** A text's colour and its ground: refused where nobody could read it. */
  function readable(field: string, ink: string, ground: string): void {
    if (ink === '' || ground === '') return;
    const ratio = contrast(ink, ground);
    if (ratio >= MIN_CONTRAST) return;
    const better = readableOn(ground);
    const message =
      `${ink} on ${ground} has a contrast of ${(Math.floor(ratio * 10) / 10).toFixed(1)}:1, text needs ${MIN_CONTRAST}:1; ` +
      `${better} has ${(Math.floor(contrast(better, ground) * 10) / 10).toFixed(1)}:1 and is taken where none is given`;
    fault(`colors.${field}`, 'contrast-too-low', message);
  }

  return {
    localText,

    hosts(given: readonly string[]): string[] {
      if (given.length > MAX_HOSTS) fault('hosts', 'too-long', `must be ${MAX_HOSTS} or less`);
      const hosts = given.slice(0, MAX_HOSTS).map((each, at) => {
        const host = readHost(each);
        if (host === undefined)
          fault(
            `hosts[${at}]`,
            'host-invalid',
            'must be a name such as parts.example.com, without scheme, port or path',
          );
        return host ?? '';
      });
      return [...new Set(hosts)];
    },

    colors(given: StorefrontColors): StorefrontColors {
      const primary = color('primary', given.primary, false);
      const onPrimary = color('onPrimary', given.onPrimary, true);
      const header = color('header', given.header, true);
      const onHeader = color('onHeader', given.onHeader, true);
      readable('onPrimary', onPrimary, primary);
      readable('onHeader', onHeader, header === '' ? primary : header);
      return { primary, onPrimary, header, onHeader };
    },

    chosen(field: string, given: readonly string[], isId: (id: string) => boolean): string[] {
      if (given.length > MAX_CHOSEN) fault(field, 'too-long', `must be ${MAX_CHOSEN} or less`);
      const ids = [...new Set(given.slice(0, MAX_CHOSEN))];
      for (const [at, id] of ids.entries())
        if (id === '' || !isId(id)) fault(`${field}[${at}]`, 'id-invalid', 'is no id');
      return ids;
    },

    contact(given: StorefrontContact): StorefrontContact {
      return {
        phone: matching('contact.phone', given.phone, PHONE, 40, 'must be a phone number'),
        email: matching('contact.email', given.email, EMAIL, MAX_EMAIL, 'must be an e-mail address'),
        wechat: matching('contact.wechat', given.wechat, WECHAT, 20, 'must be a WeChat id'),
        website: website(given.website),
        address: localText('contact.address', given.address, MAX_ADDRESS),
      };
    },
  };
}
