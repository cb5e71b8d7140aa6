import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { switchSingleKeys, useSingleKeys } from './single-keys.ts';
import './keys-dialog.css';

/** Names on keys are the same in every language. */
const KEYS = [
  ['search', ['/', 'Ctrl+K']],
  ['suggestions', ['↓', '↑', 'Enter', 'Esc']],
  ['next', ['j', '↓']],
  ['previous', ['k', '↑']],
  ['open', ['Enter']],
  ['compare', ['c']],
  ['cart', ['a']],
  ['help', ['?']],
] as const;

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const isOn = useSingleKeys();
  useEffect(() => {
    const { current } = dialog;
    // What had the focus gets it back from the browser.
    if (current?.open === false) current.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="keys-dialog" aria-labelledby="keys-title" onClose={onClose}>
      <h2 id="keys-title">{t('keyboard.title')}</h2>
      <dl className="facts">
        {KEYS.map(([name, keys]) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <label className="switch">
        <input type="checkbox" checked={isOn} onChange={(event) => switchSingleKeys(event.target.checked)} />
        {t('keys.single')}
      </label>
      <form method="dialog">
        <button type="submit" className="button button-primary">
          {t('keys.close')}
        </button>
      </form>
    </dialog>
  );
}
