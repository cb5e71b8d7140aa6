import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { useUnsaved } from '../../shown/use-unsaved.ts';
import {
  isEdited,
  mappingText,
  NO_FILE,
  shownDraft,
  withDraft,
  withFile,
  withKind,
  withProfile,
} from './file-choice.ts';
import { FileDrop } from './file-drop.tsx';
import { HowToTake } from './how-to-take.tsx';
import { IMPORT_KINDS, type ImportKind } from './import-kinds.ts';
import { fitsRequest } from './mapping-draft.ts';
import { MappingEditor } from './mapping-editor.tsx';
import { PreviewFacts, PreviewRows } from './preview-parts.tsx';
import { previewQuery } from './preview-query.ts';
import { ProfileFields } from './profile-fields.tsx';

/** From a file to its import: chosen, looked at, its mapping mended, then begun. */
export function ChosenFile() {
  const { t } = useTranslation();
  const { kind: asked } = useSearch({ from: '/console/imports/new' });
  const navigate = useNavigate({ from: '/console/imports/new' });
  const [choice, setChoice] = useState(NO_FILE);
  const { id, file, profile } = choice;
  const kind = asked ?? choice.kind;
  const mapping = mappingText(choice);
  const tooLong = !fitsRequest(mapping);
  const leaving = useUnsaved(isEdited(choice));
  const preview = useQuery({
    ...previewQuery({ fileId: id, file, kind, mapping: tooLong ? '' : mapping, profile }),
    // While a change is looked at, what was there stays; never that of another file.
    placeholderData: (before, query) => (query?.queryKey[2] === id ? keepPreviousData(before) : undefined),
  });
  // A change that is refused leaves what was seen before it.
  const [good, setGood] = useState<{ id: number; data: typeof preview.data }>();
  useEffect(() => {
    if (preview.isSuccess && !preview.isPlaceholderData) setGood({ id, data: preview.data });
  }, [id, preview.isSuccess, preview.isPlaceholderData, preview.data]);
  const seen = preview.data ?? (good?.id === id ? good.data : undefined);
  const readAs = kind ?? seen?.kind;
  const isOfChoice = preview.isSuccess && !preview.isPlaceholderData && !tooLong;
  const draft = shownDraft(choice, seen, isOfChoice);
  const chooseKind = (next: ImportKind) => {
    setChoice(withKind(choice, next));
    void navigate({ search: { kind: next }, replace: true });
  };

  return (
    <>
      <FileDrop file={file} onFile={(chosen) => setChoice(withFile(choice, chosen))} />
      {file?.size === 0 && (
        <p className="problem" role="alert">
          {t('imports.fileEmpty')}
        </p>
      )}
      {file !== undefined && file.size > 0 && (
        <>
          {preview.isPending && <Loading lines={8} />}
          {preview.isError && (
            <PreviewProblem
              error={preview.error}
              retry={() => preview.refetch()}
              isFirst={seen === undefined}
            />
          )}
          <label className="field">
            <span>{t('imports.kind')}</span>
            <select
              className="input"
              value={readAs ?? ''}
              onChange={({ target }) => {
                const next = IMPORT_KINDS.find((each) => each === target.value);
                if (next !== undefined) chooseKind(next);
              }}
            >
              {readAs === undefined && <option value="">–</option>}
              {IMPORT_KINDS.map((each) => (
                <option key={each} value={each}>
                  {t(`imports.kind.${each}`)}
                </option>
              ))}
            </select>
            {asked === undefined && seen !== undefined && (
              <span className="muted">{t('imports.kindFound')}</span>
            )}
          </label>
          {seen !== undefined && (
            <div aria-busy={preview.isFetching} className="preview">
              <PreviewFacts preview={seen} />
              {tooLong && <p className="note">{t('imports.mappingTooLong')}</p>}
              {seen.headings.length > 0 && (
                <>
                  <MappingEditor
                    preview={seen}
                    draft={draft}
                    isOfDraft={isOfChoice}
                    isKnown={isOfChoice || choice.draft !== undefined}
                    onEdit={(next) => setChoice(withDraft(choice, next, readAs))}
                  />
                  <ProfileFields
                    preview={seen}
                    mapping={tooLong ? mapping : undefined}
                    chosen={profile}
                    waits={!isOfChoice && !tooLong}
                    changes={choice.draft}
                    onChoose={(name) => setChoice((now) => withProfile(now, name, readAs))}
                    // What was changed since it was sent isn't in it.
                    onSaved={(name, saved) =>
                      setChoice((now) => (now.draft === saved ? withProfile(now, name, readAs) : now))
                    }
                  />
                </>
              )}
              <PreviewRows preview={seen} />
            </div>
          )}
          {readAs !== undefined && (
            <HowToTake
              key={`${id} ${readAs}`}
              file={file}
              kind={readAs}
              preview={seen}
              profile={profile}
              // What is begun is what the platform has shown of this very choice, if it has shown anything.
              blocked={tooLong || preview.isFetching || (seen !== undefined && !isOfChoice)}
              onBegun={leaving.allow}
            />
          )}
        </>
      )}
    </>
  );
}

/** A file that can't be looked into can still be imported, by what its headings say. */
function PreviewProblem({ error, retry, isFirst }: { error: unknown; retry: () => void; isFirst: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <ProblemNote error={error} retry={retry} />
      {isFirst && <p className="note">{t('imports.noPreview')}</p>}
    </>
  );
}
