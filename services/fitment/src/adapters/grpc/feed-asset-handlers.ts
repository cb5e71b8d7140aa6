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
import { assetPartId } from '../../domain/feed-asset.ts';
import {
  isFull,
  type UnresolvedCell,
  type UnresolvedFitment,
  type UnresolvedFitments,
} from '../../domain/unresolved-fitments.ts';
import { readUnresolvedToken } from './unresolved-handlers.ts';

const MAX_PAGE = 1_000;
/** Of a page, about: one record has 64 Ki at most, and a message some MB. */
const PAGE_CHARACTERS = 1024 * 1024;
/** Behind which all of an asset comes. */
const BEFORE_KEYS = '';

/** The caller's own: what a feed says of files is of no part, and is shared with nobody. */
export function feedAssetHandlers({
  unresolved,
}: {
  unresolved: Pick<UnresolvedFitments, 'listAssets'>;
}): Pick<GrpcHandlers<typeof FitmentServiceService>, 'listFeedAssets'> {
  return {
    async listFeedAssets({ pageSize, pageToken, name }, { tenant }) {
      const size = pageSize === 0 ? 100 : pageSize;
      if (size < 0 || size > MAX_PAGE)
        throw new InvalidInput('pageSize', 'out-of-range', `A page has 1 to ${MAX_PAGE} records.`);
      const asked = name === '' ? undefined : assetPartId(name);
      const start = asked === undefined ? undefined : { partId: asked, key: BEFORE_KEYS };
      const after = readUnresolvedToken(pageToken) ?? start;
      const asMuch = { limit: size, characters: PAGE_CHARACTERS };
      const found = await unresolved.listAssets(tenant, after, asMuch);
      const page = asked === undefined ? found : found.filter(({ partId }) => partId === asked);
      const isLast = page.length < found.length || !isFull(found, asMuch);
      const last = isLast ? undefined : page.at(-1);
      return ListFeedAssetsResponse.create({
        assets: page.map(toMessage),
        nextPageToken: last === undefined ? '' : `${last.partId}/${last.key}`,
      });
    },
  };
}

function toMessage({ code, cells, dataSet, source }: UnresolvedFitment): FeedAsset {
  return FeedAsset.create({
    ...{ name: text(cells.assetName), dataSet, source, feed: text(cells.feed), release: text(cells.release) },
    said:
      code === 'asset'
        ? { $case: 'vehicles', value: vehiclesOf(cells) }
        : { $case: 'file', value: fileOf(cells) },
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

function fileOf(cells: UnresolvedFitment['cells']): DescribedFile {
  const { dimensions, descriptions, countries, others, ...texts } = describedFileOfCells(cells);
  const { unit: dimensionsUnit, height, width } = dimensions;
  return DescribedFile.create({
    ...{ ...texts, dimensionsUnit, height, width, language: text(cells.language) },
    ...{ descriptions: [...descriptions], countries: [...countries], others: [...others] },
  });
}

const text = (cell: UnresolvedCell | undefined) => (typeof cell === 'string' ? cell : '');
const list = (cell: UnresolvedCell | undefined) => (Array.isArray(cell) ? [...cell] : []);
