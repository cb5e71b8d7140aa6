import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { FileDrop } from './file-drop.tsx';
import { HowToTake } from './how-to-take.tsx';
import { IMPORT_KINDS, type ImportKind } from './import-kinds.ts';
import { fitsRequest, type MappingDraft, mappingOf } from './mapping-draft.ts';
import { MappingEditor } from './mapping-editor.tsx';
import { PreviewFacts, PreviewRows } from './preview-parts.tsx';
import { previewQuery } from './preview-query.ts';
import { ProfileFields } from './profile-fields.tsx';

interface Choice {
  /** Counts the choices, so that nothing of one file is shown for another. */
  id: number;
  file: File | undefined;
  /** JSON; empty: nothing was changed by hand. */
  mapping: string;
  profile: string;
  /** As which it was read when something was first changed: a mapping is of a kind. */
  kind: ImportKind | undefined;
}

/** From a file to its import: chosen, looked at, its mapping mended, then begun. */
export function ChosenFile() {
  const { t } = useTranslation();
  const { kind: asked } = useSearch({ from: '/console/imports/new' });
  const navigate = useNavigate({ from: '/console/imports/new' });
  const [choice, setChoice] = useState<Choice>({
    ...{ id: 0, file: undefined, mapping: '', profile: '', kind: undefined },
  });
  const { id, file, mapping, profile } = choice;
  const kind = asked ?? choice.kind;
  const tooLong = !fitsRequest(mapping);
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
  const chooseKind = (next: ImportKind) => {
    setChoice({ ...choice, mapping: '', profile: '', kind: next });
    void navigate({ search: { kind: next }, replace: true });
  };
  const edit = (draft: MappingDraft) =>
    setChoice({ ...choice, kind: readAs, profile: '', mapping: JSON.stringify(mappingOf(draft)) });

  return (
    <>
      <FileDrop
        file={file}
        onFile={(chosen) =>
          setChoice({ id: id + 1, file: chosen, mapping: '', profile: '', kind: undefined })
        }
      />
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
                  <MappingEditor preview={seen} onEdit={edit} />
                  <ProfileFields
                    preview={seen}
                    mapping={tooLong ? mapping : undefined}
                    chosen={profile}
                    onChoose={(name) =>
                      // An empty mapping is one: without any a profile made for such headings is used.
                      setChoice({ ...choice, kind: readAs, mapping: name === '' ? '{}' : '', profile: name })
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
              blocked={tooLong || preview.isFetching || (preview.isError && seen !== undefined)}
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
