import type { Diagram } from './diagram.ts';

/** What drawings are looked for by: whose they are, or what is on or belongs to them, of whatever publisher. */
export interface DiagramQuery {
  by: 'publisher' | 'part' | 'vehicle' | 'part-type';
  id: string;
}

export interface DiagramKey {
  publisher: string;
  diagramId: string;
}

/** Every write is durable when its promise resolves, and seen by every later read. */
export interface Diagrams {
  find(publisher: string, diagramId: string): Promise<Diagram | undefined>;
  /** In the order of publisher and id, behind the one given. */
  list(query: DiagramQuery, page: { after: DiagramKey; limit: number }): Promise<Diagram[]>;
  /** False, and nothing is changed, where what is there is not at the version before (0: nothing is there). */
  save(diagram: Diagram): Promise<boolean>;
  /** False where it isn't there at this version. */
  remove(diagram: Diagram): Promise<boolean>;
}
