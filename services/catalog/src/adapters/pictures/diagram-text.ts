import { type Diagram, partsOf } from '../../domain/diagram.ts';

/** What a drawing is found by, beside its publisher. */
export function indexedUnder(diagram: Diagram): [kind: 'part' | 'vehicle' | 'part-type', id: string][] {
  return [
    ...partsOf(diagram).map((id) => ['part', id] as ['part', string]),
    ...diagram.vehicleIds.map((id) => ['vehicle', id] as ['vehicle', string]),
    ...diagram.partTypeIds.map((id) => ['part-type', id] as ['part-type', string]),
  ];
}

export function diagramText(diagram: Diagram): string {
  return JSON.stringify(diagram);
}

export function diagramOfText(text: string): Diagram {
  const read = JSON.parse(text) as Omit<Diagram, 'updatedAt' | 'picture'> & {
    updatedAt: string;
    picture?: Diagram['picture'];
  };
  return { ...read, picture: read.picture, updatedAt: new Date(read.updatedAt) };
}
