import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { keep, kept } from '../saved/kept.ts';
import { type Money, moneyText } from './money.ts';

const listeners = new Set<() => void>();

/** With a customer at the counter: what parts cost is not shown, until it is switched on again. */
export function useCostsHidden(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => kept('costs') === 'hidden',
    () => false,
  );
}

export function hideCosts(hidden: boolean): void {
  keep('costs', hidden ? 'hidden' : null);
  for (const listener of listeners) listener();
}

export function Price({ price }: { price: Money | null | undefined }) {
  const { t, i18n } = useTranslation();
  const hidden = useCostsHidden();
  if (hidden) return <span className="price">{t('price.hidden')}</span>;
  if (price === null || price === undefined)
    return <span className="price price-none">{t('price.onRequest')}</span>;
  return <span className="price">{moneyText(price, i18n.language)}</span>;
}
