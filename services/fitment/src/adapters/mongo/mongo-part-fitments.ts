import type { Clock } from '@qipei/kernel';
import { newOutbox, pushEvents, withDatabaseErrors } from '@qipei/mongo';
import type { Model } from 'mongoose';
import type { PartFitments } from '../../domain/part-fitments.ts';
import type {
  PartFitmentsArchive,
  PartFitmentsReader,
  PartVisibilityWriter,
} from '../../domain/part-fitments-repository.ts';
import { NOTHING_SHARED, type SharedParts } from '../../domain/shared-parts.ts';
import { fitmentRecord } from '../events/fitment-event.ts';
import { packFitments, unpackFitments, unpackFitmentsOf } from '../json/packed-fitments.ts';
import type { FitmentViews, FoundFitments } from './fitment-views.ts';
import type { PartFitmentsDocument } from './part-fitments-schema.ts';
import type { StagedFitments } from './staged-fitments.ts';

type Fitments = Model<PartFitmentsDocument>;

export function mongoPartFitmentsReader(
  views: FitmentViews,
  sharedParts: SharedParts = NOTHING_SHARED,
): PartFitmentsReader {
  async function seen(tenant: string, partIds: readonly string[]): Promise<FoundFitments[]> {
    const asked = { _id: { $in: [...partIds] } };
    const found = await views.within((settling) => views.fitments(asked, settling));
    // Here and not in the query, which then goes by the ids alone.
    const isOpen = (each: FoundFitments) => each.public || each.publisher === tenant;
    const hidden = found.filter((each) => !isOpen(each)).map(({ _id }) => _id);
    if (hidden.length === 0) return found;
    const shared = await sharedParts(tenant, hidden);
    return found.filter((each) => isOpen(each) || shared.has(each._id));
  }

  return withDatabaseErrors<PartFitmentsReader>({
    async find(tenant, partIds) {
      const found = await seen(tenant, partIds);
      return new Map(found.map((each) => [each._id, toPartFitments(each)]));
    },
    async findOfModels(tenant, modelIds) {
      const found = await seen(tenant, [...modelIds.keys()]);
      return new Map(
        found.map(({ _id, body }) => [_id, unpackFitmentsOf(body, modelIds.get(_id) ?? new Set())]),
      );
    },
  });
}

export function mongoPartVisibility(
  fitments: Fitments,
  staged: Pick<StagedFitments, 'setVisibility'>,
): PartVisibilityWriter {
  return withDatabaseErrors<PartVisibilityWriter>({
    async setVisibility(parts) {
      if (parts.length === 0) return;
      // First what is staged: who makes the place of a part looks there once more when it is made.
      await staged.setVisibility(parts);
      await fitments.bulkWrite(
        parts.map(({ publisher, partId: _id, public: isPublic, partVersion }) => ({
          updateOne: {
            filter: { _id, publisher, partVersion: { $lt: partVersion } },
            update: { $set: { public: isPublic, partVersion } },
          },
        })),
        { ordered: false, throwOnValidationError: true },
      );
    },
  });
}

export function mongoPartFitmentsArchive(fitments: Fitments, clock: Clock): PartFitmentsArchive {
  return withDatabaseErrors<PartFitmentsArchive>({
    async list(partId, limit) {
      const found = await fitments
        .find({ _id: { $gt: partId }, version: { $gt: 0 } })
        .sort({ _id: 1 })
        .limit(limit)
        .select('-outbox -import -lock')
        .lean<FoundFitments[]>();
      return found.map(toPartFitments);
    },
    async tell(events) {
      if (events.length === 0) return;
      await fitments.bulkWrite(
        events.map((each) => ({
          updateOne: {
            filter: { _id: each.saved.partId, version: each.saved.version },
            update: pushEvents([fitmentRecord(each, clock.now())]),
          },
        })),
        { ordered: false, throwOnValidationError: true },
      );
    },
    async adopt(parts) {
      if (parts.length === 0) return;
      await fitments.bulkWrite(
        parts.map(({ partId: _id, fitments: all, ...facts }) => ({
          updateOne: {
            filter: { _id },
            update: { $setOnInsert: { ...facts, body: packFitments(all), outbox: newOutbox([]) } },
            upsert: true,
          },
        })),
        { ordered: false, throwOnValidationError: true },
      );
    },
  });
}

export function toPartFitments({ _id, publisher, body, ...found }: FoundFitments): PartFitments {
  const { public: isPublic, partVersion, version } = found;
  return { partId: _id, publisher, public: isPublic, partVersion, version, fitments: unpackFitments(body) };
}
