import i18next, { type InitOptions } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { consoleEn } from '../locales/console/en.ts';
import type { en } from '../locales/en.ts';
import { LANGUAGES, type Language, pageData } from '../page-data.ts';
import { keep, kept } from '../saved/kept.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    keySeparator: false;
    nsSeparator: false;
    resources: { translation: typeof en & typeof consoleEn };
  }
}

export type TextKey = keyof typeof en;

type TextGroup = 'storefront' | 'console';

const catalogues: Record<TextGroup, Record<Language, () => Promise<Record<string, string>>>> = {
  storefront: {
    'zh-CN': async () => (await import('../locales/zh-CN.ts')).zhCN,
    en: async () => (await import('../locales/en.ts')).en,
  },
  console: {
    'zh-CN': async () => (await import('../locales/console/zh-cn.ts')).consoleZhCn,
    en: async () => (await import('../locales/console/en.ts')).consoleEn,
  },
};

/** What everybody sees of the storefront, in one language. */
export function storefrontTexts(language: Language): Promise<Record<string, string>> {
  return catalogues.storefront[language]();
}

/** What has been asked for, and is loaded in a language when that is chosen. */
const groups = new Set<TextGroup>(['storefront']);
const loaded = new Set<string>();

/** The languages that this storefront speaks. */
export function spokenLanguages(): readonly Language[] {
  return LANGUAGES.filter((each) => pageData.storefront?.languages.includes(each) ?? true);
}

/** Loads the catalogue of one language: what was chosen here before, else what the server took from the browser. */
export async function startTexts(): Promise<void> {
  const chosen = kept('language');
  const language = spokenLanguages().find((each) => each === chosen) ?? pageData.language;
  const texts = await storefrontTexts(language);
  loaded.add(`storefront ${language}`);
  await i18next.use(initReactI18next).init(textsOf(language, texts));
  document.documentElement.lang = language;
}

/** Settings of a catalogue of texts in one language. */
export function textsOf(language: Language, texts: Record<string, string>): InitOptions {
  return {
    lng: language,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: texts } },
  };
}

/** Texts of views that not everybody comes to. */
export async function loadTexts(group: TextGroup): Promise<void> {
  groups.add(group);
  await loadGroups(i18next.language as Language);
}

export async function changeLanguage(language: Language): Promise<void> {
  await loadGroups(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  keep('language', language);
  // For the first view of the next page, which the server writes.
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing where there is no https, and in older browsers
  document.cookie = `qipei-language=${language}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

async function loadGroups(language: Language): Promise<void> {
  const missing = [...groups].filter((group) => !loaded.has(`${group} ${language}`));
  await Promise.all(
    missing.map(async (group) => {
      i18next.addResourceBundle(language, 'translation', await catalogues[group][language](), true, true);
      loaded.add(`${group} ${language}`);
    }),
  );
}
