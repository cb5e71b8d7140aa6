import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/session.ts';
import { Empty } from '../../shown/states.tsx';
import { ChosenFile } from './chosen-file.tsx';
import { ResumeUpload } from './resume-upload.tsx';
import './imports.css';

/** A file, how it is read, and how it is taken; or, with `upload` in the link, one that goes on. */
export function NewImportPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { upload } = useSearch({ from: '/console/imports/new' });
  return (
    <section aria-labelledby="new-import">
      <Link to="/console/imports">{t('imports.back')}</Link>
      <h2 id="new-import">{t('imports.new')}</h2>
      {!may('imports:write') ? (
        <Empty title={t('problem.forbidden')} />
      ) : upload === undefined ? (
        <ChosenFile />
      ) : (
        <ResumeUpload key={upload} uploadId={upload} />
      )}
    </section>
  );
}
