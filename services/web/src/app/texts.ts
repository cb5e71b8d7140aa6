import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from '../locales/en.ts';
import { LANGUAGES, type Language, pageData } from '../page-data.ts';
import { keep, kept } from '../saved/kept.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    keySeparator: false;
    nsSeparator: false;
    resources: { translation: typeof en };
  }
}

export type TextKey = keyof typeof en;

const catalogues: Record<Language, () => Promise<Record<string, string>>> = {
  'zh-CN': async () => (await import('../locales/zh-CN.ts')).zhCN,
  en: async () => (await import('../locales/en.ts')).en,
};

/** The languages that this storefront speaks. */
export const spokenLanguages: readonly Language[] = LANGUAGES.filter(
  (each) => pageData.storefront?.languages.includes(each) ?? true,
);

/** Loads the catalogue of one language: what was chosen here before, else what the server took from the browser. */
export async function startTexts(): Promise<void> {
  const chosen = kept('language');
  const language = spokenLanguages.find((each) => each === chosen) ?? pageData.language;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: await catalogues[language]() } },
  });
  document.documentElement.lang = language;
}

export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', await catalogues[language]());
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  keep('language', language);
}
