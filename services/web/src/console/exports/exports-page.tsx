import { dataOf } from '@qipei/api-client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { api } from '../../api/api.ts';
import { useMay } from '../../session/session.ts';
import { ConfirmButton } from '../../shown/confirm-button.tsx';
import { dateTimeText } from '../../shown/date-time.ts';
import { PagedList } from '../../shown/paged-list.tsx';
import { ProblemNote } from '../../shown/states.tsx';
import { CursorPager } from '../cursor-pager.tsx';
import { sizeText } from '../imports/file-size.ts';
import { isOpen } from '../imports/import-kinds.ts';
import { Failure } from '../imports/job-page.tsx';
import { LongText } from '../long-text.tsx';
import { EXPORT_FORMAT_NAMES } from './export-formats.ts';
import { ExportLosses } from './export-losses.tsx';
import { NewExport } from './new-export.tsx';
import '../imports/imports.css';

type Export = Answers['export'];

/** Files of what one publishes: made, counted while they are, downloaded, and what their format couldn't hold. */
export function ExportsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { cursor, losses } = useSearch({ from: '/console/exports' });
  const page = useQuery({
    queryKey: ['exports', 'list', cursor],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/exports', {
          params: { query: { pageSize: 20, ...(cursor === undefined ? {} : { pageToken: cursor }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data?.exports.some((each) => isOpen(each.state)) === true ? 1_000 : 20_000,
  });
  return (
    <section aria-labelledby="exports">
      <h2 id="exports">{t('exports.title')}</h2>
      {may('imports:write') && <NewExport />}
      <PagedList
        page={page}
        items={page.data?.exports}
        empty={t('exports.none')}
        lines={6}
        pager={<CursorPager cursor={cursor} next={page.data?.nextPageToken} />}
      >
        {(exports, isPast) => (
          <ul className="job-list" aria-busy={isPast}>
            {exports.map((each) => (
              <Entry key={each.exportId} job={each} isOpened={losses === each.exportId} />
            ))}
          </ul>
        )}
      </PagedList>
    </section>
  );
}

function Entry({ job, isOpened }: { job: Export; isOpened: boolean }) {
  const { t, i18n } = useTranslation();
  const { exportId, kind, format, state, rows, file, failure, losses, createdAt, expiresAt, notes } = job;
  const whole = new Intl.NumberFormat(i18n.language);
  return (
    <li className="job-entry export-entry">
      <div className="job-name">
        <strong>
          {t(`imports.kind.${kind}`)} · {EXPORT_FORMAT_NAMES[format]}
        </strong>
        <span className="muted">
          <time dateTime={createdAt ?? ''}>{dateTimeText(createdAt, i18n.language)}</time>
          {selectionText(job) !== '' && (
            <>
              {' · '}
              <LongText text={selectionText(job)} max={80} />
            </>
          )}
        </span>
      </div>
      <div>
        <span className={`job-state job-${state}`}>{t(`imports.state.${state}`)}</span>
        {isOpen(state) && <progress aria-label={t('imports.progress')} />}
        <span>{t('exports.rows', { rows: whole.format(rows) })}</span>
      </div>
      <div className="console-actions">
        {file !== null && (
          <a
            className="button button-primary"
            href={`/v1/exports/${encodeURIComponent(exportId)}/file`}
            download
          >
            {t('exports.download', { size: sizeText(file.bytes, i18n.language) })}
          </a>
        )}
        {losses > 0 && (
          <Link
            to="."
            search={((now: object) => ({ ...now, losses: isOpened ? undefined : exportId })) as never}
            className="button"
            aria-expanded={isOpened}
          >
            {t('exports.losses', { n: whole.format(losses) })}
          </Link>
        )}
        <End job={job} />
      </div>
      {failure !== null && <Failure failure={failure} />}
      {notes.length > 0 && (
        <p className="note" lang="en">
          <LongText text={notes.join(' ')} max={300} />
        </p>
      )}
      {file !== null && (
        <p className="muted export-until">
          {t('exports.until', { when: dateTimeText(expiresAt, i18n.language) })}
        </p>
      )}
      {isOpened && <ExportLosses exportId={exportId} />}
    </li>
  );
}

/** What was asked for, as one line; nothing where all was. */
function selectionText({ selection }: Export): string {
  const { brands, partTypes, partIds, numbers, feed, updatedSince } = selection;
  return [...brands, ...partTypes, ...partIds, ...numbers, feed, updatedSince]
    .filter((each) => each !== null && each !== '')
    .join(', ');
}

function End({ job: { exportId, state } }: { job: Export }) {
  const { t } = useTranslation();
  const may = useMay();
  const queryClient = useQueryClient();
  const open = isOpen(state);
  const ending = useMutation({
    mutationFn: async (): Promise<unknown> =>
      open
        ? api.POST('/v1/exports/{exportId}/cancel', { params: { path: { exportId } } })
        : api.DELETE('/v1/exports/{exportId}', { params: { path: { exportId } } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['exports'] }),
  });
  if (!may('imports:write')) return null;
  const text = t(open ? 'imports.cancel' : 'exports.delete');
  return (
    <>
      <ConfirmButton
        text={text}
        label={text}
        question={t(open ? 'exports.cancelSure' : 'exports.deleteSure')}
        pending={ending.isPending}
        onConfirm={() => ending.mutate()}
      />
      {ending.isError && <ProblemNote error={ending.error} />}
    </>
  );
}
