import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '../../session/session.ts';
import { ConfirmButton } from '../../shown/confirm-button.tsx';
import { localName } from '../../shown/local-name.ts';
import { ProblemNote } from '../../shown/states.tsx';
import { LEFT, type LeftDiagram, takeOff } from './left-queries.ts';

/** A drawing that leads to parts which are gone: drawn anew in its own view, or without them from here. */
export function LeftDiagramEntry({ diagram }: { diagram: LeftDiagram }) {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const session = useSession();
  const queryClient = useQueryClient();
  const { diagramId, title, partIds } = diagram;
  const name = localName(title, i18n.language) || diagramId;
  const taking = useMutation({
    mutationFn: () => takeOff(diagram),
    onSettled: () => queryClient.invalidateQueries({ queryKey: LEFT }),
  });
  return (
    <li className="entry">
      <div className="entry-main">
        <Link
          to="/diagrams/$diagramId"
          params={{ diagramId }}
          search={session === null ? {} : { publisher: session.tenant }}
        >
          <bdi>{name}</bdi>
        </Link>
        <span className="muted">{t('left.leads', { n: partIds.length })}</span>
      </div>
      {may('imports:write') && (
        <ConfirmButton
          text={t('left.takeOff')}
          label={t('left.takeOffOf', { name })}
          question={t('left.takeOffSure')}
          pending={taking.isPending}
          onConfirm={() => taking.mutate()}
        />
      )}
      {taking.isError && <ProblemNote error={taking.error} />}
    </li>
  );
}
