import { dataOf } from '@qipei/api-client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { useMay } from '../../session/session.ts';
import { ConfirmButton } from '../../shown/confirm-button.tsx';
import { fieldOf } from '../../shown/field-of.ts';
import { stillSays } from '../../shown/form-content.ts';
import { PagedList } from '../../shown/paged-list.tsx';
import { ProblemNote } from '../../shown/states.tsx';
import { useUnsaved } from '../../shown/use-unsaved.ts';
import { useUnsavedForm } from '../../shown/use-unsaved-form.ts';
import { CursorPager } from '../cursor-pager.tsx';

export type ForeignIdTable = '/v1/brand-ids' | '/v1/part-type-ids' | '/v1/attribute-ids';

const PAGE_SIZE = 50;
const EXAMPLES: Record<ForeignIdTable, string> = {
  '/v1/brand-ids': 'autocare.brand:ZZZZ',
  '/v1/part-type-ids': 'pcdb.partTerminology:1896',
  '/v1/attribute-ids': 'padb.attribute:1002',
};

/** What ids of foreign tables mean: one is added or taken away, or a file replaces all. */
export function ForeignIds({
  table,
  cursor,
  title,
  meaning,
  known,
}: {
  table: ForeignIdTable;
  cursor: string | undefined;
  title: string;
  /** What a meaning is, such as a brand. */
  meaning: string;
  /** To choose from. */
  known: readonly { value: string; label: string }[];
}) {
  const { t } = useTranslation();
  const may = useMay();
  const page = useQuery({
    queryKey: ['foreign-ids', table, cursor],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET(table, {
          params: { query: { pageSize: PAGE_SIZE, ...(cursor === undefined ? {} : { pageToken: cursor }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <PagedList
        page={page}
        items={page.data?.ids}
        empty={t('foreignIds.none')}
        lines={5}
        pager={<CursorPager cursor={cursor} next={page.data?.nextPageToken} />}
      >
        {(ids, isPast) => (
          <table className="table table-small stock-table" aria-busy={isPast}>
            <thead>
              <tr>
                <th scope="col">{t('foreignIds.id')}</th>
                <th scope="col">{meaning}</th>
                {may('imports:write') && (
                  <th scope="col">
                    <span className="visually-hidden">{t('foreignIds.remove')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {ids.map(({ id, means }) => (
                <tr key={id}>
                  <th scope="row" className="number">
                    {id}
                  </th>
                  <td>
                    <bdi>{known.find(({ value }) => value === means)?.label ?? means}</bdi>
                  </td>
                  {may('imports:write') && (
                    <td>
                      <Remove table={table} id={id} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </PagedList>
      {may('imports:write') && (
        <>
          <Add table={table} meaning={meaning} known={known} />
          <Upload table={table} />
        </>
      )}
    </section>
  );
}

/** Whatever is shown of the ids, and what depends on them, is asked for anew. */
export function useIdsChanged(): () => void {
  const queryClient = useQueryClient();
  return () => {
    void queryClient.invalidateQueries({ queryKey: ['foreign-ids'] });
    void queryClient.invalidateQueries({ queryKey: ['part-type-counts'] });
  };
}

function Remove({ table, id }: { table: ForeignIdTable; id: string }) {
  const { t } = useTranslation();
  const changed = useIdsChanged();
  const removing = useMutation({
    mutationFn: () => dataOf(api.PATCH(table, { body: { remove: [id] } })),
    onSuccess: changed,
  });
  return (
    <>
      <ConfirmButton
        text={t('foreignIds.remove')}
        label={t('foreignIds.removeOf', { id })}
        question={t('foreignIds.removeSure')}
        pending={removing.isPending}
        onConfirm={() => removing.mutate()}
      />
      {removing.isError && <ProblemNote error={removing.error} />}
    </>
  );
}

function Add({
  table,
  meaning,
  known,
}: {
  table: ForeignIdTable;
  meaning: string;
  known: readonly { value: string; label: string }[];
}) {
  const { t } = useTranslation();
  const changed = useIdsChanged();
  const { watched, done } = useUnsavedForm();
  const adding = useMutation({
    mutationFn: (entry: { id: string; means: string }) =>
      dataOf(api.PATCH(table, { body: { set: [entry] } })),
    onSuccess: changed,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { currentTarget } = event;
    const form = new FormData(currentTarget);
    const entry = { id: fieldOf(form, 'id').trim(), means: fieldOf(form, 'means').trim() };
    if (adding.isPending) return;
    const isAsSent = stillSays(currentTarget);
    adding.mutate(entry, {
      onSuccess: () => {
        if (!isAsSent()) return;
        currentTarget.reset();
        done();
      },
    });
  };
  const options = `known-${table.slice(4)}`;
  return (
    <form className="stock-form" aria-label={t('foreignIds.add')} onSubmit={submit} {...watched}>
      <div className="stock-fields">
        <label className="field">
          <span>{t('foreignIds.id')}</span>
          <input
            className="input number"
            name="id"
            placeholder={EXAMPLES[table]}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            required
            maxLength={200}
          />
        </label>
        <Meaning label={meaning} options={options} known={known} />
        <button type="submit" className="button" disabled={adding.isPending}>
          {t('foreignIds.add')}
        </button>
      </div>
      {adding.isError && <ProblemNote error={adding.error} />}
      {adding.isSuccess && <Said>{t('foreignIds.added')}</Said>}
    </form>
  );
}

/** A meaning as it is typed or chosen, by its id, its name, or what else it is called. */
export function Meaning({
  label,
  isLabelHidden = false,
  options,
  known,
}: {
  label: string;
  isLabelHidden?: boolean;
  options: string;
  known: readonly { value: string; label: string }[];
}) {
  return (
    <label className="field">
      <span className={isLabelHidden ? 'visually-hidden' : undefined}>{label}</span>
      <input className="input" name="means" list={options} autoComplete="off" required maxLength={200} />
      <datalist id={options}>
        {known.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </datalist>
    </label>
  );
}

/** A file takes the place of all that is there, so it is asked for twice. */
function Upload({ table }: { table: ForeignIdTable }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File>();
  const changed = useIdsChanged();
  const sending = useMutation({
    mutationFn: (chosen: File) =>
      dataOf(
        api.PUT(table, {
          params: { query: {} },
          // As it is: what kind of table it is the platform finds by looking.
          body: chosen as never,
          bodySerializer: (body: unknown) => body as File,
          headers: { 'Content-Type': 'application/octet-stream' },
        }),
      ),
    onSuccess: changed,
  });
  useUnsaved(file !== undefined && !sending.isSuccess);
  return (
    <div className="stock-form">
      <label className="field">
        <span>{t('foreignIds.file')}</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,.ndjson,.jsonl,.zip,.gz"
          onChange={({ target }) => {
            setFile(target.files?.[0]);
            sending.reset();
          }}
        />
      </label>
      {file !== undefined && (
        <ConfirmButton
          text={t('foreignIds.replace')}
          label={t('foreignIds.replaceBy', { file: file.name })}
          question={t('foreignIds.replaceSure')}
          pending={sending.isPending}
          onConfirm={() => sending.mutate(file)}
        />
      )}
      {sending.isError && <ProblemNote error={sending.error} />}
      {sending.isSuccess && <Said>{t('foreignIds.replaced', { ...sending.data })}</Said>}
    </div>
  );
}

function Said({ children }: { children: ReactNode }) {
  return (
    <p className="note note-good" role="status">
      {children}
    </p>
  );
}
