import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../app/texts.ts';
import { rememberQuery } from '../saved/recent-queries.ts';
import { CameraView } from './camera-view.tsx';
import { openCodeReader } from './code-reader.ts';
import { PhotoUnusable, pictureOf } from './photo.ts';
import type { CodeReader } from './picture-reader.ts';
import { VinConfirm } from './vin-confirm.tsx';
import { vinsOfCode } from './vin-text.ts';
import './scan.css';

const MAX_SHOWN = 60;

/** A VIN from a code in the camera's picture or a photo's; whoever scans it looks at it before anything is searched for. */
export function ScanPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const reader = useCodeReader();
  const [isFilming, setFilming] = useState(false);
  const [isSearching, setSearching] = useState(false);
  const [found, setFound] = useState<string[]>();
  const [note, setNote] = useState<{ key: TextKey; text?: string }>();
  const [vin, setVin] = useState('');
  // What is looked for on its behalf may come when somebody has gone on to something else: then it is nobody's any more.
  const turn = useRef(0);

  // Leaving is going on to something else, too.
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );

  const take = (texts: readonly string[]): boolean => {
    const vins = [...new Set(texts.flatMap(vinsOfCode))];
    const [first] = vins;
    if (first === undefined) return false;
    setFound(vins);
    setVin(first);
    setNote(undefined);
    setFilming(false);
    return true;
  };

  /** Whatever was begun before ends here, without a result. */
  const begin = (): number => {
    turn.current += 1;
    setSearching(false);
    return turn.current;
  };

  const type = (typed: string) => {
    begin();
    setFilming(false);
    setVin(typed);
  };

  const lookAt = async (file: File) => {
    const mine = begin();
    setFilming(false);
    setNote(undefined);
    setFound(undefined);
    setSearching(true);
    try {
      const picture = await pictureOf(file);
      if (mine !== turn.current) return picture.close();
      const texts = await reader().read(picture, { thorough: true });
      if (mine !== turn.current || take(texts)) return;
      const [text] = texts;
      setNote(
        text === undefined
          ? { key: 'scan.noCode' }
          : { key: 'scan.otherCode', text: [...text].slice(0, MAX_SHOWN).join('') },
      );
    } catch (error) {
      if (mine !== turn.current) return;
      setNote({ key: error instanceof PhotoUnusable ? `scan.photo.${error.fault}` : 'scan.readerFailed' });
    } finally {
      if (mine === turn.current) setSearching(false);
    }
  };

  const search = (confirmed: string) => {
    rememberQuery(confirmed);
    void navigate({ to: '/search', search: { q: confirmed } });
  };

  return (
    <main className="page scan" id="content">
      <h1>{t('scan.title')}</h1>
      <p>{t('scan.hint')}</p>
      <p className="scan-ways">
        <button
          type="button"
          className="button button-primary"
          aria-pressed={isFilming}
          onClick={() => {
            begin();
            setFilming(!isFilming);
          }}
        >
          {t(isFilming ? 'scan.stop' : 'scan.camera')}
        </button>
        <label className="button scan-file">
          {t('scan.photo')}
          <input
            type="file"
            accept="image/*"
            className="visually-hidden"
            onChange={(event) => {
              const file = event.target.files?.[0];
              // The same one may be chosen again.
              event.target.value = '';
              if (file !== undefined) void lookAt(file);
            }}
          />
        </label>
      </p>
      {isFilming && <CameraView reader={reader} onTexts={take} />}
      <div role="status">
        {isSearching && <p className="note">{t('scan.searching')}</p>}
        {note !== undefined && (
          <p className="note">{t(note.key as 'scan.otherCode', { text: note.text ?? '' })}</p>
        )}
        {found !== undefined && <p className="note">{t('scan.found')}</p>}
      </div>
      {found !== undefined && found.length > 1 && (
        <ul className="chips" aria-label={t('scan.several')}>
          {found.map((each) => (
            <li key={each}>
              <button
                type="button"
                className="button number"
                aria-pressed={each === vin}
                onClick={() => type(each)}
              >
                {each}
              </button>
            </li>
          ))}
        </ul>
      )}
      <VinConfirm vin={vin} onChange={type} onConfirm={search} isFound={found !== undefined} />
      <p className="muted">{t('scan.private')}</p>
    </main>
  );
}

/** Opened when it is first needed, and closed with the view. */
function useCodeReader(): () => CodeReader {
  const opened = useRef<CodeReader>(undefined);
  useEffect(
    () => () => {
      opened.current?.[Symbol.dispose]();
      opened.current = undefined;
    },
    [],
  );
  return () => {
    opened.current ??= openCodeReader();
    return opened.current;
  };
}
