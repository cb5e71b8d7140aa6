import { dataOf } from '@qipei/api-client';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { useSession } from '../session/session.ts';
import { ProblemNote } from '../shown/states.tsx';
import { FoundNumbers } from './found-numbers.tsx';
import { ListFileField } from './list-file-field.tsx';
import { ListVehicle } from './list-vehicle.tsx';
import {
  type ListedNumber,
  MAX_GUEST_NUMBERS,
  MAX_NUMBERS,
  type NumberList,
  numbersOf,
} from './numbers-of-text.ts';
import { listForLink, textOfLink } from './pasted-list.ts';
import './numbers.css';

/** Many numbers at once, pasted or from a file; each with the parts that have it. */
export function NumbersPage() {
  const { list, vin } = useSearch({ from: '/numbers' });
  const [shown, setShown] = useState<{ list: string | undefined; place: number; own?: string | undefined }>({
    list,
    place: 0,
  });
  // Another list may come out of the box, or with the way back, while this page is there: it begins anew. What the page itself
  // put into the link is there already.
  if (list !== shown.list) setShown({ list, place: list === shown.own ? shown.place : shown.place + 1 });
  return (
    <NumbersOfList
      key={shown.place}
      list={shown.list}
      vin={vin}
      onOwn={(own) => setShown((before) => ({ ...before, own }))}
    />
  );
}

function NumbersOfList({
  list,
  vin,
  onOwn,
}: {
  list: string | undefined;
  vin: string | undefined;
  onOwn: (list: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/numbers' });
  const isGuest = useSession() === null;
  const most = isGuest ? MAX_GUEST_NUMBERS : MAX_NUMBERS;
  const [text, setText] = useState(() => (list === undefined ? '' : textOfLink(list)));
  const [asked, setAsked] = useState<string>();
  // A link to a list that is kept in another tab.
  const [isElsewhere] = useState(list !== undefined && text === '');
  // A list of a thousand is counted when there is time for it, not at each key.
  const counted = useDeferredValue(text);
  const read = useMemo(() => numbersOf(counted), [counted]);
  const many = read.numbers.length;
  const looked = useMutation({
    mutationFn: async (given: ListedNumber[]) => ({
      given,
      ...(await dataOf(
        api.POST('/v1/numbers/lookup', { body: { numbers: given.map(({ number }) => ({ number })) } }),
      )),
    }),
  });
  // A later look-up takes the place of one that is under way.
  const lookUp = ({ numbers }: NumberList) => {
    if (numbers.length === 0) return;
    setAsked(text);
    looked.mutate(numbers.slice(0, most));
  };
  // What came with the link, or out of the box, is looked up at once.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    lookUp(read);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const now = counted === text ? read : numbersOf(text);
    lookUp(now);
    const own = listForLink(now, text);
    onOwn(own);
    void navigate({ search: { list: own, vin } as never, replace: true, resetScroll: false });
  };
  return (
    <main className="page" id="content">
      <h1>{t('numbersPage.title')}</h1>
      {vin !== undefined && <ListVehicle vin={vin} list={list} />}
      <form className="card" onSubmit={submit}>
        <label className="field">
          <span>{t('numbersPage.label', { max: most })}</span>
          <textarea
            className="input number"
            rows={6}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <ListFileField text={text} isGuest={isGuest} onRead={setText} />
        {isElsewhere && text === '' && (
          <p className="note" role="status">
            {t('numbersPage.elsewhere')}
          </p>
        )}
        {many > most && <p className="note">{t('numbersPage.tooMany', { max: most })}</p>}
        {read.left.length > 0 && many > 0 && (
          <details className="note">
            <summary>{t('numbersPage.left', { n: read.left.length })}</summary>
            <ul>
              {read.left.slice(0, 50).map((line, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line may stand there twice
                <li key={place}>{line}</li>
              ))}
            </ul>
          </details>
        )}
        <button
          type="submit"
          className="button button-primary"
          disabled={many === 0 || (looked.isPending && asked === text)}
        >
          {t('numbersPage.go', { n: Math.min(many, most) })}
        </button>
      </form>
      {looked.isError && <ProblemNote error={looked.error} />}
      {looked.data !== undefined && (
        // What was chosen belongs to one look-up.
        <FoundNumbers
          key={looked.submittedAt}
          {...{ given: looked.data.given, lines: looked.data.lines, vin }}
        />
      )}
    </main>
  );
}
