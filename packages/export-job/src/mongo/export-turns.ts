import type { Model } from 'mongoose';
import type { ExportJobDocument } from './export-job-document.ts';

interface Waiting {
  /** The tenant. */
  _id: string;
  /** Id of its oldest job. */
  oldest: string;
}

/** Begins the oldest job of the tenant whose last turn is longest ago. */
export async function beginNextExport(
  jobs: Model<ExportJobDocument>,
  lease: () => NonNullable<ExportJobDocument['lease']>,
): Promise<ExportJobDocument | undefined> {
  const waiting = await jobs.aggregate<Waiting>([
    { $match: { state: 'queued' } },
    { $group: { _id: '$tenant', oldest: { $min: '$_id' } } },
  ]);
  if (waiting.length === 0) return undefined;
  const had = await jobs.aggregate<{ _id: string; turn: number }>([
    { $match: { tenant: { $in: waiting.map(({ _id }) => _id) } } },
    { $group: { _id: '$tenant', turn: { $max: '$turn' } } },
  ]);
  const turnOf = new Map(had.map(({ _id, turn }) => [_id, turn]));
  const lastTurn = ({ _id }: Waiting) => turnOf.get(_id) ?? 0;
  waiting.sort((a, b) => lastTurn(a) - lastTurn(b) || (a.oldest < b.oldest ? -1 : 1));
  const last = await jobs.findOne().sort({ turn: -1 }).select('turn').lean<Pick<ExportJobDocument, 'turn'>>();
  for (const { oldest } of waiting) {
    const begun = await jobs
      .findOneAndUpdate(
        { _id: oldest, state: 'queued' },
        { $set: { state: 'running', rows: 0, turn: (last?.turn ?? 0) + 1, lease: lease() } },
        { returnDocument: 'after' },
      )
      .lean<ExportJobDocument>();
    if (begun !== null) return begun;
  }
  return undefined;
}
