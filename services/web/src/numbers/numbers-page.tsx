import { dataOf } from '@qipei/api-client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { ProblemNote } from '../shown/states.tsx';
import { FoundNumbers } from './found-numbers.tsx';
import { MAX_NUMBERS, numbersOf } from './numbers-of-text.ts';
import './numbers.css';

/** Many numbers at once, pasted or from a file; each with the parts that have it. */
export function NumbersPage() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  // A list of a thousand is counted when there is time for it, not at each key.
  const counted = useDeferredValue(text);
  const many = useMemo(() => numbersOf(counted), [counted]);
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
    const numbers = numbersOf(text).slice(0, MAX_NUMBERS);
    if (numbers.length > 0 && !looked.isPending) looked.mutate(numbers);
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
        {many.length > MAX_NUMBERS && (
          <p className="note">{t('numbersPage.tooMany', { max: MAX_NUMBERS })}</p>
        )}
        <button
          type="submit"
          className="button button-primary"
          disabled={many.length === 0 || looked.isPending}
        >
          {t('numbersPage.go', { n: Math.min(many.length, MAX_NUMBERS) })}
        </button>
      </form>
      {looked.isError && <ProblemNote error={looked.error} />}
      {looked.data !== undefined && <FoundNumbers given={looked.data.given} lines={looked.data.lines} />}
    </main>
  );
}
