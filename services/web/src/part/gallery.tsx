import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { LazyPart } from '../shown/lazy-part.tsx';
import { localName } from '../shown/local-name.ts';
import { type Shown, ShownPicture } from './shown-picture.tsx';
import './gallery.css';

const Viewer = lazy(async () => ({ default: (await import('./picture-viewer.tsx')).PictureViewer }));
const MAX_THUMBS = 24;

/** The pictures of a part, one of them large; pressed, it opens over the page. Nothing where there is none. */
export function Gallery({ part }: { part: Answers['part'] }) {
  const { t, i18n } = useTranslation();
  const [at, setAt] = useState(0);
  const [opened, setOpened] = useState(false);
  const pictures = picturesOf(part, i18n.language, (name, n, of) => t('images.nth', { name, n, of }));
  const current = pictures[Math.min(at, pictures.length - 1)];
  const files = part.media.flatMap(({ kind, url, fileName }) =>
    kind !== 'image' && url !== null
      ? [{ url, name: fileName ?? new URL(url).pathname.split('/').at(-1) }]
      : [],
  );
  return (
    <>
      {current !== undefined && (
        <section className="gallery" aria-labelledby="pictures-title">
          <h2 id="pictures-title" className="visually-hidden">
            {t('images.title')}
          </h2>
          <button
            type="button"
            className="gallery-large"
            aria-label={t('images.enlarge', { name: current.alt })}
            onClick={() => setOpened(true)}
          >
            <ShownPicture picture={current} alt="" sizes="(min-width: 56rem) 22rem, 100vw" eager />
          </button>
          {current.caption !== '' && <p className="muted gallery-caption">{current.caption}</p>}
          {pictures.length > 1 && (
            <ul className="gallery-small">
              {pictures.slice(0, MAX_THUMBS).map((picture, index) => (
                <li key={picture.key}>
                  <button
                    type="button"
                    aria-label={t('images.show', { name: picture.alt })}
                    aria-pressed={picture === current}
                    onClick={() => setAt(index)}
                  >
                    <ShownPicture picture={picture} alt="" sizes="3.5rem" />
                  </button>
                </li>
              ))}
            </ul>
          )}
          {opened && (
            <LazyPart>
              <Viewer
                pictures={pictures}
                at={pictures.indexOf(current)}
                onMove={setAt}
                onClose={() => setOpened(false)}
              />
            </LazyPart>
          )}
        </section>
      )}
      {files.length > 0 && (
        <section aria-labelledby="files-title">
          <h2 id="files-title">{t('images.files')}</h2>
          <ul className="plain-list">
            {files.map(({ url, name }) => (
              <li key={url}>
                <a href={url} rel="noreferrer" target="_blank">
                  {name || url}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function picturesOf(
  part: Answers['part'],
  language: string,
  nth: (name: string, n: number, of: number) => string,
): Shown[] {
  const found = part.media.filter(
    ({ kind, url, image }) => kind === 'image' && (image !== null || url !== null),
  );
  return found.map(({ url, image, text }, index) => {
    const caption = (image === null ? text : localName(image.caption, language)) ?? '';
    const alt = caption || nth(`${part.brand} ${part.partNumber}`, index + 1, found.length);
    return { key: image?.name ?? `${index} ${url}`, image, url: url ?? '', caption, alt };
  });
}
