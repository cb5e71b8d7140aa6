import type { MongoMigration } from '@qipei/mongo';
import type { ReleaseDocument } from './release-document.ts';

const OPEN = ['staging', 'staged', 'publishing'] as const;

/**
 * For a migration that changes what staged content means: releases that aren't published yet fail, and their files are to be sent
 * again. What is live, and what rolls back, stays.
 * @throws where a release has gone live and isn't carried out yet: the version before does that when it is started
 */
export async function failOpenMongoReleases(
  db: Parameters<MongoMigration['up']>[0],
  failure: string,
  now: Date,
): Promise<void> {
  const releases = db.collection<ReleaseDocument>('data_release');
  const settling = await releases.findOne({ settling: { $gt: 0 } }, { projection: { _id: 1 } });
  if (settling !== null)
    throw new Error(
      `the release ${settling._id} isn't carried out yet; start the version before until it is, which takes moments`,
    );
  for await (const { _id, version, body } of releases.find({ state: { $in: [...OPEN] } })) {
    const failed = { ...JSON.parse(body), state: 'failed', failure, endedAt: now };
    const set = { state: 'failed' as const, asked: 0, attempt: 0, version: version + 1 };
    await releases.updateOne({ _id, version }, { $set: { ...set, body: JSON.stringify(failed) } });
  }
}
