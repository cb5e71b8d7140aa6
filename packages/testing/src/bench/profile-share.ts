import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
}

/** Milliseconds of the processor. */
export interface ProfileShare {
  /** Spent in the code asked about and in what it calls of Node's own. */
  own: number;
  /** Spent at all: without waiting. */
  busy: number;
}

const WAITING = new Set(['(idle)', '(root)', '(program)']);

/**
 * How much of the time in a folder of `--cpu-prof` profiles (all threads of a process) belongs to the files that `isOwn`
 * picks. A sample belongs to the file of the innermost frame that isn't Node's own; the collector of garbage, which
 * has none, is shared out as the rest is.
 */
export function profileShare(folder: string, isOwn: (url: string) => boolean): ProfileShare {
  let own = 0;
  let busy = 0;
  let collecting = 0;
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.cpuprofile'))) {
    const { nodes, samples, timeDeltas }: CpuProfile = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const parents = new Map(
      nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
    );
    const belongs = new Map<number, boolean>();
    const ownerIsOwn = (id: number): boolean => {
      let at: number | undefined = id;
      for (; at !== undefined; at = parents.get(at)) {
        const url = byId.get(at)?.callFrame.url ?? '';
        if (url.startsWith('file:') || url.startsWith('/')) return isOwn(url);
      }
      return false;
    };
    samples.forEach((id, at) => {
      const milliseconds = (timeDeltas[at] ?? 0) / 1_000;
      const frame = byId.get(id)?.callFrame;
      if (frame === undefined || WAITING.has(frame.functionName)) return;
      if (frame.functionName === '(garbage collector)') {
        collecting += milliseconds;
        return;
      }
      let mine = belongs.get(id);
      if (mine === undefined) {
        mine = ownerIsOwn(id);
        belongs.set(id, mine);
      }
      busy += milliseconds;
      if (mine) own += milliseconds;
    });
  }
  const share = busy === 0 ? 0 : own / busy;
  return { own: own + collecting * share, busy: busy + collecting };
}
