import type { Part } from '@qipei/contracts/catalog/v1/catalog';
import type { PartDetails, PartMeasure, PartPrivate } from '@qipei/contracts/catalog/v1/part_details';
import type { PartAlbum } from '@qipei/contracts/catalog/v1/picture';
import { z } from 'zod';
import { PartJson, partJson } from './part.ts';
import { PartTypeLabelJson, PositionLabelsJson, partTypeLabel, positionLabels } from './part-labels.ts';
import { ownMediaJson, PartMediaJson, partMediaJson } from './part-media.ts';
import { textOrNull } from './unknown-values.ts';

const said = z.string().nullable();
const MeasureJson = z.object({ value: z.string(), unit: said }).nullable();

const DescriptionJson = z.object({
  code: z.string().meta({ description: 'Such as `DES`, `SHO`, `MKT`.' }),
  language: said,
  text: z.string(),
});
const PackageJson = z.object({
  unit: said,
  pieces: said.meta({ description: 'Single pieces in it.' }),
  gtin: said,
  barCode: said,
  orderable: said,
  merchandising: z.object({ height: said, width: said, length: said }),
  shipping: z.object({ height: said, width: said, length: said }),
  dimensionUnit: said,
  weight: MeasureJson,
  hazardous: z.boolean().meta({ description: 'The file has rules of transport for it.' }),
});
const AssetJson = z.object({
  fileName: said,
  assetType: said.meta({ description: 'Such as `P04`, the primary photo.' }),
  fileType: said,
  uri: said,
  fileHash: said,
  language: said,
  descriptions: z.array(DescriptionJson),
});
const ListPriceJson = z.object({
  type: said,
  price: z.string().meta({ description: 'A decimal, for one `unit`.' }),
  unit: said,
  currency: said,
  amount: z.int().nullable().meta({ description: 'In minor units; null where the currency has no such.' }),
  fromQuantity: MeasureJson,
  effectiveDate: said,
  expirationDate: said,
});

/** A part with what its file said of it beyond what every part has. */
export const WholePartJson = PartJson.extend({
  partTypeRef: said.meta({
    description:
      'Typed id of the part type in the publisher’s file; `partTypeId` is null until somebody says what it is here.',
    example: 'pcdb.partTerminology:1896',
  }),
  details: z
    .object({
      format: z.string().meta({ description: 'Standard and version of the file.', example: 'pies:7.2' }),
      brandId: said.meta({ description: 'Of Auto Care’s Brand Table.' }),
      subBrand: said,
      hazardous: said,
      minimumOrder: MeasureJson,
      quantityPerApplication: MeasureJson,
      descriptions: z.array(DescriptionJson),
      extended: z.array(z.object({ code: z.string(), language: said, value: z.string() })).meta({
        description: 'EXPI codes, such as `CTO`, the country of origin.',
      }),
      packages: z.array(PackageJson),
      assets: z.array(AssetJson),
    })
    .nullable()
    .meta({ description: 'Null of a part from a file that says no more than the rest.' }),
  partType: PartTypeLabelJson,
  positionNames: PositionLabelsJson,
  media: z
    .array(PartMediaJson)
    .meta({ description: 'Images that its publisher has put up here, and what its file names.' }),
  listPrices: z.array(ListPriceJson).nullable().meta({
    description:
      'As the publisher lists them; null for everybody else, its customers and buyers among them, and where there are none.',
  }),
  notes: z
    .array(z.object({ code: z.string(), message: z.string() }))
    .optional()
    .meta({
      description: '`images-unknown`: what could not be looked up just now; missing where all could.',
    }),
}).meta({ id: 'WholePart' });

/** `album`: the images that were put up; undefined where nobody has looked for them. */
export function wholePartJson(part: Part, album?: PartAlbum): z.infer<typeof WholePartJson> {
  return {
    ...partJson(part),
    partTypeRef: textOrNull(part.partTypeRef),
    details: part.details === undefined ? null : detailsJson(part.details),
    partType: partTypeLabel(part.partTypeId),
    positionNames: positionLabels(part.positions),
    media: [...ownMediaJson(album), ...partMediaJson(part.details?.assets ?? [])],
    listPrices: part.private === undefined ? null : listPricesJson(part.private),
  };
}

function measureJson(measure: PartMeasure | undefined): z.infer<typeof MeasureJson> {
  return measure === undefined ? null : { value: measure.value, unit: textOrNull(measure.unit) };
}

function descriptionJson({ code, language, text }: { code: string; language: string; text: string }) {
  return { code, language: textOrNull(language), text };
}

function detailsJson(details: PartDetails) {
  return {
    format: details.format,
    brandId: textOrNull(details.brandId),
    subBrand: textOrNull(details.subBrandLabel === '' ? details.subBrandId : details.subBrandLabel),
    hazardous: textOrNull(details.hazardous),
    minimumOrder: measureJson(details.minimumOrder),
    quantityPerApplication: measureJson(details.quantityPerApplication),
    descriptions: details.descriptions.map(descriptionJson),
    extended: details.extended.map(({ code, language, value }) => ({
      code,
      language: textOrNull(language),
      value,
    })),
    packages: details.packages.map(packageJson),
    assets: details.assets.map((asset) => ({
      fileName: textOrNull(asset.fileName),
      assetType: textOrNull(asset.assetType),
      fileType: textOrNull(asset.fileType),
      uri: textOrNull(asset.uri),
      fileHash: textOrNull(asset.fileHash),
      language: textOrNull(asset.language),
      descriptions: asset.descriptions.map(descriptionJson),
    })),
  };
}

function packageJson({ dimensions, weights, ...pack }: PartDetails['packages'][number]) {
  const box = (kind: 'merchandising' | 'shipping') => {
    const side = (name: 'Height' | 'Width' | 'Length', plain: 'height' | 'width' | 'length') =>
      textOrNull(dimensions?.[`${kind}${name}`] || (dimensions?.[plain] ?? ''));
    return {
      height: side('Height', 'height'),
      width: side('Width', 'width'),
      length: side('Length', 'length'),
    };
  };
  return {
    unit: textOrNull(pack.unit),
    pieces: textOrNull(pack.quantityOfEaches),
    gtin: textOrNull(pack.gtin),
    barCode: textOrNull(pack.barCode),
    orderable: textOrNull(pack.orderable),
    merchandising: box('merchandising'),
    shipping: box('shipping'),
    dimensionUnit: textOrNull(dimensions?.unit ?? ''),
    weight:
      weights === undefined
        ? null
        : measureJson({ value: weights.weight, unit: weights.unit, qualifier: '' }),
    hazardous: pack.hazardousMaterials.length > 0,
  };
}

function listPricesJson({ prices }: PartPrivate) {
  return prices.map(({ type, price, currency, amount, priceBreak, effectiveDate, expirationDate }) => ({
    type: textOrNull(type),
    price: price?.value ?? '',
    unit: textOrNull(price?.unit ?? ''),
    currency: textOrNull(currency),
    amount: amount ?? null,
    fromQuantity: measureJson(priceBreak),
    effectiveDate: textOrNull(effectiveDate),
    expirationDate: textOrNull(expirationDate),
  }));
}
