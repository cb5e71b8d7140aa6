import { ApiProblem, dataOf } from '@qipei/api-client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { ProblemNote } from '../../shown/states.tsx';
import { useUnsaved } from '../../shown/use-unsaved.ts';
import { useEditKey } from './edit-key.ts';
import { wholeOf } from './price-draft.ts';
import { useLookAgain, useTakeIn } from './stock-queries.ts';

const REASONS = ['received', 'damaged', 'lost', 'found', 'returned', 'correction'] as const;
type Reason = (typeof REASONS)[number];
/** What stands in the form. */
interface Typed {
  counts: boolean;
  text: string;
  reason: Reason;
}
type Change = { onHand: number; expectedOnHand: number } | { delta: number; reason: Reason };

/** What was counted, or how many more or less there are and why. What another has done meanwhile is told, not overwritten. */
export function LevelForm({
  partId,
  warehouse,
  onHand,
  onClose,
}: {
  partId: string;
  warehouse: { warehouseId: string; name: string };
  onHand: number;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  // As it was when it was looked at, or set from here; what comes in meanwhile doesn't change what was seen.
  const [seen, setSeen] = useState(onHand);
  const [counts, setCounts] = useState(true);
  const [text, setText] = useState(String(seen));
  const [reason, setReason] = useState<Reason>('received');
  const [isFaulty, setFaulty] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { keyOf, done } = useEditKey();
  const takeIn = useTakeIn();
  const lookAgain = useLookAgain();
  const leaving = useUnsaved(text.trim() !== (counts ? String(seen) : ''), 'search');
  const { warehouseId, name } = warehouse;
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const changing = useMutation({
    mutationFn: ({ body }: { body: Change; typed: Typed }) =>
      dataOf(
        api.PATCH('/v1/parts/{partId}/stock/{warehouseId}', {
          params: { path: { partId, warehouseId }, header: { 'Idempotency-Key': keyOf(body) } },
          body,
        }),
      ),
    onSuccess: async (now, { typed }) => {
      done();
      await takeIn(now);
      // What was typed since is another change, of what there is by now.
      const set = now.stock.find((level) => level.warehouseId === warehouseId);
      const isAsSent = typed.text === text && typed.counts === counts && typed.reason === reason;
      if (!isAsSent) return setSeen(set?.onHand ?? seen);
      leaving.allow();
      onClose();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 409) lookAgain();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const value = wholeOf(text);
    const isSound = value !== undefined && (counts ? value >= 0 : value !== 0);
    setFaulty(!isSound);
    if (!isSound) field.current?.focus();
    else if (!changing.isPending)
      changing.mutate({
        body: counts ? { onHand: value, expectedOnHand: seen } : { delta: value, reason },
        typed: { counts, text, reason },
      });
  };
  const choose = (toCount: boolean) => {
    setCounts(toCount);
    setText(toCount ? String(seen) : '');
    setFaulty(false);
    changing.reset();
  };
  const mode = `mode-${partId}-${warehouseId}`;
  return (
    <form
      className="stock-form"
      aria-label={t('stock.formOf', { warehouse: name })}
      onSubmit={submit}
      noValidate
    >
      <fieldset className="choices">
        <legend className="visually-hidden">{t('stock.change')}</legend>
        <label className="switch">
          <input type="radio" name={mode} checked={counts} onChange={() => choose(true)} />
          {t('stock.counted')}
        </label>
        <label className="switch">
          <input type="radio" name={mode} checked={!counts} onChange={() => choose(false)} />
          {t('stock.moreOrLess')}
        </label>
      </fieldset>
      <div className="stock-fields">
        <label className="field">
          <span>{t(counts ? 'stock.onHand' : 'stock.delta')}</span>
          <input
            className="input quantity"
            name="quantity"
            // A phone's keys for digits have no minus.
            inputMode={counts ? 'numeric' : 'text'}
            autoComplete="off"
            value={text}
            ref={field}
            aria-invalid={isFaulty}
            aria-describedby={isFaulty ? `${mode}-fault` : undefined}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        {!counts && (
          <label className="field">
            <span>{t('stock.reason')}</span>
            <select
              className="input"
              name="reason"
              value={reason}
              onChange={({ target }) =>
                setReason(REASONS.find((each) => each === target.value) ?? 'correction')
              }
            >
              {REASONS.map((each) => (
                <option key={each} value={each}>
                  {t(`stock.reason.${each}`)}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="submit" className="button button-primary" disabled={changing.isPending}>
          {t('action.save')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t('stock.cancel')}
        </button>
      </div>
      {isFaulty && (
        <p className="problem" id={`${mode}-fault`} role="alert">
          {t(counts ? 'stock.countFault' : 'stock.deltaFault')}
        </p>
      )}
      {changing.isError && (
        <Refused
          error={changing.error}
          seen={seen}
          wanted={changing.variables.body}
          onInsist={(now) => {
            const { body, typed } = changing.variables;
            if ('onHand' in body)
              changing.mutate({ body: { onHand: body.onHand, expectedOnHand: now }, typed });
          }}
          onClose={onClose}
        />
      )}
    </form>
  );
}

function Refused({
  error,
  seen,
  wanted,
  onInsist,
  onClose,
}: {
  error: Error;
  seen: number;
  wanted: Change;
  onInsist: (now: number) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const problem = error instanceof ApiProblem ? error : undefined;
  const { onHand: now = seen, reserved = 0 } = (problem?.members.current ?? {}) as {
    onHand?: number;
    reserved?: number;
  };
  if (problem?.code === 'stock-changed' && 'onHand' in wanted)
    return (
      <div className="problem" role="alert">
        <p>{t('stock.changed', { seen, now, wanted: wanted.onHand })}</p>
        <p className="stock-choices">
          <button type="button" className="button" onClick={() => onInsist(now)}>
            {t('stock.insist', { wanted: wanted.onHand })}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {t('stock.leave', { now })}
          </button>
        </p>
      </div>
    );
  if (problem?.code === 'stock-reserved')
    return (
      <p className="problem" role="alert">
        {t('stock.held', { now, reserved })}
      </p>
    );
  if (problem?.code === 'warehouse-not-found')
    return (
      <p className="problem" role="alert">
        {t('stock.noWarehouse')}
      </p>
    );
  return <ProblemNote error={error} />;
}
