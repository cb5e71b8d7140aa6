import type { Clock } from '@qipei/kernel';
import type { GraphChecks, SettledCheck, WaitingCheck } from '../domain/graph-checks.ts';
import { faultsOfPart, type GraphFault, loopFault, walkCutFault } from '../domain/graph-fault.ts';
import { ownNumber } from '../domain/named-part.ts';
import type { Part } from '../domain/part.ts';
import type { PartReader } from '../domain/part-repository.ts';
import { shortestLoop } from '../domain/shortest-loop.ts';
import { followComponents } from './follow-components.ts';
import { followSuccessors } from './follow-supersessions.ts';
import { type WalkBudget, walkBudget } from './walk-budget.ts';

/** Parts looked at for one that is checked. */
const MAX_HITS = 300;

export interface GraphCheckDependencies {
  parts: PartReader;
  checks: GraphChecks;
  clock: Clock;
}

/**
 * Checks some of the parts that wait. Returns how many it checked: none where none waits. A part is checked among its
 * publisher's own, which alone it can mend. Whatever changes meanwhile waits again.
 */
export async function checkGraph(
  { limit }: { limit: number },
  { parts, checks, clock }: GraphCheckDependencies,
): Promise<number> {
  const waiting = await checks.waiting(limit);
  const day = clock.now().toISOString().slice(0, 10);
  const settled: SettledCheck[] = [];
  for (const [publisher, ofPublisher] of Map.groupBy(waiting, (check) => check.publisher)) {
    const ids = ofPublisher.map(({ partId }) => partId);
    const own = await parts.findAll(publisher, ids);
    const known = new Map(own.map((part) => [part.partId, part]));
    const before = await checks.faultsOf(publisher, ids);
    for (const check of ofPublisher)
      settled.push(
        await checkOne(
          check,
          { part: known.get(check.partId), before: before.get(check.partId) ?? [] },
          parts,
          day,
        ),
      );
  }
  await checks.settle(settled);
  return waiting.length;
}

async function checkOne(
  check: WaitingCheck,
  { part, before }: { part: Part | undefined; before: GraphFault[] },
  parts: PartReader,
  day: string,
): Promise<SettledCheck> {
  const { partId, changed } = check;
  const found = part === undefined ? { faults: [], near: [] } : await faultsOf(part, check, parts, day);
  const recheck = new Set(changed ? found.near : []);
  // Who shares a fault that comes or goes has it too, or no longer.
  if (JSON.stringify(before) !== JSON.stringify(found.faults))
    for (const fault of [...before, ...found.faults]) for (const id of fault.partIds) recheck.add(id);
  recheck.delete(partId);
  return { ...check, faults: found.faults, recheck: [...recheck] };
}

/** What others publish is left out: it neither is at fault here nor can be mended here. */
function ownParts(publisher: string, budget: WalkBudget): WalkBudget {
  return {
    truncated: budget.truncated,
    get left() {
      return budget.left;
    },
    byNumber: async (query) =>
      (await budget.byNumber(query)).filter(({ part }) => part.publisher === publisher),
  };
}

async function faultsOf(
  part: Part,
  { publisher, mayBeNamed }: Pick<WaitingCheck, 'publisher' | 'mayBeNamed'>,
  parts: PartReader,
  day: string,
): Promise<{ faults: GraphFault[]; near: string[] }> {
  // Most parts of a catalogue stand alone: nothing is read for them.
  if (!mayBeNamed && part.links.length === 0 && part.supersededBy.length === 0)
    return { faults: faultsOfPart(part, day).map((fault) => ({ ...fault, partId: part.partId })), near: [] };
  const number = ownNumber(part);
  if (number === undefined) return { faults: [], near: [] };
  const budget = ownParts(publisher, walkBudget(publisher, parts, MAX_HITS));
  const context = { tenant: publisher, day, budget, untilLoop: true };
  const chain = await followSuccessors({ part, number }, context);
  const kit = await followComponents(part, 1, context);
  const faults = [...faultsOfPart(part, day), ...chain.faults, ...kit.faults].filter(({ partIds }) =>
    partIds.includes(part.partId),
  );
  const loop = shortestLoop(part.partId, chain.successors);
  const looped = loop?.flatMap((id) => chain.visited.get(id)?.part ?? []) ?? [];
  if (looped.length > 0) faults.push(loopFault('supersession-loop', looped));
  else if (budget.truncated.size > 0) faults.push(walkCutFault(part, chain.visited.size));
  const near = [...chain.edges.filter(({ distance }) => distance === 1), ...kit.edges];
  return {
    faults: faults.map((fault) => ({ ...fault, partId: part.partId })),
    near: near.flatMap((edge) => edge.part?.partId ?? []),
  };
}
