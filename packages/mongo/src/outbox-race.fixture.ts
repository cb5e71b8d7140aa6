import type { Outbox, OutboxRow } from '@qipei/event-log';
import type { Model } from 'mongoose';
import { type Ledger, ledgerEvent } from './ledger.fixture.ts';
import { mongoOutbox } from './outbox.ts';
import { writeVersioned } from './versioned-write.ts';

/** What happened, beside the database. */
interface Trace {
  /** Ids in the order in which the log took them, by ledger. */
  log: Map<string, string[]>;
  /** Ids whose write was acknowledged, by ledger. */
  acknowledged: Map<string, string[]>;
}

/** Runs to its next step of I/O each time that it is asked to go on. */
type Actor = AsyncGenerator<void, void>;

/** Raises a ledger once: a read, a pause in which others act, a write. Returns whether the write was taken. */
export type Raise = (model: Model<Ledger>, ledger: string, id: string) => AsyncGenerator<void, boolean>;

export async function* versionedRaise(model: Model<Ledger>, ledger: string, id: string) {
  const current = await model.findById(ledger).select('-outbox').lean();
  yield;
  if (current === null) throw new Error('There is no such ledger.');
  const change = { set: { total: current.total + 1 }, events: [ledgerEvent(ledger, id)] };
  return await writeVersioned(model, { _id: ledger }, current.version, change);
}

export interface Race {
  model: Model<Ledger>;
  ledgers: readonly string[];
  seed: number;
  raise: Raise;
  outbox?: () => Outbox;
}

const WRITERS = 3;
const RAISES = 4;
const RELAYS = 2;
const ROUNDS = 6;

/**
 * Lets writers and relays, one of which is the late twin of a relay that was thought dead, act in an order drawn from
 * the seed, then drains. Returns what is wrong in the end; nothing, as it should be.
 */
export async function race({ model, ledgers, seed, raise, outbox }: Race): Promise<string[]> {
  const random = mulberry32(seed);
  const open = outbox ?? (() => mongoOutbox(model));
  const trace: Trace = { log: new Map(), acknowledged: new Map() };
  const writers = Array.from({ length: WRITERS }, (_, i) => write(`w${i}`));
  const relays = Array.from({ length: RELAYS }, () => relay(open()));

  async function* write(name: string): Actor {
    for (let i = 0; i < RAISES; i += 1) {
      const ledger = ledgers[Math.floor(random() * ledgers.length)] ?? '';
      const id = `${name}-${i}`;
      for (let taken = false; !taken; ) {
        taken = yield* raise(model, ledger, id);
        if (taken) entry(trace.acknowledged, ledger).push(id);
        yield;
      }
    }
  }

  async function* relay(from: Outbox): Actor {
    for (let i = 0; i < ROUNDS; i += 1) {
      const rows = await from.read(1 + Math.floor(random() * 6));
      yield;
      append(trace, rows);
      yield;
      // Killed between the append and the removal.
      if (random() < 0.2) continue;
      await from.remove(rows.map(({ sequence }) => sequence));
      yield;
    }
  }

  const actors = [...writers, ...relays];
  while (actors.length > 0) {
    const at = Math.floor(random() * actors.length);
    if ((await actors[at]?.next())?.done) actors.splice(at, 1);
  }
  const last = open();
  for (let rows = await last.read(500); rows.length > 0; rows = await last.read(500)) {
    append(trace, rows);
    await last.remove(rows.map(({ sequence }) => sequence));
  }
  return await faults(model, ledgers, trace);
}

function append(trace: Trace, rows: readonly OutboxRow[]): void {
  for (const { key, id } of rows) {
    const log = entry(trace.log, key);
    // As consumers do: a redelivery is known by its id.
    if (!log.includes(id)) log.push(id);
  }
}

async function faults(model: Model<Ledger>, ledgers: readonly string[], trace: Trace): Promise<string[]> {
  const found: string[] = [];
  for (const ledger of ledgers) {
    const stored = await model.findById(ledger).lean();
    const acknowledged = entry(trace.acknowledged, ledger);
    const log = entry(trace.log, ledger);
    const lost = acknowledged.filter((id) => !log.includes(id));
    if (lost.length > 0) found.push(`never told of: ${lost.join()}`);
    const unknown = log.filter((id) => !acknowledged.includes(id));
    if (unknown.length > 0) found.push(`told of and not written: ${unknown.join()}`);
    if (lost.length + unknown.length === 0 && log.join() !== acknowledged.join())
      found.push(`told in another order: ${log.join()} for ${acknowledged.join()}`);
    if (stored?.total !== acknowledged.length) found.push(`a raise was lost: ${stored?.total}`);
    if (stored?.version !== 1 + acknowledged.length) found.push(`a version was used twice`);
    if (stored?.outbox.pending.length !== 0) found.push(`left behind in the outbox`);
    if (stored?.outbox.since !== undefined) found.push(`still marked as waiting`);
  }
  return found;
}

function entry(map: Map<string, string[]>, key: string): string[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

/** A small generator of even quality, public domain (Tommy Ettinger's mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
