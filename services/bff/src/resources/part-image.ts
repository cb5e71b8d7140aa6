import type { PartAlbum, PartPicture, Picture } from '@qipei/contracts/catalog/v1/picture';
import { z } from 'zod';
import { NamesJson, namesJson } from './names.ts';

/** Longest side of each size, in pixels. */
export const IMAGE_SIZES = { small: 256, medium: 960, large: 2_048 } as const;

const address = z.string().meta({ description: 'A path of this API; it changes with the picture.' });

export const ImageJson = z
  .object({
    width: z.int().meta({ description: 'Pixels of the large size; the others have the same form.' }),
    height: z.int(),
    sources: z
      .object({ small: address, medium: address, large: address })
      .meta({ description: 'WebP that fits into 256, 960 and 2048 pixels a side.' }),
  })
  .meta({ id: 'Image' });

export const PartImageJson = ImageJson.extend({ name: z.string(), caption: NamesJson }).meta({
  id: 'PartImage',
});

export const PartImagesJson = z
  .object({ images: z.array(PartImageJson).meta({ description: 'In the order in which they are shown.' }) })
  .meta({ id: 'PartImages' });

/** `path` without a query, or with one that ends in `&`. */
export function imageJson(path: string, { digest, width, height }: Picture): z.infer<typeof ImageJson> {
  const source = (size: keyof typeof IMAGE_SIZES) => {
    const query = new URLSearchParams({ v: digest.slice(0, 24), size });
    return `${path}${path.includes('?') ? '&' : '?'}${query}`;
  };
  return {
    width,
    height,
    sources: { small: source('small'), medium: source('medium'), large: source('large') },
  };
}

/** None where the peer tells of none. */
export function partImagesJson(album: PartAlbum | undefined): z.infer<typeof PartImageJson>[] {
  return (album?.pictures ?? []).flatMap((each) => partImageJson(album?.partId ?? '', each));
}

function partImageJson(
  partId: string,
  { name, picture, caption }: PartPicture,
): z.infer<typeof PartImageJson>[] {
  if (picture === undefined) return [];
  const path = `/v1/parts/${encodeURIComponent(partId)}/images/${encodeURIComponent(name)}`;
  return [{ name, caption: namesJson(caption?.zh ?? '', caption?.en ?? ''), ...imageJson(path, picture) }];
}
