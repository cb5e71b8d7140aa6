import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { CursorPager } from '../cursor-pager.tsx';
import { LongText } from '../long-text.tsx';
import { ScrollBox } from '../scroll-box.tsx';
import { errorCodesQuery, rowErrorsQuery } from './import-queries.ts';
import { fieldText } from './job-mapping.tsx';

/** One of the links is of this view: the one whose search is it. */
const EXACT = { exact: true } as const;

/** The rows that were refused, each with what is wrong with it; by code, and all of them as a file. */
export function RowErrors({ job: { jobId, failed } }: { job: Answers['importJob'] }) {
  const { t, i18n } = useTranslation();
  const { code, cursor } = useSearch({ from: '/console/imports/$jobId' });
  const codes = useQuery({ ...errorCodesQuery(jobId, failed), placeholderData: keepPreviousData });
  const page = useQuery({
    ...rowErrorsQuery(jobId, failed, { code, cursor }),
    placeholderData: keepPreviousData,
  });
  const whole = new Intl.NumberFormat(i18n.language);
  const file = `/v1/imports/${encodeURIComponent(jobId)}/errors?format=csv${
    code === undefined ? '' : `&code=${encodeURIComponent(code)}`
  }`;
  return (
    <section aria-labelledby="row-errors">
      <div className="console-head">
        <h3 id="row-errors">{t('imports.errors')}</h3>
        <a className="button" href={file} download>
          {t('imports.errorsFile')}
        </a>
      </div>
      <ul className="chips" aria-label={t('imports.byCode')}>
        <li>
          <Link
            to="."
            activeOptions={EXACT}
            search={{}}
            className="chip"
            aria-current={code === undefined ? 'true' : undefined}
          >
            {t('imports.allErrors')}
          </Link>
        </li>
        {codes.data?.map((each) => (
          <li key={each.code}>
            <Link
              to="."
              activeOptions={EXACT}
              search={{ code: each.code }}
              className="chip"
              aria-current={code === each.code ? 'true' : undefined}
            >
              {faultText(t, each.code)} <span className="count">{whole.format(each.errors)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {page.isPending && <Loading lines={6} />}
      {page.isError && <ProblemNote error={page.error} retry={() => page.refetch()} />}
      {page.data !== undefined && <ErrorTable errors={page.data.errors} isPast={page.isPlaceholderData} />}
      <CursorPager cursor={cursor} next={page.data?.nextPageToken} />
    </section>
  );
}

export function ErrorTable({ errors, isPast = false }: { errors: Answers['rowError'][]; isPast?: boolean }) {
  const { t } = useTranslation();
  return (
    <ScrollBox label={t('imports.errors')}>
      <table className="table table-small row-errors" aria-busy={isPast}>
        <thead>
          <tr>
            <th scope="col" className="numeric">
              {t('imports.row')}
            </th>
            <th scope="col">{t('imports.column')}</th>
            <th scope="col">{t('imports.value')}</th>
            <th scope="col">{t('imports.fault')}</th>
          </tr>
        </thead>
        <tbody>
          {errors.map((error, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row may have the same fault twice
            <tr key={at}>
              <td className="numeric">
                {error.row}
                {error.line > 0 && error.line !== error.row && (
                  <span className="muted row-line">{t('imports.line', { line: error.line })}</span>
                )}
              </td>
              <td>{error.column === '' ? <span className="muted">–</span> : fieldText(t, error.column)}</td>
              <td className="row-value">
                <LongText text={error.value} max={60} />
              </td>
              <td>
                {faultText(t, error.code)}
                <span className="problem-detail row-message" lang="en">
                  <LongText text={error.message} max={200} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** A code in plain words; one that is new here as it is. */
function faultText(t: ReturnType<typeof useTranslation>['t'], code: string): string {
  // What is wrong with a row may also be wrong with a file, or only be worth saying.
  const keys = [`imports.code.${code}`, `imports.failure.${code}`, `imports.note.${code}`];
  return t(keys as ['imports.code.required'], { defaultValue: code });
}
