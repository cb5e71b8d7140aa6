import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks once more where it stands before what can't be taken back. The focus goes with the question, to the harmless answer. */
export function ConfirmButton({
  text,
  label,
  question,
  pending,
  isMain = false,
  onConfirm,
}: {
  text: string;
  /** What it does and to what, for who hears it alone. */
  label: string;
  question: string;
  pending: boolean;
  /** What one comes to the view for. */
  isMain?: boolean;
  onConfirm: () => void;
}) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<boolean>();
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking !== undefined) next.current?.focus();
  }, [asking]);

  if (asking !== true)
    return (
      <button
        type="button"
        className={isMain ? 'button button-primary' : 'button'}
        aria-label={label}
        ref={next}
        onClick={() => setAsking(true)}
      >
        {text}
      </button>
    );
  return (
    <span className="confirm">
      <span>{question}</span>
      <button
        type="button"
        className="button button-danger"
        disabled={pending}
        onClick={() => {
          if (!pending) onConfirm();
          setAsking(false);
        }}
      >
        {text}
      </button>
      <button type="button" className="button" ref={next} onClick={() => setAsking(false)}>
        {t('action.keep')}
      </button>
    </span>
  );
}
