import type { GraphFault } from './graph-fault.ts';
import type { PartIdentity } from './part.ts';

/** A part whose loops and contradictions are to be found anew. */
export interface WaitingCheck {
  publisher: string;
  partId: string;
  identity: PartIdentity;
  /** The part itself was written, not only something near it. */
  changed: boolean;
  /** False only where it is sure that no part of the publisher names it as what replaces it, is replaced, holds it or is in it. */
  mayBeNamed: boolean;
  /** Another one once the part, or something near it, changes again. */
  ticket: string;
}

export interface SettledCheck extends WaitingCheck {
  /** All that is at fault now; replaces what was. */
  faults: readonly GraphFault[];
  /** Parts of the publisher to be checked again. */
  recheck: readonly string[];
}

/**
 * Which parts are to be checked for loops and contradictions, and what was found. Every write of a part makes it wait, in
 * the same atomic step, whoever writes it; so nothing that changes is left out, and nothing that doesn't is looked at.
 */
export interface GraphChecks {
  /** Some of those that wait, in no promised order. */
  waiting(limit: number): Promise<WaitingCheck[]>;
  /** Counted up to `most`. */
  countWaiting(most: number): Promise<number>;
  /** In the order of the parts' ids: the faults of each. */
  list(publisher: string, page: { after: string; limit: number }): Promise<GraphFault[][]>;
  /** By part id: what was found before; nothing for parts without faults. */
  faultsOf(publisher: string, partIds: readonly string[]): Promise<Map<string, GraphFault[]>>;
  /**
   * Keeps what was found. A part whose ticket has become another one goes on waiting. Where a part itself was written all
   * parts of its publisher that name its number by an edge wait as well, however many there are.
   */
  settle(checks: readonly SettledCheck[]): Promise<void>;
}
