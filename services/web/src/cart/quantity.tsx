import { useEffect, useState } from 'react';
import { isQuantity, MAX_QUANTITY } from '../saved/cart.ts';

/** A whole number of pieces; what is none while one types is kept from the cart, and put right on leaving. */
export function Quantity({
  value,
  onChange,
  label,
  disabled = false,
}: {
  value: number;
  onChange: (next: number) => void;
  label: string;
  disabled?: boolean;
}) {
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);
  return (
    <input
      className="input quantity"
      type="number"
      inputMode="numeric"
      min={1}
      max={MAX_QUANTITY}
      step={1}
      aria-label={label}
      disabled={disabled}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const next = Number(event.target.value);
        if (isQuantity(next)) onChange(next);
      }}
      onBlur={() => setText(String(value))}
    />
  );
}
