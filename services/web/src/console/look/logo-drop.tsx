import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LOGO_TYPES, type LogoChoice, logoFault } from './look-draft.ts';

/** A picture that is dropped or picked; it is sent with the rest. */
export function LogoDrop({
  logo,
  url,
  hasLogo,
  onChoose,
}: {
  logo: LogoChoice;
  url: string | null;
  hasLogo: boolean;
  onChoose: (logo: LogoChoice) => void;
}) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<ReturnType<typeof logoFault>>();
  const take = (file: File | null | undefined) => {
    if (!file) return;
    const found = logoFault(file);
    setFault(found);
    if (found === undefined) onChoose(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files.item(0));
  };
  return (
    <fieldset>
      <legend>{t('look.logo')}</legend>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the control within does the same */}
      <div
        className={over ? 'look-drop look-drop-over' : 'look-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {url !== null && <img className="look-logo" src={url} alt={t('look.logoNow')} />}
        <label className="field">
          <span>{t('look.logoHint')}</span>
          <input
            type="file"
            name="logo"
            accept={LOGO_TYPES.join(',')}
            onChange={(event) => {
              take(event.target.files?.item(0));
              // The same file again is a choice again.
              event.target.value = '';
            }}
          />
        </label>
        {fault !== undefined && (
          <span className="look-fault" role="alert">
            {t(`lookFault.${fault}`)}
          </span>
        )}
        {(url !== null || logo !== 'kept') && (
          <span className="entry-actions">
            {url !== null && (
              <button type="button" className="button" onClick={() => onChoose('none')}>
                {t('look.noLogo')}
              </button>
            )}
            {logo !== 'kept' && (
              <button type="button" className="button" onClick={() => onChoose('kept')}>
                {t(hasLogo ? 'look.keepLogo' : 'look.undoLogo')}
              </button>
            )}
          </span>
        )}
      </div>
    </fieldset>
  );
}
