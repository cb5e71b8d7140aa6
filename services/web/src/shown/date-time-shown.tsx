import { useTranslation } from 'react-i18next';
import { onServer } from '../app/on-server.ts';
import { dateTimeText } from './date-time.ts';

/** An instant in the reader's zone, which the server doesn't know: what it writes keeps the place. */
export function DateTime({ instant }: { instant: string | null | undefined }) {
  const { i18n } = useTranslation();
  const text = dateTimeText(instant, i18n.language);
  return onServer ? <span className="of-a-zone">{text}</span> : text;
}
