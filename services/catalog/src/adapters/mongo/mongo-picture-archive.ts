import { documentsById, insertMissing, isCollectionEmpty } from '@qipei/mongo';
import type { Model } from 'mongoose';
import type { PictureArchive } from '../../domain/picture-archive.ts';
import { diagramOfText } from '../pictures/diagram-text.ts';
import { type DiagramDocument, toDiagramDocument } from './mongo-diagrams.ts';
import {
  type AlbumDocument,
  bytesOf,
  type PictureDocument,
  toAlbum,
  toAlbumDocument,
  toPictureDocument,
} from './mongo-pictures.ts';

/** Of a database that has `PICTURE_MONGO_MIGRATIONS` and `DIAGRAM_MONGO_MIGRATIONS`. */
export function mongoPictureArchive({
  pictures,
  albums,
  diagrams,
}: {
  pictures: Model<PictureDocument>;
  albums: Model<AlbumDocument>;
  diagrams: Model<DiagramDocument>;
}): PictureArchive {
  return {
    isEmpty: async () =>
      (await isCollectionEmpty(pictures)) &&
      (await isCollectionEmpty(albums)) &&
      (await isCollectionEmpty(diagrams)),
    async *read() {
      // Ids alone first: a page of pictures with their bytes would fill the memory.
      for await (const { _id } of documentsById(pictures, { select: '_id' })) {
        const found = await pictures.findById(_id).lean();
        if (found === null) continue;
        const { tenant, holds, digest, width, height, small, medium, large } = found;
        const picture = { digest, width, height, small: bytesOf(small), medium: bytesOf(medium) };
        yield { kind: 'picture', tenant, holds, picture: { ...picture, large: bytesOf(large) } };
      }
      for await (const album of documentsById(albums)) yield { kind: 'album', album: toAlbum(album) };
      for await (const { body } of documentsById(diagrams))
        yield { kind: 'diagram', diagram: diagramOfText(body) };
    },
    async adopt(record) {
      if (record.kind === 'picture')
        await insertMissing(pictures, [toPictureDocument(record.tenant, record.picture, record.holds)]);
      else if (record.kind === 'album') await insertMissing(albums, [toAlbumDocument(record.album)]);
      else await insertMissing(diagrams, [toDiagramDocument(record.diagram)]);
    },
  };
}
