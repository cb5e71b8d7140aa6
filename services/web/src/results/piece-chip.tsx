import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { Icon } from '../shown/icon.tsx';
import { localName } from '../shown/local-name.ts';

type Piece = Answers['search']['intent']['pieces'][number];

/** A part of the query: what it was taken for, and the way to the same search without it. */
export function PieceChip({ piece }: { piece: Piece }) {
  const { t, i18n } = useTranslation();
  const { kind, text, name, unknown } = piece;
  const meant = localName(name, i18n.language);
  return (
    <li className="chip">
      <span className="chip-kind">
        {t(kind === 'part-type' ? 'understood.partType' : `understood.${kind}`)}
      </span>
      {kind === 'number' ? <code className="number">{text}</code> : <span>{meant || text}</span>}
      {unknown && <span className="muted">{t('understood.unknown')}</span>}
      <WithoutPiece piece={piece} />
    </li>
  );
}

export function WithoutPiece({ piece: { text, without } }: { piece: Piece }) {
  const { t } = useTranslation();
  return (
    <Link
      to="/search"
      search={(now) => ({ ...now, page: undefined, q: without === '' ? undefined : without }) as never}
      className="chip-off"
      aria-label={t('understood.without', { text })}
    >
      <Icon name="close" />
    </Link>
  );
}
