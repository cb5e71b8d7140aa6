import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../page-data.ts';
import { useWide } from '../../shown/use-media.ts';
import type { ShownColors } from './contrast.ts';
import type { LookDraft } from './look-draft.ts';
import { StorefrontSample } from './storefront-sample.tsx';

const PROPERTIES: Readonly<Record<keyof ShownColors, string>> = {
  primary: '--look-primary',
  onPrimary: '--look-on-primary',
  header: '--look-header',
  onHeader: '--look-on-header',
  textOnLight: '--look-text-on-light',
  textOnDark: '--look-text-on-dark',
};

/**
 * The storefront as it would look, in a frame of its own: the page's own styles at the frame's width. The frame has no
 * address, so that nothing of the platform has to let itself be framed, runs no script, and nothing in it can be used.
 */
export function LookPreview({
  draft,
  colors,
  logoUrl,
}: {
  draft: LookDraft;
  colors: ShownColors;
  logoUrl: string | null;
}) {
  const { t, i18n } = useTranslation();
  const [phone, setPhone] = useState(!useWide());
  const [dark, setDark] = useState(false);
  const [chosen, setChosen] = useState<Language>();
  const [page, setPage] = useState<Document>();
  const own: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const language = draft.languages.find((each) => each === (chosen ?? own)) ?? draft.defaultLanguage;

  useEffect(() => {
    if (page === undefined) return;
    const { documentElement } = page;
    documentElement.lang = language;
    documentElement.dataset.appearance = dark ? 'dark' : 'light';
    for (const [name, property] of Object.entries(PROPERTIES))
      documentElement.style.setProperty(property, colors[name as keyof ShownColors]);
    // What is previewed are colours: the system's own would show none of them.
    documentElement.style.setProperty('forced-color-adjust', 'none');
    documentElement.style.setProperty('--look-radius', `${draft.radius}px`);
  }, [page, language, dark, colors, draft.radius]);

  return (
    <section className="look-preview" aria-labelledby="look-preview">
      <h3 id="look-preview">{t('look.preview')}</h3>
      <div className="entry-actions">
        <Toggle on={phone} onToggle={setPhone} text={t('look.asPhone')} />
        <Toggle on={dark} onToggle={setDark} text={t('settings.dark')} />
        {draft.languages.length > 1 && (
          <Toggle
            on={language === 'en'}
            onToggle={(on) => setChosen(on ? 'en' : 'zh-CN')}
            text={t('look.inEnglish')}
          />
        )}
      </div>
      <div className={phone ? 'look-window look-window-phone' : 'look-window'}>
        <iframe
          className="look-frame"
          title={t('look.preview')}
          // No script runs in it; of this origin, so that its document can be filled from here.
          sandbox="allow-same-origin"
          srcDoc="<!doctype html>"
          onLoad={(event) => setPage(dressed(event.currentTarget.contentDocument))}
        />
      </div>
      {page !== undefined &&
        createPortal(<StorefrontSample draft={draft} logoUrl={logoUrl} language={language} />, page.body)}
      <p className="muted">{t('look.previewHint')}</p>
    </section>
  );
}

function Toggle({ on, onToggle, text }: { on: boolean; onToggle: (on: boolean) => void; text: string }) {
  return (
    <button type="button" className="button" aria-pressed={on} onClick={() => onToggle(!on)}>
      {text}
    </button>
  );
}

/** The document with this page's styles, under this page's nonce, and nothing in it that could be reached. */
function dressed(page: Document | null): Document | undefined {
  if (page === null) return undefined;
  // The page has some of them beside its first view.
  const styles = document.querySelectorAll<HTMLLinkElement | HTMLStyleElement>(
    'link[rel="stylesheet"], style',
  );
  for (const style of styles) {
    const copy = page.importNode(style, true);
    // Attributes don't tell it: https://html.spec.whatwg.org/#nonce-attributes.
    copy.nonce = style.nonce;
    page.head.append(copy);
  }
  page.body.inert = true;
  return page;
}
