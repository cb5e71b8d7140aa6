import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { LookEditor } from './look-editor.tsx';
import { lookQuery } from './look-query.ts';
import '../ops.css';

export function LookPage() {
  const { t } = useTranslation();
  const settings = useQuery(lookQuery);
  const [round, setRound] = useState(0);
  return (
    <>
      <h2>{t('look.title')}</h2>
      <p className="muted">{t('look.hint')}</p>
      {!settings.isFetchedAfterMount && <Loading lines={10} />}
      {settings.isError && <ProblemNote error={settings.error} retry={() => settings.refetch()} />}
      {settings.data !== undefined && settings.isFetchedAfterMount && (
        <LookEditor key={round} start={settings.data} onTakeTheirs={() => setRound(round + 1)} />
      )}
    </>
  );
}
