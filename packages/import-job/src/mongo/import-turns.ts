import { isDuplicateKey } from '@qipei/mongo';
import type { Model } from 'mongoose';
import type { JobDocument, TurnDocument } from './import-job-document.ts';

interface Waiting {
  /** The tenant. */
  _id: string;
  /** Of its oldest job. */
  order: string;
}

/** Begins the oldest job of the tenant that has waited longest, of those that have none running. */
export async function beginNext(
  jobs: Model<JobDocument>,
  turns: Model<TurnDocument>,
  lease: () => NonNullable<JobDocument['lease']>,
): Promise<JobDocument | undefined> {
  for (const { _id: tenant, order } of await inTurn(jobs, turns)) {
    const begun = await begin({ tenant, order, state: 'queued' });
    if (begun === undefined) continue;
    // A crash before this gives the tenant one turn more than it was due.
    const last = await turns.findOne().sort({ turn: -1 }).lean<TurnDocument>();
    await turns.updateOne({ _id: tenant }, { $set: { turn: (last?.turn ?? 0) + 1 } }, { upsert: true });
    return begun;
  }
  return undefined;

  /** Undefined where others were quicker: with this job, or with another of the tenant. */
  async function begin(waiting: Pick<JobDocument, 'tenant' | 'order' | 'state'>) {
    const running = { state: 'running' as const, running: waiting.tenant, lease: lease() };
    try {
      const found = await jobs
        .findOneAndUpdate(waiting, { $set: running }, { returnDocument: 'after' })
        .lean<JobDocument>();
      return found ?? undefined;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return undefined;
    }
  }
}

async function inTurn(jobs: Model<JobDocument>, turns: Model<TurnDocument>): Promise<Waiting[]> {
  const waiting = await jobs.aggregate<Waiting>([
    { $match: { state: 'queued' } },
    { $group: { _id: '$tenant', order: { $min: '$order' } } },
  ]);
  if (waiting.length === 0) return [];
  const busy = new Set(await jobs.distinct('tenant', { state: 'running' }));
  const free = waiting.filter(({ _id }) => !busy.has(_id));
  const had = await turns.find({ _id: { $in: free.map(({ _id }) => _id) } }).lean<TurnDocument[]>();
  const turnOf = new Map(had.map(({ _id, turn }) => [_id, turn]));
  const turn = ({ _id }: Waiting) => turnOf.get(_id) ?? 0;
  return free.sort((a, b) => turn(a) - turn(b) || (a.order < b.order ? -1 : 1));
}
