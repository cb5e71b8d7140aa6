import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** What a file said, as text and nothing else: apart from the direction of what is around it, cut where it is long. */
export function LongText({ text, max = 80 }: { text: string; max?: number }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const letters = [...text.slice(0, max * 2 + 2)];
  if (letters.length <= max) return <bdi>{text}</bdi>;
  return (
    <>
      <bdi>{open ? text : `${letters.slice(0, max).join('')}…`}</bdi>{' '}
      <button
        type="button"
        className="button button-quiet"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t(open ? 'imports.less' : 'imports.all')}
      </button>
    </>
  );
}
