import type { PartAsset } from '@qipei/contracts/catalog/v1/part_details';
import type { PartAlbum } from '@qipei/contracts/catalog/v1/picture';
import { z } from 'zod';
import { PartImageJson, partImagesJson } from './part-image.ts';
import { textOrNull } from './unknown-values.ts';

export const MEDIA_KINDS = ['image', 'document', 'video', 'other'] as const;
type MediaKind = (typeof MEDIA_KINDS)[number];

const said = z.string().nullable();

export const PartMediaJson = z
  .object({
    kind: z.enum(MEDIA_KINDS).meta({ description: 'By the file’s type, else by the end of its name.' }),
    url: said.meta({
      description:
        'A path of this API where the publisher has put it up here; else https, null where the file names none or another kind of link.',
    }),
    fileName: said,
    assetType: said.meta({ description: 'Such as `P04`, the primary photo.' }),
    language: said,
    text: said.meta({ description: 'What the file says of it.' }),
    image: PartImageJson.nullable().meta({
      description: 'An image that was put up here, with its sizes; null of what the publisher’s file names.',
    }),
  })
  .meta({ id: 'PartMedia' });

const KIND_OF: Record<string, MediaKind> = {
  ...of('image', 'jpg jpeg png gif webp avif bmp tif tiff eps psd'),
  ...of('document', 'pdf doc docx xls xlsx ppt pptx txt rtf'),
  ...of('video', 'mp4 mov avi wmv mpg mpeg webm m4v flv'),
};

function of(kind: MediaKind, types: string): Record<string, MediaKind> {
  return Object.fromEntries(types.split(' ').map((type) => [type, kind]));
}

/** Digital assets as a page shows them; what can't be a link is none. */
export function partMediaJson(assets: readonly PartAsset[]): z.infer<typeof PartMediaJson>[] {
  return assets.map(({ uri, fileName, fileType, assetType, language, descriptions }) => ({
    kind: kindOf(fileType) ?? kindOf(extensionOf(fileName)) ?? kindOf(extensionOf(uri)) ?? 'other',
    url: httpsUrl(uri),
    fileName: textOrNull(fileName),
    assetType: textOrNull(assetType),
    language: textOrNull(language),
    text: textOrNull(descriptions.find(({ text }) => text !== '')?.text ?? ''),
    image: null,
  }));
}

/** Images that were put up here, in the form that the others have. */
export function ownMediaJson(album: PartAlbum | undefined): z.infer<typeof PartMediaJson>[] {
  return partImagesJson(album).map((image) => ({
    kind: 'image',
    url: image.sources.large,
    fileName: image.name,
    ...{ assetType: null, language: null, text: null },
    image,
  }));
}

function kindOf(type: string): MediaKind | undefined {
  const key = type.trim().toLowerCase();
  return Object.hasOwn(KIND_OF, key) ? KIND_OF[key] : undefined;
}

function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,5})(?:[?#].*)?$/i.exec(name)?.[1] ?? '';
}

const MAX_URL = 2_000;

/** As a browser reads it; undefined for plain http, scripts, data, credentials and what is no URL. */
function httpsUrl(uri: string): string | null {
  const url = uri.length > MAX_URL ? null : URL.parse(uri.trim());
  const isSound = url !== null && url.protocol === 'https:' && url.username === '' && url.password === '';
  return isSound ? url.href : null;
}
