import {
  AssetOfVehicles,
  DescribedFile,
  FeedAsset,
  type FitmentServiceService,
  ListFeedAssetsResponse,
} from '@qipei/contracts/fitment/v1/fitment';
import { describedFileOfCells } from '@qipei/interchange/aces';
import { InvalidInput } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import type { SeenAssets } from '../../application/seen-assets.ts';
import type { UnresolvedCell, UnresolvedFitment } from '../../domain/unresolved-fitments.ts';
import { readUnresolvedToken } from './unresolved-handlers.ts';

const MAX_PAGE = 1_000;
/** Of a page, about: one record has 64 Ki at most, and a message some MB. */
const PAGE_CHARACTERS = 1024 * 1024;

export function feedAssetHandlers({
  seen,
}: {
  seen: SeenAssets;
}): Pick<GrpcHandlers<typeof FitmentServiceService>, 'listFeedAssets'> {
  return {
    async listFeedAssets({ pageSize, pageToken, ...asked }, { tenant }) {
      const size = pageSize === 0 ? 100 : pageSize;
      if (size < 0 || size > MAX_PAGE)
        throw new InvalidInput('pageSize', 'out-of-range', `A page has 1 to ${MAX_PAGE} records.`);
      const asMuch = { limit: size, characters: PAGE_CHARACTERS };
      const { records, isLast } = await seen(tenant, asked, readUnresolvedToken(pageToken), asMuch);
      const last = isLast ? undefined : records.at(-1);
      return ListFeedAssetsResponse.create({
        assets: records.map((record) => toMessage(record, record.publisher === tenant)),
        nextPageToken: last === undefined ? '' : `${last.partId}/${last.key}`,
      });
    },
  };
}

/** Elements that no version of the standard has are their publisher's alone, as those of parts are. */
function toMessage(
  { publisher, code, cells, dataSet, source }: UnresolvedFitment,
  isOwn: boolean,
): FeedAsset {
  return FeedAsset.create({
    ...{
      name: text(cells.assetName),
      publisher,
      dataSet,
      source,
      feed: text(cells.feed),
      release: text(cells.release),
    },
    said:
      code === 'asset'
        ? { $case: 'vehicles', value: vehiclesOf(cells) }
        : { $case: 'file', value: fileOf(cells, isOwn) },
  });
}

function vehiclesOf(cells: UnresolvedFitment['cells']): AssetOfVehicles {
  return AssetOfVehicles.create({
    ...{ baseVehicle: text(cells.baseVehicle), make: text(cells.make), model: text(cells.model) },
    ...{ yearFrom: Number(text(cells.yearFrom)), yearTo: Number(text(cells.yearTo)) },
    ...{ attributes: list(cells.attributes), qualifiers: list(cells.qualifiers), note: text(cells.note) },
    ...{
      unchecked: cells.validate === 'no',
      reference: text(cells.feedReference),
      record: text(cells.record),
    },
  });
}

function fileOf(cells: UnresolvedFitment['cells'], isOwn: boolean): DescribedFile {
  const { dimensions, descriptions, countries, others, ...texts } = describedFileOfCells(cells);
  const { unit: dimensionsUnit, height, width } = dimensions;
  return DescribedFile.create({
    ...{ ...texts, dimensionsUnit, height, width, language: text(cells.language) },
    ...{ descriptions: [...descriptions], countries: [...countries], others: isOwn ? [...others] : [] },
  });
}

const text = (cell: UnresolvedCell | undefined) => (typeof cell === 'string' ? cell : '');
const list = (cell: UnresolvedCell | undefined) => (Array.isArray(cell) ? [...cell] : []);
