import { Part } from '@qipei/contracts/catalog/v1/catalog';
import { FeedChange, type FeedEntry, FeedType } from '@qipei/contracts/feed/v1/feed';
import { PartFitmentsSaved } from '@qipei/contracts/fitment/v1/fitment_events';
import { Release } from '@qipei/contracts/releases/v1/releases';
import { z } from 'zod';
import { WholePartJson, wholePartJson } from './part-details.ts';
import { ReleaseJson, releaseJson } from './release.ts';
import { enumName, enumNames, instant, instantOrNull } from './unknown-values.ts';

export const FEED_TYPES = ['parts', 'fitments', 'releases'] as const;
const CHANGES = ['saved', 'deleted'] as const;
/** As a line names what it tells of. */
const LINE_TYPES = ['part', 'fitments', 'release'] as const;
const changeNames = enumNames(FeedChange, CHANGES);
const lineNames = new Map<number, (typeof LINE_TYPES)[number]>([
  [FeedType.PARTS, 'part'],
  [FeedType.FITMENTS, 'fitments'],
  [FeedType.RELEASES, 'release'],
]);

/** The generated value of a type's name. */
export function feedType(name: (typeof FEED_TYPES)[number]): FeedType {
  return { parts: FeedType.PARTS, fitments: FeedType.FITMENTS, releases: FeedType.RELEASES }[name];
}

const PartFitmentsJson = z
  .object({
    partId: z.string(),
    modelYears: z.array(z.object({ modelId: z.string(), years: z.array(z.int()) })).meta({
      description: 'Model years of which every engine and body fits.',
    }),
    vehicleIds: z.array(z.string()).meta({ description: 'Vehicles that fit on a condition.' }),
    positions: z.array(z.string()),
    fitmentCount: z.int(),
  })
  .meta({ id: 'PartFitments' });

export const FeedLineJson = z
  .object({
    cursor: z.string().meta({ description: 'Goes on behind this line.' }),
    type: z.enum(LINE_TYPES),
    id: z.string().meta({ description: 'Of fitments the part’s.' }),
    version: z
      .int()
      .meta({ description: 'Of the part, its fitments, or the release. Lines count by their order.' }),
    change: z.enum(CHANGES).meta({
      description: '`deleted`: withdrawn, or not yours to see any more.',
    }),
    data: z.union([WholePartJson, PartFitmentsJson, ReleaseJson]).optional().meta({
      description: 'Of what was saved: the part, its fitments, or the release.',
    }),
    at: instant.nullable(),
  })
  .meta({ id: 'FeedLine' });

export function feedLineJson(entry: FeedEntry): z.infer<typeof FeedLineJson> {
  const { cursor, id, version } = entry;
  const type = enumName(lineNames, entry.type);
  const change = enumName(changeNames, entry.change);
  return {
    ...{ cursor, type, id, version, change },
    ...(change === 'saved' && { data: dataJson(type, entry.data) }),
    at: instantOrNull(entry.at),
  };
}

function dataJson(type: (typeof LINE_TYPES)[number], data: Uint8Array) {
  if (type === 'part') return wholePartJson(Part.decode(data));
  if (type === 'release') return releaseJson(Release.decode(data));
  const { partId, modelYears, vehicleIds, positions, fitmentCount } = PartFitmentsSaved.decode(data);
  return { partId, modelYears, vehicleIds, positions, fitmentCount };
}
