import { ApiProblem, dataOf } from '@qipei/api-client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { api } from '../../api/api.ts';
import { moneyText } from '../../shown/money.ts';
import { ProblemNote } from '../../shown/states.tsx';
import { useUnsaved } from '../../shown/use-unsaved.ts';
import {
  type DraftFault,
  type DraftLine,
  draftOf,
  type PriceBreak,
  pricesOf,
  withLine,
} from './price-draft.ts';
import { useLookAgain, useTakeIn } from './stock-queries.ts';

interface Current {
  prices: PriceBreak[];
  pricesVersion: string;
}

interface Sent extends Current {
  /** As it was typed. */
  draft: readonly DraftLine[];
}

const MAX_LINES = 50;

/** All prices of a part, each from a quantity on. Prices that another has changed meanwhile are shown beside one's own. */
export function PriceForm({ stock, onClose }: { stock: Answers['stockOfPart']; onClose: () => void }) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState(stock.pricesVersion);
  const [base, setBase] = useState<readonly DraftLine[]>(() =>
    stock.prices.length === 0 ? withLine([]) : draftOf(stock.prices),
  );
  const [draft, setDraft] = useState(base);
  const leaving = useUnsaved(JSON.stringify(draft) !== JSON.stringify(base), 'search');
  const [faults, setFaults] = useState<DraftFault[]>([]);
  const takeIn = useTakeIn();
  const lookAgain = useLookAgain();
  const { partId } = stock;
  const setting = useMutation({
    mutationFn: ({ draft: _, ...body }: Sent) =>
      dataOf(api.PUT('/v1/parts/{partId}/offer', { params: { path: { partId } }, body })),
    onSuccess: async (now, sent) => {
      await takeIn(now);
      // What was typed since is still to be saved, over what was saved now.
      if (JSON.stringify(draft) !== JSON.stringify(sent.draft)) {
        setBase(sent.draft);
        setSeen(now.pricesVersion);
        return;
      }
      leaving.allow();
      onClose();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 409) lookAgain();
    },
  });
  const send = (version: string) => {
    const read = pricesOf(draft);
    setFaults('faults' in read ? read.faults : []);
    if ('prices' in read && !setting.isPending)
      setting.mutate({ prices: read.prices, pricesVersion: version, draft });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(seen);
  };
  const change = (id: number, fields: Partial<DraftLine>) =>
    setDraft(draft.map((line) => (line.id === id ? { ...line, ...fields } : line)));
  const current = currentOf(setting.error);
  return (
    <form className="stock-form" aria-label={t('stock.prices')} onSubmit={submit} noValidate>
      {draft.length === 0 && <p className="muted">{t('stock.noPrice')}</p>}
      {draft.map((line, at) => (
        <PriceLine
          key={line.id}
          line={line}
          isFirst={at === 0}
          faults={faults.filter(({ id }) => id === line.id)}
          onChange={(fields) => change(line.id, fields)}
          onRemove={() => setDraft(draft.filter(({ id }) => id !== line.id))}
        />
      ))}
      {faults.length > 0 && (
        <p className="problem" role="alert">
          {t('stock.priceFault')}
        </p>
      )}
      {current !== undefined && (
        <Conflict
          theirs={current.prices}
          mine={setting.variables?.prices ?? []}
          onTheirs={() => {
            const theirs = draftOf(current.prices);
            setBase(theirs);
            setDraft(theirs);
            setSeen(current.pricesVersion);
            setting.reset();
          }}
          onMine={() => send(current.pricesVersion)}
        />
      )}
      {setting.isError && current === undefined && <ProblemNote error={setting.error} />}
      <div className="stock-choices">
        <button type="submit" className="button button-primary" disabled={setting.isPending}>
          {t('action.save')}
        </button>
        {draft.length < MAX_LINES && (
          <button type="button" className="button" onClick={() => setDraft(withLine(draft))}>
            {t('stock.addPrice')}
          </button>
        )}
        <button type="button" className="button" onClick={onClose}>
          {t('stock.cancel')}
        </button>
      </div>
    </form>
  );
}

function PriceLine({
  line,
  isFirst,
  faults,
  onChange,
  onRemove,
}: {
  line: DraftLine;
  isFirst: boolean;
  faults: readonly DraftFault[];
  onChange: (fields: Partial<DraftLine>) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const isFaulty = (field: DraftFault['field']) => faults.some((each) => each.field === field);
  const label = isFirst ? undefined : 'visually-hidden';
  return (
    <div className="stock-fields">
      <label className="field">
        <span className={label}>{t('stock.minQuantity')}</span>
        <input
          className="input quantity"
          name="minQuantity"
          inputMode="numeric"
          autoComplete="off"
          value={line.minQuantity}
          aria-invalid={isFaulty('minQuantity')}
          onChange={({ target }) => onChange({ minQuantity: target.value })}
        />
      </label>
      <label className="field">
        <span className={label}>{t('stock.price')}</span>
        <input
          className="input stock-price"
          name="price"
          inputMode="decimal"
          autoComplete="off"
          value={line.price}
          aria-invalid={isFaulty('price')}
          onChange={({ target }) => onChange({ price: target.value })}
        />
      </label>
      <label className="field">
        <span className={label}>{t('stock.currency')}</span>
        <input
          className="input stock-currency"
          name="currency"
          autoCapitalize="characters"
          autoComplete="off"
          maxLength={3}
          value={line.currency}
          aria-invalid={isFaulty('currency')}
          onChange={({ target }) => onChange({ currency: target.value })}
        />
      </label>
      <button
        type="button"
        className="button button-quiet"
        aria-label={t('stock.removePriceFrom', { quantity: line.minQuantity })}
        onClick={onRemove}
      >
        {t('stock.removePrice')}
      </button>
    </div>
  );
}

function Conflict({
  theirs,
  mine,
  onTheirs,
  onMine,
}: {
  theirs: readonly PriceBreak[];
  mine: readonly PriceBreak[];
  onTheirs: () => void;
  onMine: () => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="problem" role="alert">
      <p>{t('stock.pricesChanged')}</p>
      <dl className="stock-both">
        <div>
          <dt>{t('stock.theirs')}</dt>
          <dd>
            <PriceTexts prices={theirs} />
          </dd>
        </div>
        <div>
          <dt>{t('stock.mine')}</dt>
          <dd>
            <PriceTexts prices={mine} />
          </dd>
        </div>
      </dl>
      <p className="stock-choices">
        <button type="button" className="button" onClick={onTheirs}>
          {t('stock.takeTheirs')}
        </button>
        <button type="button" className="button" onClick={onMine}>
          {t('stock.setMine')}
        </button>
      </p>
    </div>
  );
}

function PriceTexts({ prices }: { prices: readonly PriceBreak[] }) {
  const { t, i18n } = useTranslation();
  if (prices.length === 0) return <>{t('price.onRequest')}</>;
  return (
    <ul>
      {prices.map(({ minQuantity, price }) => (
        <li key={minQuantity}>
          {t('stock.from', { quantity: minQuantity })} {moneyText(price, i18n.language)}
        </li>
      ))}
    </ul>
  );
}

/** What the prices are by now, where that is why they weren't set. */
function currentOf(error: Error | null): Current | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'prices-changed') return undefined;
  const { current } = error.members as { current?: Partial<Current> };
  return current?.prices === undefined || current.pricesVersion === undefined
    ? undefined
    : { prices: current.prices, pricesVersion: current.pricesVersion };
}
