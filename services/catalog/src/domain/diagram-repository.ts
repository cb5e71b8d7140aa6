import type { Diagram } from './diagram.ts';

/** What drawings are looked for by: whose they are, or what is on or belongs to them, of whatever publisher. */
export type DiagramQuery =
  | { by: 'publisher' | 'vehicle' | 'part-type'; id: string }
  /** Of these publishers alone. */
  | { by: 'part'; id: string; publishers: readonly string[] };

export interface DiagramKey {
  publisher: string;
  diagramId: string;
}

/** What tells who may see a drawing. */
export interface ListedDiagram extends DiagramKey {
  /** All that is on it, in no promised order. */
  partIds: readonly string[];
}

/** Every write is durable when its promise resolves, and seen by every later read. */
export interface Diagrams {
  find(publisher: string, diagramId: string): Promise<Diagram | undefined>;
  /** In the order of publisher and id, behind the one given. No drawing is read whole for it. */
  list(query: DiagramQuery, page: { after: DiagramKey; limit: number }): Promise<ListedDiagram[]>;
  /** How many the publisher has. */
  countOf(publisher: string): Promise<number>;
  /** False, and nothing is changed, where what is there is not at the version before (0: nothing is there). */
  save(diagram: Diagram): Promise<boolean>;
  /** False where it isn't there at this version. */
  remove(diagram: Diagram): Promise<boolean>;
  /** 32 bytes made by chance, the same for all that ever open the storage: what places in lists are sealed with. */
  secret(): Promise<Uint8Array>;
}
