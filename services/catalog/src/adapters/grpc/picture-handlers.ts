import {
  type PictureServiceService,
  PictureSize as PictureSizeMessage,
} from '@qipei/contracts/catalog/v1/picture';
import type { GrpcHandlers } from '@qipei/service-kit';
import {
  deleteLeftPictures,
  listLeftPictures,
  movePictures,
  pictureSpace,
} from '../../application/left-pictures.ts';
import {
  changePartPicture,
  deletePartPicture,
  getPartPicture,
  listPartPictures,
  type PictureDependencies,
  putPartPicture,
} from '../../application/part-pictures.ts';
import type { PartAlbum, PictureSize } from '../../domain/picture.ts';

export function pictureHandlers(
  dependencies: PictureDependencies,
): GrpcHandlers<typeof PictureServiceService> {
  return {
    async listPartPictures({ partIds }, { tenant }) {
      return { albums: (await listPartPictures(tenant, partIds, dependencies)).map(toAlbumMessage) };
    },
    async getPartPicture({ size, ...asked }, { tenant }) {
      const named = { ...asked, size: pictureSizeOf(size) };
      const { picture, content } = await getPartPicture(tenant, named, dependencies);
      return { picture, content: Buffer.from(content) };
    },
    async putPartPicture(request, { tenant, signal }) {
      const { album, created } = await putPartPicture(tenant, request, dependencies, signal);
      return { album: toAlbumMessage(album), created };
    },
    async changePartPicture({ partId, name, caption, position }, { tenant }) {
      const change = { partId, name, caption, position };
      return { album: toAlbumMessage(await changePartPicture(tenant, change, dependencies)) };
    },
    async deletePartPicture(request, { tenant }) {
      return { album: toAlbumMessage(await deletePartPicture(tenant, request, dependencies)) };
    },
    async listLeftPictures(request, { tenant }) {
      const { items, nextPageToken } = await listLeftPictures(tenant, request, dependencies);
      const names = items.map(({ partId, brand, partNumber }) => ({ partId, brand, partNumber }));
      return { albums: items.map(toAlbumMessage), nextPageToken, names };
    },
    async movePartPictures(request, { tenant }) {
      return { album: toAlbumMessage(await movePictures(tenant, request, dependencies)) };
    },
    async deleteLeftPictures({ partId }, { tenant }) {
      return { deleted: await deleteLeftPictures(tenant, partId, dependencies) };
    },
    getPictureSpace: (_, { tenant }) => pictureSpace(tenant, dependencies),
  };
}

/** The large one for what isn't known. */
export function pictureSizeOf(size: PictureSizeMessage): PictureSize {
  if (size === PictureSizeMessage.SMALL) return 'small';
  return size === PictureSizeMessage.MEDIUM ? 'medium' : 'large';
}

function toAlbumMessage({ partId, pictures }: PartAlbum) {
  return {
    partId,
    pictures: pictures.map(({ name, caption, digest, width, height }) => ({
      name,
      caption,
      picture: { digest, width, height },
    })),
  };
}
