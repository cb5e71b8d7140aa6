import type { Answers } from '../api/answers.ts';
import type { SpotBox } from './spot-box.ts';

type Diagram = Answers['diagram'];

export interface DraftSpot extends SpotBox {
  /** Tells it from the others as long as it is worked on. */
  key: number;
  label: string;
  number: string;
  make: string;
  name: Diagram['spots'][number]['name'];
  partIds: string[];
}

/** A drawing as it is worked on, made from one version of it. */
export interface DiagramDraft {
  version: number;
  title: { zh: string; en: string };
  vehicleIds: string;
  partTypeIds: string[];
  spots: DraftSpot[];
}

export function draftOf({ version, title, vehicleIds, partTypeIds, spots }: Diagram): DiagramDraft {
  return {
    ...{ version, partTypeIds },
    title: { zh: title.zh ?? '', en: title.en ?? '' },
    vehicleIds: vehicleIds.join('\n'),
    spots: spots.map(({ number, make, ...spot }, key) => ({
      ...spot,
      ...{ key, number: number ?? '', make: make ?? '' },
    })),
  };
}

/** As PUT /v1/diagrams/{diagramId} takes it. */
export function bodyOf({ vehicleIds, spots, ...rest }: DiagramDraft) {
  const ids = vehicleIds.split(/[\s,;，；]+/).filter((id) => id !== '');
  return { ...rest, vehicleIds: ids, spots: spots.map(({ key: _, ...spot }) => spot) };
}

/** With one spot more, in the middle, by the number that comes next. */
export function withSpot(draft: DiagramDraft, box?: SpotBox): { draft: DiagramDraft; key: number } {
  const numbers = draft.spots.map(({ label }) => Number.parseInt(label, 10)).filter(Number.isFinite);
  const key = Math.max(-1, ...draft.spots.map((spot) => spot.key)) + 1;
  const spot = {
    ...(box ?? { x: 0.45, y: 0.45, width: 0.1, height: 0.1 }),
    ...{ key, label: String(Math.max(0, ...numbers) + 1), number: '', make: '', partIds: [] },
    name: { zh: null, en: null },
  };
  return { draft: { ...draft, spots: [...draft.spots, spot] }, key };
}

export function withChanged(draft: DiagramDraft, key: number, change: Partial<DraftSpot>): DiagramDraft {
  const spots = draft.spots.map((spot) => (spot.key === key ? { ...spot, ...change } : spot));
  return { ...draft, spots };
}

export function withoutSpot(draft: DiagramDraft, key: number): DiagramDraft {
  return { ...draft, spots: draft.spots.filter((spot) => spot.key !== key) };
}

/** With one spot there, placed, or gone as it was before; what was typed since stays. */
export function withSpotAsBefore(draft: DiagramDraft, before: DiagramDraft, key: number): DiagramDraft {
  const at = before.spots.findIndex((spot) => spot.key === key);
  const spot = before.spots[at];
  if (spot === undefined) return withoutSpot(draft, key);
  const { x, y, width, height } = spot;
  if (draft.spots.some((each) => each.key === key)) return withChanged(draft, key, { x, y, width, height });
  return { ...draft, spots: draft.spots.toSpliced(at, 0, spot) };
}

/** At the version that a write of it has made; undefined where somebody else has written in between. */
export function atVersion(draft: DiagramDraft, version: number): DiagramDraft | undefined {
  return version === draft.version + 1 ? { ...draft, version } : undefined;
}

/** Whether they say the same, whatever version they were made from. */
export function saysTheSame(one: DiagramDraft, other: DiagramDraft): boolean {
  const said = (draft: DiagramDraft) => JSON.stringify({ ...bodyOf(draft), version: 0 });
  return said(one) === said(other);
}
