import type { ListFeedAssetsResponse } from '@qipei/contracts/fitment/v1/fitment';
import { z } from 'zod';
import { countOrNull, textOrNull } from './unknown-values.ts';

const said = z.string().nullable();

const AssetVehiclesJson = z
  .object({
    baseVehicle: said.meta({ description: 'As the feed has it: `vcdb.baseVehicle:2771`.' }),
    make: said,
    model: said.meta({ description: '`*` for all models of the make.' }),
    yearFrom: z.int().nullable(),
    yearTo: z.int().nullable(),
    attributes: z.array(z.string()).meta({ description: 'As `vcdb.subModel:39`.' }),
    qualifiers: z.array(z.string()),
    note: said,
    unchecked: z.boolean().meta({ description: 'The feed asks not to check the vehicle against the VCdb.' }),
    reference: said,
    record: said.meta({ description: 'The feed’s own id of the record.' }),
  })
  .meta({ id: 'FeedAssetVehicles' });

const DescribedFileJson = z
  .object({
    fileName: said,
    assetDetailType: said,
    fileType: said,
    representation: said,
    fileSize: said,
    resolution: said,
    colorMode: said,
    background: said,
    orientationView: said,
    dimensions: z.object({ unit: said, height: said, width: said }),
    descriptions: z.array(z.object({ text: z.string(), code: said, language: said })),
    filePath: said,
    uri: said,
    fileDateModified: said,
    effectiveDate: said,
    expirationDate: said,
    countries: z.array(z.string()),
    language: said,
    others: z
      .array(z.string())
      .meta({ description: 'Names of elements beyond these, which are kept; their publisher’s alone.' }),
  })
  .meta({ id: 'FeedAssetFile', description: 'What the feed says of the file, in its own texts.' });

export const FeedAssetsJson = z
  .object({
    assets: z.array(
      z.object({
        name: z.string(),
        publisher: z.string().meta({ description: 'Whose feed says it.' }),
        feed: z.string().meta({ description: 'The publisher’s data set; empty for the main one.' }),
        source: z.string().meta({ description: 'Import job and row.' }),
        header: z.object({ feed: said, release: said }).meta({
          description: 'Company and title of the feed that said it, and from when it holds.',
        }),
        vehicles: AssetVehiclesJson.nullable().meta({ description: 'Of an `Asset`: to which it belongs.' }),
        file: DescribedFileJson.nullable().meta({ description: 'Of a `DigitalFileInformation`.' }),
      }),
    ),
    nextPageToken: z.string().nullable(),
  })
  .meta({ id: 'FeedAssets' });

export function feedAssetsJson(page: ListFeedAssetsResponse): z.infer<typeof FeedAssetsJson> {
  return {
    assets: page.assets.map(({ name, publisher, dataSet, source, feed, release, said: record }) => ({
      ...{ name, publisher, feed: dataSet, source },
      header: { feed: textOrNull(feed), release: textOrNull(release) },
      vehicles: record?.$case === 'vehicles' ? vehiclesJson(record.value) : null,
      file: record?.$case === 'file' ? fileJson(record.value) : null,
    })),
    nextPageToken: textOrNull(page.nextPageToken),
  };
}

type Said = NonNullable<ListFeedAssetsResponse['assets'][number]['said']>;

function vehiclesJson(
  vehicles: Extract<Said, { $case: 'vehicles' }>['value'],
): z.infer<typeof AssetVehiclesJson> {
  const { attributes, qualifiers, unchecked, yearFrom, yearTo } = vehicles;
  return {
    baseVehicle: textOrNull(vehicles.baseVehicle),
    make: textOrNull(vehicles.make),
    model: textOrNull(vehicles.model),
    yearFrom: countOrNull(yearFrom),
    yearTo: countOrNull(yearTo),
    ...{ attributes, qualifiers, unchecked },
    note: textOrNull(vehicles.note),
    reference: textOrNull(vehicles.reference),
    record: textOrNull(vehicles.record),
  };
}

function fileJson(file: Extract<Said, { $case: 'file' }>['value']): z.infer<typeof DescribedFileJson> {
  const { countries, others, descriptions } = file;
  return {
    fileName: textOrNull(file.fileName),
    assetDetailType: textOrNull(file.assetDetailType),
    fileType: textOrNull(file.fileType),
    representation: textOrNull(file.representation),
    fileSize: textOrNull(file.fileSize),
    resolution: textOrNull(file.resolution),
    colorMode: textOrNull(file.colorMode),
    background: textOrNull(file.background),
    orientationView: textOrNull(file.orientationView),
    dimensions: {
      unit: textOrNull(file.dimensionsUnit),
      height: textOrNull(file.height),
      width: textOrNull(file.width),
    },
    descriptions: descriptions.map(({ text, code, language }) => ({
      text,
      code: textOrNull(code),
      language: textOrNull(language),
    })),
    filePath: textOrNull(file.filePath),
    uri: textOrNull(file.uri),
    fileDateModified: textOrNull(file.fileDateModified),
    effectiveDate: textOrNull(file.effectiveDate),
    expirationDate: textOrNull(file.expirationDate),
    ...{ countries, others, language: textOrNull(file.language) },
  };
}
