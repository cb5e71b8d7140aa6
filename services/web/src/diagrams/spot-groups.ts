import type { Answers } from '../api/answers.ts';
import { grouped } from '../app/grouped.ts';

type Diagram = Answers['diagram'];

/** A row of the table: a label, which may stand at several places, with what is there. */
export interface SpotGroup {
  label: string;
  spots: Diagram['spots'];
  parts: Diagram['parts'];
  number: string | null;
  make: string | null;
  name: Diagram['spots'][number]['name'];
}

/** In the order of the labels as people count: 2 before 10, 10 before 10A. */
export function spotGroups({ spots, parts }: Pick<Diagram, 'spots' | 'parts'>): SpotGroup[] {
  const byId = new Map(parts.map((part) => [part.partId, part]));
  const groups = grouped(spots, ({ label }) => label);
  return [...groups]
    .map(([label, all]) => {
      const partIds = new Set(all.flatMap((spot) => spot.partIds));
      const numbered = all.find(({ number }) => number !== null);
      const named = all.find(({ name }) => name.zh !== null || name.en !== null);
      return {
        label,
        spots: all,
        parts: [...partIds].flatMap((partId) => byId.get(partId) ?? []),
        number: numbered?.number ?? null,
        make: numbered?.make ?? null,
        name: named?.name ?? { zh: null, en: null },
      };
    })
    .sort((a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }));
}
