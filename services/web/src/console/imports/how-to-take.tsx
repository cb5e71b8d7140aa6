import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { fieldOf } from '../../shown/field-of.ts';
import { ProblemNote } from '../../shown/states.tsx';
import { type ImportKind, isReleaseKind, OWN_SUBMISSION } from './import-kinds.ts';
import { fitsRequest } from './mapping-draft.ts';
import { beginImport, type ImportOrder, orderKey } from './start-import.ts';

const WAYS = ['stage', 'auto', 'direct'] as const;
type Way = (typeof WAYS)[number];
/** As the platform takes them. */
const FEED_NAME = '[\\p{L}\\p{N} ._\\-]{1,60}';

/** Looked at before it goes live, or taken row by row; and as what the file stands for. */
export function HowToTake({
  file,
  kind,
  preview,
  profile,
  blocked,
  onBegun,
}: {
  file: File;
  kind: ImportKind;
  preview: Answers['importPreview'] | undefined;
  /** Chosen by hand; empty for none. */
  profile: string;
  blocked: boolean;
  /** It is on its way: nothing of it is lost by leaving. */
  onBegun: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const released = isReleaseKind(kind);
  const [way, setWay] = useState<Way>(released ? 'stage' : 'direct');
  // One order, however often it is sent, until something of it is another.
  const order = useRef({ said: '', key: '' });
  const saysItself = preview !== undefined && OWN_SUBMISSION.includes(preview.format);
  const starting = useMutation({
    mutationFn: beginImport,
    onSuccess: async (begun) => {
      order.current = { said: '', key: '' };
      onBegun();
      void queryClient.invalidateQueries({ queryKey: ['imports', 'list'] });
      if ('jobId' in begun) await navigate({ to: '/console/imports/$jobId', params: { jobId: begun.jobId } });
      else
        await navigate({
          to: '/console/imports/new',
          search: { kind, upload: begun.uploadId },
          replace: true,
        });
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (starting.isPending || blocked) return;
    const form = new FormData(event.currentTarget);
    const feed = fieldOf(form, 'feed').trim();
    const source = fieldOf(form, 'source').trim();
    const submission = fieldOf(form, 'submission');
    const settings: ImportOrder['settings'] = {
      ...(released && way !== 'direct' ? { release: way } : {}),
      ...(feed === '' ? {} : { feed }),
      ...(source === '' ? {} : { source }),
      ...(submission === 'full' || submission === 'update' ? { submission } : {}),
    };
    const seen = JSON.stringify(preview?.mapping ?? {});
    const short = seen !== '{}' && fitsRequest(seen);
    const mapping = short ? seen : '';
    const byProfile = short ? '' : profile || (preview?.profile ?? '');
    const said = JSON.stringify([kind, mapping, byProfile, settings]);
    if (order.current.said !== said) order.current = { said, key: orderKey() };
    const { key } = order.current;
    starting.mutate({ file, kind, settings, mapping, profile: byProfile, key });
  };

  const submissions =
    released && !saysItself && way !== 'direct'
      ? ['update', 'full']
      : kind === 'vehicles'
        ? ['update', 'full']
        : [];
  return (
    <form className="card how-to-take" onSubmit={submit} aria-labelledby="how-to-take">
      <h3 id="how-to-take">{t('imports.way')}</h3>
      {released && (
        <fieldset className="choices">
          <legend className="visually-hidden">{t('imports.way')}</legend>
          {WAYS.map((each) => (
            <label key={each} className="switch">
              <input
                type="radio"
                name="way"
                value={each}
                checked={way === each}
                onChange={() => setWay(each)}
              />
              <span>
                {t(`imports.way.${each}`)}
                <span className="muted way-hint">{t(`imports.wayHint.${each}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {submissions.length > 0 && (
        <fieldset className="choices">
          <legend>{t('imports.submission')}</legend>
          {(['update', 'full'] as const).map((each) => (
            <label key={each} className="switch">
              <input type="radio" name="submission" value={each} defaultChecked={each === 'update'} />
              <span>
                {t(`imports.submission.${each}`)}
                <span className="muted way-hint">{t(`imports.submissionHint.${each}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {released && saysItself && <p className="muted">{t('imports.saysItself')}</p>}
      {released && (
        <label className="field">
          <span>{t('imports.feedName')}</span>
          <input
            className="input"
            name="feed"
            maxLength={60}
            pattern={FEED_NAME}
            title={t('imports.feedHint')}
            autoComplete="off"
          />
          <span className="muted">{t('imports.feedHint')}</span>
        </label>
      )}
      {kind === 'vehicles' && (
        <label className="field">
          <span>{t('imports.source')}</span>
          <input className="input" name="source" maxLength={200} autoComplete="off" />
        </label>
      )}
      {starting.isError && <ProblemNote error={starting.error} />}
      <button type="submit" className="button button-primary" disabled={starting.isPending || blocked}>
        {t(starting.isPending ? 'state.sending' : 'imports.start')}
      </button>
    </form>
  );
}
