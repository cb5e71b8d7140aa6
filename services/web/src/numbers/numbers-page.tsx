import { dataOf } from '@qipei/api-client';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { localName } from '../shown/local-name.ts';
import { ProblemNote } from '../shown/states.tsx';
import { MAX_NUMBERS, numbersOf } from './numbers-of-text.ts';

/** Many numbers at once, pasted or from a file; each with the parts that have it. */
export function NumbersPage() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const numbers = numbersOf(text);
  const looked = useMutation({
    mutationFn: async (given: string[]) => ({
      given,
      ...(await dataOf(
        api.POST('/v1/numbers/lookup', { body: { numbers: given.map((number) => ({ number })) } }),
      )),
    }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (numbers.length > 0 && !looked.isPending) looked.mutate(numbers.slice(0, MAX_NUMBERS));
  };
  return (
    <main className="page" id="content">
      <h1>{t('numbersPage.title')}</h1>
      <form className="card" onSubmit={submit}>
        <label className="field">
          <span>{t('numbersPage.label', { max: MAX_NUMBERS })}</span>
          <textarea
            className="input number"
            rows={6}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <label className="field">
          <span>{t('numbersPage.file')}</span>
          <input
            type="file"
            accept=".txt,.csv,text/plain,text/csv"
            onChange={async (event) => {
              const file = event.target.files?.[0];
              // More than so many numbers take; a wrong file isn't read into the page.
              if (file !== undefined) setText(await file.slice(0, 200_000).text());
            }}
          />
        </label>
        {numbers.length > MAX_NUMBERS && (
          <p className="note">{t('numbersPage.tooMany', { max: MAX_NUMBERS })}</p>
        )}
        <button
          type="submit"
          className="button button-primary"
          disabled={numbers.length === 0 || looked.isPending}
        >
          {t('numbersPage.go', { n: Math.min(numbers.length, MAX_NUMBERS) })}
        </button>
      </form>
      {looked.isError && <ProblemNote error={looked.error} />}
      {looked.data !== undefined && <FoundNumbers given={looked.data.given} lines={looked.data.lines} />}
    </main>
  );
}

function FoundNumbers({ given, lines }: { given: string[]; lines: Answers['numberLine'][] }) {
  const { t, i18n } = useTranslation();
  return (
    <table className="table">
      <caption>{t('numbersPage.found')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('numbersPage.number')}</th>
          <th scope="col">{t('column.part')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => {
          const parts = line.numbers.flatMap((number) => number.parts);
          const proposals = line.numbers.flatMap((number) => number.proposals);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list may name a number twice
            <tr key={index}>
              <th scope="row" className="number">
                {given[index]}
              </th>
              <td>
                {line.error !== null && (
                  <span className="muted" lang="en">
                    {line.error.message}
                  </span>
                )}
                {line.error === null && parts.length === 0 && (
                  <span className="muted">{t('results.none')}</span>
                )}
                {parts.map((part) => (
                  <Link
                    key={part.partId}
                    to="/parts/$partId"
                    params={{ partId: part.partId }}
                    className="hit-name"
                  >
                    <span className="hit-number">
                      <span className="hit-brand">{part.brand}</span>{' '}
                      <span className="number">{part.partNumber}</span>
                    </span>
                    <span className="hit-title">{localName(part.name, i18n.language)}</span>
                  </Link>
                ))}
                {parts.length === 0 &&
                  proposals.slice(0, 3).map((proposal) => (
                    <Link key={proposal.key} to="/search" search={{ q: proposal.display }} className="button">
                      {t('numbersPage.meant', { number: proposal.display })}
                    </Link>
                  ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
