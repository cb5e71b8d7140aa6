import { ApiProblem, dataOf } from '@qipei/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { dateTimeText } from '../../shown/date-time.ts';
import { ProblemNote } from '../../shown/states.tsx';
import { useUnsaved } from '../../shown/use-unsaved.ts';
import { colorFaults, shownColors } from './contrast.ts';
import type { FieldFault } from './fault-text.tsx';
import { LogoDrop } from './logo-drop.tsx';
import {
  draftOf,
  formField,
  inputOf,
  isAsSent,
  type LogoChoice,
  type LookDraft,
  type LookSettings,
  withTypedSince,
} from './look-draft.ts';
import { LookFields } from './look-fields.tsx';
import { LookPreview } from './look-preview.tsx';
import { lookQuery } from './look-query.ts';

const FALLBACK = '#1456b8';

interface Sent {
  /** That the draft was made from. */
  version: number | undefined;
  draft: LookDraft;
  logo: LogoChoice;
}

/** The form, and beside it what would be seen; nobody else sees anything of it before it is saved. */
export function LookEditor({
  start,
  onTakeTheirs,
}: {
  start: LookSettings | null;
  onTakeTheirs: () => void;
}) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const [base, setBase] = useState(start);
  const [draft, setDraft] = useState(() => draftOf(start));
  const [logo, setLogo] = useState<LogoChoice>('kept');
  const logoUrl = useLogoUrl(logo, base?.logo?.url ?? null);
  const change = (patch: Partial<LookDraft>) => setDraft((now) => ({ ...now, ...patch }));

  const saving = useMutation({
    mutationFn: async ({ version, draft, logo }: Sent) => {
      const keep = (saved: LookSettings) => {
        // What is saved so far is the base of what comes, also where the rest fails.
        setBase(saved);
        queryClient.setQueryData(lookQuery.queryKey, saved);
        return saved;
      };
      const body = inputOf(draft, version);
      let saved = keep((await dataOf(api.PUT('/v1/storefront-settings', { body }))).storefront);
      if (logo === 'none')
        saved = keep((await dataOf(api.DELETE('/v1/storefront-settings/logo'))).storefront);
      else if (logo !== 'kept') saved = keep((await dataOf(putLogo(logo))).storefront);
      return saved;
    },
    // What was typed or chosen while it was on its way is still to be saved.
    onSuccess: (saved, sent) => {
      setLogo((now) => (now === sent.logo ? 'kept' : now));
      setDraft((now) => withTypedSince(draftOf(saved), sent.draft, now));
    },
  });
  const looking = useMutation({
    mutationFn: () => queryClient.fetchQuery({ ...lookQuery, staleTime: 0 }),
  });

  const typed = colorFaults(draft.colors);
  const fallback = base?.colors.primary ?? FALLBACK;
  const shown = useMemo(() => shownColors(draft.colors, fallback), [draft.colors, fallback]);
  const problem = saving.error instanceof ApiProblem ? saving.error : undefined;
  const conflict = problem?.code === 'storefront-changed';
  const faults: FieldFault[] = (problem?.errors ?? [])
    .filter(({ field }) => field !== '')
    .map((each) => ({ ...each, field: formField(each.field) }));
  // What was mended since isn't held against anybody.
  const open = faults.filter(({ field }) => isAsSent(field, saving.variables?.draft, draft));
  const changed =
    logo !== 'kept' || JSON.stringify(inputOf(draft, 0)) !== JSON.stringify(inputOf(draftOf(base), 0));
  useUnsaved(changed);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!saving.isPending) saving.mutate({ version: base?.version, draft, logo });
  };

  return (
    <div className="look-columns">
      <LookPreview draft={draft} colors={shown} logoUrl={logoUrl} />
      <form className="look-form" aria-label={t('look.title')} onSubmit={submit} noValidate>
        <LookFields draft={draft} change={change} shown={shown} typed={typed} faults={open} />
        <LogoDrop
          logo={logo}
          url={logoUrl}
          onChoose={setLogo}
          hasLogo={base?.logo !== null && base?.logo !== undefined}
        />
        <div className="look-save">
          {conflict && (
            <Conflict
              newest={looking.data ?? undefined}
              pending={looking.isPending}
              onLook={() => looking.mutate()}
              onTheirs={async () => {
                await looking.mutateAsync();
                onTakeTheirs();
              }}
              onMine={async () =>
                saving.mutate({ version: (await looking.mutateAsync())?.version, draft, logo })
              }
            />
          )}
          {open.length > 0 && !conflict && (
            <p className="problem" role="alert">
              {t('look.refused', { count: open.length })}
            </p>
          )}
          {saving.isError && faults.length === 0 && !conflict && <ProblemNote error={saving.error} />}
          <div role="status">
            {saving.isSuccess && !changed && base !== null && (
              <p className="note note-good">
                {t('look.saved', { when: dateTimeText(base.updatedAt, i18n.language) })}{' '}
                <a href={`/t/${encodeURIComponent(base.slug)}/`}>{t('look.open')}</a>
              </p>
            )}
            {changed && <p className="muted">{t('look.unsaved')}</p>}
          </div>
          <button type="submit" className="button button-primary" disabled={saving.isPending}>
            {t(saving.isPending ? 'state.sending' : 'action.save')}
          </button>
        </div>
      </form>
    </div>
  );
}

/** Somebody else has saved since: nothing of either is lost before one says which. */
function Conflict({
  newest,
  pending,
  onLook,
  onTheirs,
  onMine,
}: {
  newest: LookSettings | undefined;
  pending: boolean;
  onLook: () => void;
  onTheirs: () => void;
  onMine: () => void;
}) {
  const { t, i18n } = useTranslation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it comes up
  useEffect(onLook, []);
  return (
    <div className="problem" role="alert">
      <p>
        {newest === undefined
          ? t('look.conflict')
          : t('look.conflictAt', { when: dateTimeText(newest.updatedAt, i18n.language) })}
      </p>
      <p className="entry-actions">
        <button type="button" className="button" disabled={pending} onClick={onTheirs}>
          {t('look.takeTheirs')}
        </button>
        <button type="button" className="button button-danger" disabled={pending} onClick={onMine}>
          {t('look.saveMine')}
        </button>
      </p>
    </div>
  );
}

function putLogo(file: File) {
  return api.PUT('/v1/storefront-settings/logo', {
    // The document calls bytes a string.
    body: file as never,
    bodySerializer: (body: unknown) => body as File,
    headers: { 'Content-Type': file.type },
  });
}

/** Where the picture is to be had: in this browser as long as it isn't saved. */
function useLogoUrl(logo: LogoChoice, saved: string | null): string | null {
  const [local, setLocal] = useState<string | null>(null);
  useEffect(() => {
    if (!(logo instanceof File)) return;
    const url = URL.createObjectURL(logo);
    setLocal(url);
    return () => {
      URL.revokeObjectURL(url);
      setLocal(null);
    };
  }, [logo]);
  if (logo === 'none') return null;
  return logo === 'kept' ? saved : local;
}
