import type { AnyBulkWriteOperation, Model, QueryFilter } from 'mongoose';
import { asDatabaseUnavailable } from './errors.ts';

const PAGE = 250;

interface Identified {
  _id: string;
}

/** Every document that the filter matches, by id, lean. Each page is read at its own moment. @throws DatabaseUnavailable */
export async function* documentsById<T extends Identified>(
  model: Model<T>,
  { filter = {}, select = '' }: { filter?: object; select?: string } = {},
): AsyncGenerator<T> {
  for (let after = ''; ; ) {
    const page = await translated(
      model
        .find({ ...filter, _id: { $gt: after } } as unknown as QueryFilter<T>)
        .select(select)
        .sort({ _id: 1 })
        .limit(PAGE)
        .lean<T[]>()
        .exec(),
    );
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last._id;
  }
}

/** @throws DatabaseUnavailable */
export async function isCollectionEmpty<T>(model: Model<T>): Promise<boolean> {
  return (await translated(model.findOne().select('_id').lean().exec())) === null;
}

/** Inserts those whose id isn't there; the others stay as they are. @throws DatabaseUnavailable */
export async function insertMissing<T extends Identified>(
  model: Model<T>,
  documents: readonly T[],
): Promise<void> {
  const upserts = documents.map(({ _id, ...document }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: document }, upsert: true },
  })) as unknown as AnyBulkWriteOperation[];
  for (let at = 0; at < upserts.length; at += PAGE) {
    const some = upserts.slice(at, at + PAGE) as Parameters<typeof model.bulkWrite>[0];
    // Without it documents that fail the schema are left out in silence.
    await translated(model.bulkWrite(some, { throwOnValidationError: true }));
  }
}

async function translated<R>(operation: Promise<R>): Promise<R> {
  try {
    return await operation;
  } catch (error) {
    throw asDatabaseUnavailable(error);
  }
}
