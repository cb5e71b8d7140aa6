import { mongo } from 'mongoose';
import {
  type Block,
  type ChangeDocument,
  type EntityDocument,
  type FeedDocuments,
  type FeedHead,
  type FeedReads,
  type GenerationDocument,
  type GrantedDocument,
  inOrderOfTurning,
  type OpeningDocument,
  type TurnedDocument,
  TYPE_NUMBER,
  type WalkDocument,
} from './feed-documents.ts';
import { HEAD_ID, type KeptEntity } from './feed-schema.ts';
import type { FeedModels } from './mongo-feed-documents.ts';

/** `session`: those that read with it are in order. */
export function feedReads(
  { head, entity, change, granted, opening, walk, generation }: FeedModels,
  session: mongo.ClientSession | null = null,
): FeedReads {
  return {
    async head() {
      const found = await head
        .findOne({ _id: HEAD_ID })
        .session(session)
        .select('-pending.writes')
        .lean<FeedHead & { pending?: Pick<Block, 'number'> }>();
      if (found === null) throw new Error('The feed has no head.');
      const { pending, storeId, block, sequence, generation, at, grantsAt, turning } = found;
      const settled = { storeId, block, sequence, generation, at, grantsAt };
      return {
        head: { ...settled, ...(turning !== undefined && { turning }) },
        decided: pending?.number,
      };
    },
    async entities(ids, { data }) {
      if (ids.length === 0) return [];
      return await entity
        .find({ _id: { $in: [...ids] } })
        .session(session)
        .select(data ? '-block' : '-block -data')
        .lean<EntityDocument[]>();
    },
    async rows({ audiences, types, gone, after, through, limit }) {
      return await change
        .find({
          audience: { $in: [...audiences] },
          type: { $in: [...types] },
          gone,
          sequence: { $gt: after, $lte: through },
        })
        .session(session)
        .sort({ sequence: 1 })
        .limit(limit)
        .select('-block')
        .lean<ChangeDocument[]>();
    },
    async grantsBeside(grants) {
      const pairs = grants.map(({ publisher, subscriber }) => ({ publisher, subscriber }));
      return await granted.find({ $or: pairs }).session(session).lean<GrantedDocument[]>();
    },
    async openingsFor(subscriber) {
      return await opening.find({ subscriber }).session(session).lean<OpeningDocument[]>();
    },
    async grantable(publisher, afterId, limit) {
      const after = `${TYPE_NUMBER.parts} ${afterId}`;
      const found = await entity
        .find({ grantable: publisher, _id: { $gt: after } })
        .session(session)
        .sort({ _id: 1 })
        .limit(limit)
        .select('_id')
        .lean<Pick<KeptEntity, '_id'>[]>();
      return found.map(({ _id }) => _id.slice(_id.indexOf(' ') + 1));
    },
    async rowFrom(sequence) {
      const found = await change
        .findOne({ sequence: { $gte: sequence } })
        .session(session)
        .sort({ sequence: 1 })
        .select('sequence at')
        .lean<Pick<ChangeDocument, 'sequence' | 'at'>>();
      return found ?? undefined;
    },
    async grantsTurned({ at, id }, until, limit) {
      const turned = async (end: 'from' | 'until', times: Record<string, unknown>, most: number) =>
        await granted
          .find({ revoked: false, ...times })
          .session(session)
          .sort({ [end]: 1, _id: 1 })
          .limit(most)
          .select(`publisher subscriber ${end}`)
          .lean<Pick<GrantedDocument, '_id' | 'publisher' | 'subscriber' | 'from' | 'until'>[]>();
      const found: TurnedDocument[] = [];
      for (const end of ['from', 'until'] as const) {
        const same = await turned(end, { [end]: at, _id: { $gt: id } }, limit);
        const later = await turned(end, { [end]: { $gt: at, $lte: until } }, limit - same.length || 1);
        for (const { [end]: when = at, ...grant } of [...same, ...later]) found.push({ at: when, grant });
      }
      return inOrderOfTurning(found, limit);
    },
    async openingsOf(publishers) {
      return await opening
        .find({ publisher: { $in: [...publishers] } })
        .session(session)
        .lean<OpeningDocument[]>();
    },
    async walks(publishers) {
      return await walk
        .find({ _id: { $in: [...publishers] } })
        .session(session)
        .lean<WalkDocument[]>();
    },
    async nextWalk() {
      const found = await walk
        .findOne({ turn: { $exists: true } })
        .session(session)
        .sort({ turn: 1, _id: 1 })
        .lean<WalkDocument>();
      return found ?? undefined;
    },
    async generation(id) {
      const found = await generation.findOne({ _id: id }).session(session).lean<GenerationDocument>();
      return found ?? undefined;
    },
    async generationAfter(number) {
      const found = await generation
        .findOne({ number: { $gt: number } })
        .session(session)
        .sort({ number: 1 })
        .lean<GenerationDocument>();
      return found ?? undefined;
    },
  };
}

export interface SessionsOfReads {
  startSession(): Promise<mongo.ClientSession>;
  /** Told once: over a replica set the order of reads isn't kept then while its primary changes. */
  onNoSessions(): void;
}

/**
 * In one causally consistent session: over a replica set each read names the time of the one before, and whoever is the primary by
 * then answers when a majority has that (MongoDB Manual, "Causal Consistency and Read and Write Concerns"). Servers without sessions
 * are read without.
 */
export function readsInOrder(
  models: FeedModels,
  { startSession, onNoSessions }: SessionsOfReads,
): FeedDocuments['inOrder'] {
  let hasSessions = true;
  return async (read) => {
    if (hasSessions) {
      const session = await startSession();
      try {
        return await read(feedReads(models, session));
      } catch (error) {
        if (!(error instanceof mongo.MongoCompatibilityError)) throw error;
        if (hasSessions) onNoSessions();
        hasSessions = false;
      } finally {
        await session.endSession();
      }
    }
    return await read(feedReads(models));
  };
}
