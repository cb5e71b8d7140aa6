import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError } from '@qipei/kernel';
import { DatabaseUnavailable } from '@qipei/mongo';
import type { Pace } from './item-locks.ts';
import { LEASE_MS } from './item-locks.ts';
import type { StepDocuments } from './step-documents.ts';

/** What the network, the server and the process may do to a call. */
type Fate = 'answered' | 'killed before' | 'killed after' | 'answer lost' | 'call lost' | 'late' | 'twice';

const READS = new Set<keyof StepDocuments>([
  'entry',
  'items',
  'reservation',
  'unendedSteps',
  'unendedPostings',
  'warehousesOf',
]);

interface Waiting {
  /** None for a call whose caller is gone or has its answer. */
  actor: Actor | undefined;
  /** True of a pause: it has no fate. */
  idle: boolean;
  run(): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

interface Actor {
  /** The turn from which on it goes on again. */
  stillUntil: number;
}

export interface Race {
  random: (n: number) => number;
  now(): number;
  /**
   * A process of the service; `work` is given what it needs, and is begun again, as by a supervisor, when it was killed.
   */
  process(work: (documents: StepDocuments, pace: Pace) => Promise<void>): void;
  /** Lets all act, one call at a time in an order drawn from the seed, until each has come to its end. */
  run(): Promise<void>;
}

/** A call in 25 meets with something. */
const TROUBLE = 25;

/**
 * Lets processes act on one database, call by call, in an order drawn from a seed. Between two calls time passes, now and
 * then more than a lock lives. A call may fail in each of the ways in which calls do; a process may be killed at any.
 */
export function race(documents: StepDocuments, random: (n: number) => number): Race {
  const waiting: Waiting[] = [];
  let time = Date.UTC(2027, 0, 1);
  let alive = 0;
  let failure: { error: unknown } | undefined;
  const pace = (actor: Actor): Pace => ({
    now: () => time,
    pause: (ms) =>
      new Promise<void>((resolve, reject) => {
        const run = async () => {
          time += Math.ceil(ms);
        };
        waiting.push({ actor, idle: true, run, resolve: () => resolve(), reject });
      }),
  });

  function begin(work: (documents: StepDocuments, pace: Pace) => Promise<void>): void {
    const actor: Actor = { stillUntil: 0 };
    alive += 1;
    const over = () => {
      alive -= 1;
    };
    // A process that was killed never comes to an end by itself.
    work(gated(documents, actor), pace(actor)).then(over, (error: unknown) => {
      failure ??= { error };
      over();
    });
    restarts.set(actor, work);
  }
  const restarts = new Map<Actor, (documents: StepDocuments, pace: Pace) => Promise<void>>();

  function gated(to: StepDocuments, actor: Actor): StepDocuments {
    const entries = Object.entries(to) as [keyof StepDocuments, (...args: never[]) => Promise<unknown>][];
    return Object.fromEntries(
      entries.map(([name, method]) => [
        name,
        (...args: never[]) =>
          new Promise((resolve, reject) => {
            const idle = READS.has(name);
            waiting.push({ actor, idle, run: () => method(...args), resolve, reject });
          }),
      ]),
    ) as unknown as StepDocuments;
  }

  function kill(actor: Actor): void {
    for (let i = waiting.length - 1; i >= 0; i -= 1) if (waiting[i]?.actor === actor) waiting.splice(i, 1);
    alive -= 1;
    const work = restarts.get(actor);
    if (work !== undefined) begin(work);
  }

  async function meet(call: Waiting, fate: Fate): Promise<void> {
    const { actor, run, resolve, reject } = call;
    const ghost = () =>
      waiting.push({ actor: undefined, idle: true, run, resolve: () => {}, reject: () => {} });
    const unavailable = () => reject(new DatabaseUnavailable(new Error(fate)));
    if (fate === 'killed before' && actor !== undefined) return kill(actor);
    if (fate === 'call lost') return unavailable();
    if (fate === 'late') {
      ghost();
      return unavailable();
    }
    try {
      const value = await run();
      if (fate === 'killed after' && actor !== undefined) return kill(actor);
      if (fate === 'answer lost') return unavailable();
      if (fate === 'twice') ghost();
      resolve(value);
    } catch (error) {
      reject(error);
    }
  }

  return {
    random,
    now: () => time,
    process: begin,
    async run() {
      await nextTurn();
      for (let turn = 0; waiting.length > 0; turn += 1) {
        time += random(20);
        if (random(30) === 0) {
          // A process stands still while the locks grow old.
          const { actor } = waiting[random(waiting.length)] ?? {};
          if (actor !== undefined) actor.stillUntil = turn + 40;
          time += LEASE_MS;
        }
        const awake = waiting.filter(({ actor }) => (actor?.stillUntil ?? 0) <= turn);
        const from = awake.length > 0 ? awake : waiting;
        const call = from[random(from.length)];
        if (call === undefined) break;
        waiting.splice(waiting.indexOf(call), 1);
        const fates: Fate[] = ['killed before', 'killed after', 'answer lost', 'call lost', 'late', 'twice'];
        const trouble = !call.idle && random(TROUBLE) === 0;
        await meet(call, (trouble ? fates[random(fates.length)] : undefined) ?? 'answered');
        // Whoever got an answer now goes on to its next call.
        await nextTurn();
        if (failure !== undefined) throw failure.error;
      }
      if (alive > 0) throw new Error(`${alive} processes wait for nothing`);
    },
  };
}

/** As callers do: the same again until there is an answer. */
export async function untilAnswered<T>(call: () => Promise<T>): Promise<T | undefined> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // Refused: there will be no other answer.
      if (error.kind !== 'unavailable') return undefined;
    }
  }
  throw new Error('There is no answer after 50 attempts.');
}
