import type { Answers } from '../api/answers.ts';
import { grouped } from '../app/grouped.ts';

type Interchange = Answers['interchange'];
type Edge = Answers['edge'];

/** A part, or a number that no part here has, in its column: 0 is the part looked at, what replaces it stands to the right. */
export interface ChainNode {
  key: string;
  /** The step that led to it; undefined for the part looked at. */
  edge: Edge | undefined;
  column: number;
  row: number;
  isCurrent: boolean;
  /** Keys of what it comes after. */
  after: string[];
}

interface ChainLine {
  from: string;
  to: string;
  /** Of several that may be chosen from. */
  isAlternative: boolean;
}

export interface ChainDrawing {
  /** From the oldest to the newest, in each column from above. */
  nodes: ChainNode[];
  lines: ChainLine[];
  firstColumn: number;
  columns: number;
  rows: number;
  /** Whether there are steps that lead back: they aren't drawn. */
  hasLoop: boolean;
}

const numberKey = (number: Edge['fromNumber']) =>
  number === null ? undefined : `${number.make ?? ''} ${number.key}`;

/** The supersessions around a part as boxes and lines; undefined where there are none. */
export function chainDrawing(
  partId: string,
  { edges, currentPartIds }: Interchange,
): ChainDrawing | undefined {
  const steps = edges
    .filter(({ relation }) => relation === 'superseded-by' || relation === 'supersedes')
    .toSorted((a, b) => a.distance - b.distance);
  if (steps.length === 0) return undefined;

  const nodes = new Map<string, ChainNode>();
  const nodeOf = (key: string, edge: Edge | undefined, column: number) => {
    const isCurrent = currentPartIds.includes(key);
    const node = nodes.get(key) ?? { key, edge, column, row: 0, isCurrent, after: [] };
    nodes.set(key, node);
    return node;
  };
  nodeOf(partId, undefined, 0);
  const joins = new Map<string, ChainLine>();
  for (const edge of steps) {
    const forward = edge.relation === 'superseded-by';
    const here = edge.fromPartId ?? numberKey(edge.fromNumber) ?? partId;
    const there = edge.part?.partId ?? numberKey(edge.via) ?? '';
    if (there === '' || there === here) continue;
    // Reached in several ways it stands where the longest one ends, so that every line leads to the right.
    const node = nodeOf(there, edge, forward ? edge.distance : -edge.distance);
    if (node.edge !== undefined)
      node.column = forward ? Math.max(node.column, edge.distance) : Math.min(node.column, -edge.distance);
    const [from, to] = forward ? [here, there] : [there, here];
    joins.set(`${from}\n${to}`, { from, to, isAlternative: edge.alternative });
  }

  const columnOf = (key: string) => nodes.get(key)?.column;
  const lines: ChainLine[] = [];
  let hasLoop = false;
  for (const line of joins.values()) {
    const [from, to] = [columnOf(line.from), columnOf(line.to)];
    if (from === undefined || to === undefined) continue;
    if (from >= to) hasLoop = true;
    else {
      lines.push(line);
      nodes.get(line.to)?.after.push(line.from);
    }
  }
  const found = [...nodes.values()].sort((a, b) => a.column - b.column);
  const byColumn = grouped(found, ({ column }) => column);
  for (const column of byColumn.values())
    column.forEach((node, row) => {
      node.row = row;
    });
  const firstColumn = found[0]?.column ?? 0;
  return {
    ...{ nodes: found, lines, firstColumn, hasLoop },
    columns: (found.at(-1)?.column ?? 0) - firstColumn + 1,
    rows: Math.max(...[...byColumn.values()].map(({ length }) => length)),
  };
}
