import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ZoomArea } from '../shown/zoom-area.tsx';
import { type Shown, ShownPicture } from './shown-picture.tsx';

/** One picture over the whole page: arrows lead to the others, Escape back. */
export function PictureViewer({
  pictures,
  at,
  onMove,
  onClose,
}: {
  pictures: readonly Shown[];
  at: number;
  onMove: (at: number) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const current = pictures[at];
  useEffect(() => dialog.current?.showModal(), []);
  const go = (by: number) => onMove((at + by + pictures.length) % pictures.length);
  if (current === undefined) return null;
  return (
    <dialog
      ref={dialog}
      className="viewer"
      aria-label={current.alt}
      onClose={onClose}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') go(-1);
        if (event.key === 'ArrowRight') go(1);
      }}
    >
      <ZoomArea key={current.key} className="viewer-zoom">
        <ShownPicture picture={current} alt={current.alt} sizes="100vw" eager />
      </ZoomArea>
      <p className="viewer-caption" aria-live="polite">
        {current.caption}
      </p>
      <p className="viewer-buttons">
        {pictures.length > 1 && (
          <>
            <button type="button" className="button" onClick={() => go(-1)}>
              {t('images.previous')}
            </button>
            <button type="button" className="button" onClick={() => go(1)}>
              {t('images.next')}
            </button>
          </>
        )}
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t('images.close')}
        </button>
      </p>
    </dialog>
  );
}
