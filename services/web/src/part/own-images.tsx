import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { loadTexts } from '../app/texts.ts';
import { useMay, useSession } from '../session/session.ts';
import { LazyPart } from '../shown/lazy-part.tsx';
import { Loading } from '../shown/states.tsx';

const NewDiagram = lazy(async () => ({
  default: (await import('../diagrams/new-diagram.tsx')).NewDiagram,
}));
const EditImages = lazy(async () => {
  const [{ EditImages: component }] = await Promise.all([import('./edit-images.tsx'), loadTexts('console')]);
  return { default: component };
});

/** The way to changing the pictures, for who may; its views come when it is opened. */
export function OwnImages({ part }: { part: Answers['part'] }) {
  const { t } = useTranslation();
  const session = useSession();
  const may = useMay();
  const [opened, setOpened] = useState(false);
  if (session?.tenant !== part.publisher || !may('imports:write')) return null;
  return (
    <details className="card own-images" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>{t('images.edit')}</summary>
      {opened && (
        <LazyPart fallback={<Loading lines={2} />}>
          <EditImages part={part} />
          <NewDiagram partId={part.partId} />
        </LazyPart>
      )}
    </details>
  );
}
