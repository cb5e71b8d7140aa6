import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalName } from '../page-data.ts';
import { addToCart } from '../saved/cart.ts';

export interface CartPart {
  partId: string;
  brand: string;
  partNumber: string;
  name: LocalName;
}

export function AddToCart({
  part,
  quantity = 1,
  warehouse,
  disabled = false,
}: {
  part: CartPart;
  quantity?: number;
  /** From this one alone. */
  warehouse?: { warehouseId: string; name: string };
  disabled?: boolean;
}) {
  const { t } = useTranslation();
  const [added, setAdded] = useState(false);
  const add = () => {
    const { partId, brand, partNumber, name } = part;
    const warehouseId = warehouse?.warehouseId ?? null;
    addToCart([{ partId, brand, partNumber, name: { zh: name.zh, en: name.en }, quantity, warehouseId }]);
    setAdded(true);
    setTimeout(() => setAdded(false), 1_500);
  };
  return (
    <button
      type="button"
      // From a certain warehouse is the second way: the first one is told by its colour.
      className={warehouse === undefined ? 'button button-primary' : 'button'}
      disabled={disabled}
      onClick={add}
      aria-label={
        warehouse === undefined
          ? t('cart.addPart', { part: `${part.brand} ${part.partNumber}` })
          : t('cart.addFrom', { part: `${part.brand} ${part.partNumber}`, warehouse: warehouse.name })
      }
    >
      {t(added ? 'cart.added' : 'cart.add')}
      <span className="visually-hidden" aria-live="polite">
        {added ? t('cart.added') : ''}
      </span>
    </button>
  );
}
