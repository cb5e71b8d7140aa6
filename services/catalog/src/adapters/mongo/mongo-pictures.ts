import { randomUUID } from 'node:crypto';
import { createIndexes, isDuplicateKey, type MongoMigration, withDatabaseErrors } from '@qipei/mongo';
import { type Connection, type Model, Schema } from 'mongoose';
import type { PartAlbum, PartPicture, PictureSize, RenderedPicture } from '../../domain/picture.ts';
import type { PartAlbums, PictureBytes } from '../../domain/picture-repository.ts';

/** A picture with its bytes and the number of its holds: one document, so that the last hold and the bytes go together. */
export interface PictureDocument {
  /** Tenant and digest. */
  _id: string;
  tenant: string;
  digest: string;
  holds: number;
  width: number;
  height: number;
  bytes: number;
  small?: Buffer;
  medium?: Buffer;
  large: Buffer;
}

export interface AlbumDocument {
  /** The part's id. */
  _id: string;
  publisher: string;
  version: number;
  /** JSON of the pictures. */
  pictures: string;
  /** Whose attempt is about to take pictures out that were left; they are among the pictures until it has. */
  leaving?: string;
}

const PICTURES = 'picture_bytes';
const ALBUMS = 'part_album';

export const PICTURE_MONGO_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: 'pictures-1',
    up: createIndexes(PICTURES, [{ name: 'space', key: { tenant: 1, bytes: 1 } }]),
  },
  {
    id: 'pictures-2',
    up: createIndexes(ALBUMS, [{ name: 'of-publisher', key: { publisher: 1, _id: 1 } }]),
  },
];

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;

const pictureSchema = new Schema<PictureDocument>(
  {
    ...{ _id: text, tenant: text, digest: text },
    ...{ holds: number, width: number, height: number, bytes: number },
    small: Buffer,
    medium: Buffer,
    large: { type: Buffer, required: true },
  },
  { collection: PICTURES, versionKey: false, strict: 'throw' },
);
const albumSchema = new Schema<AlbumDocument>(
  { _id: text, publisher: text, version: number, pictures: text, leaving: String },
  { collection: ALBUMS, versionKey: false, strict: 'throw' },
);

/** As kept in one document each; the driver gives a Buffer, or its own Binary around one. */
type Content = Buffer | { buffer: Uint8Array };
type Read = Partial<Record<PictureSize, Content>>;

/** What a size falls back to, where the picture is no larger. */
const LARGER: Record<PictureSize, readonly PictureSize[]> = {
  small: ['small', 'medium', 'large'],
  medium: ['medium', 'large'],
  large: ['large'],
};

export function pictureModel(connection: Connection): Model<PictureDocument> {
  return connection.model('Picture', pictureSchema);
}
export function albumModel(connection: Connection): Model<AlbumDocument> {
  return connection.model('PartAlbum', albumSchema);
}

function idOf(tenant: string, digest: string): string {
  return `${tenant} ${digest}`;
}

export function toPictureDocument(
  tenant: string,
  { digest, width, height, small, medium, large }: RenderedPicture,
  holds = 1,
): PictureDocument {
  const bytes = [small, medium, large].reduce((sum, each) => sum + (each?.length ?? 0), 0);
  return {
    ...{ _id: idOf(tenant, digest), tenant, digest, holds, width, height, bytes },
    ...(small !== undefined && { small: Buffer.from(small) }),
    ...(medium !== undefined && { medium: Buffer.from(medium) }),
    large: Buffer.from(large),
  };
}

export function toAlbumDocument({ partId, publisher, version, pictures }: PartAlbum): AlbumDocument {
  return { _id: partId, publisher, version, pictures: JSON.stringify(pictures) };
}

/** Of a database that has `PICTURE_MONGO_MIGRATIONS`. */
export function mongoPictureBytes(pictures: Model<PictureDocument>): PictureBytes {
  async function hold(tenant: string, digest: string) {
    const found = await pictures
      .findOneAndUpdate({ _id: idOf(tenant, digest) }, { $inc: { holds: 1 } })
      .select('width height')
      .lean<Pick<PictureDocument, 'width' | 'height'>>();
    return found === null ? undefined : { digest, width: found.width, height: found.height };
  }

  return withDatabaseErrors<PictureBytes>({
    hold,
    async keep(tenant, picture) {
      for (;;) {
        try {
          await pictures.insertMany([toPictureDocument(tenant, picture)]);
          return;
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
        // Another put up the same; it may be gone again.
        if ((await hold(tenant, picture.digest)) !== undefined) return;
      }
    },
    async release(tenant, digest) {
      const _id = idOf(tenant, digest);
      await pictures.updateOne({ _id }, { $inc: { holds: -1 } });
      await pictures.deleteOne({ _id, holds: { $lte: 0 } });
    },
    async read(tenant, digest, size) {
      const found = await pictures
        .findOne({ _id: idOf(tenant, digest) })
        .select(LARGER[size].join(' '))
        .lean<Read>();
      const content = LARGER[size].map((each) => found?.[each]).find((each) => each !== undefined);
      return content === undefined ? undefined : bytesOf(content);
    },
    async spaceOf(tenant) {
      const [sum] = await pictures.aggregate<{ bytes: number }>([
        { $match: { tenant } },
        { $group: { _id: null, bytes: { $sum: '$bytes' } } },
      ]);
      return sum?.bytes ?? 0;
    },
  });
}

/**
 * No write spans an album and its part. So an attempt to take out what was left marks the album first, then looks for the part,
 * and takes the pictures out only while its mark is there. Until then all are there, and what dies on the way leaves a mark that
 * nobody acts on. Who reads a marked album whose part is there takes the mark away: what was seen of a part stays with it.
 */
export function mongoPartAlbums(
  albums: Model<AlbumDocument>,
  isThere: (publisher: string, partId: string) => Promise<boolean>,
): PartAlbums {
  async function settled(found: AlbumDocument): Promise<AlbumDocument> {
    const { _id, publisher, leaving } = found;
    if (leaving === undefined || !(await isThere(publisher, _id))) return found;
    const now = await albums
      .findOneAndUpdate({ _id }, { $unset: { leaving: 1 } }, { returnDocument: 'after' })
      .lean<AlbumDocument>();
    return now ?? found;
  }

  async function find(partIds: readonly string[]): Promise<PartAlbum[]> {
    const found = await albums.find({ _id: { $in: [...partIds] } }).lean<AlbumDocument[]>();
    return (await Promise.all(found.map(settled))).map(toAlbum);
  }

  async function save(album: PartAlbum): Promise<boolean> {
    const { _id: partId, ...set } = toAlbumDocument(album);
    const { version } = set;
    if (version > 1) {
      const { matchedCount } = await albums.updateOne(
        { _id: partId, version: version - 1 },
        { $set: set, $unset: { leaving: 1 } },
      );
      return matchedCount === 1;
    }
    try {
      await albums.insertMany([{ _id: partId, ...set }]);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  return withDatabaseErrors<PartAlbums>({
    find,
    async ofPublisher(publisher, { after, limit }) {
      const found = await albums
        .find({ publisher, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<AlbumDocument[]>();
      return (await Promise.all(found.map(settled))).map(toAlbum);
    },
    save,
    async saveLeft(album) {
      const { partId, publisher, version } = album;
      if (await isThere(publisher, partId)) return 'part-there';
      // Where there is no album nothing leaves.
      if (version === 1) return (await save(album)) ? 'saved' : 'changed';
      const before = { _id: partId, version: version - 1 };
      const leaving = randomUUID();
      const marked = await albums.updateOne(before, { $set: { leaving } });
      if (marked.matchedCount === 0) return 'changed';
      if (await isThere(publisher, partId)) return 'part-there';
      const { _id, ...set } = toAlbumDocument(album);
      const taken = await albums.updateOne({ ...before, leaving }, { $set: set, $unset: { leaving: 1 } });
      if (taken.matchedCount === 1) return 'saved';
      return (await isThere(publisher, partId)) ? 'part-there' : 'changed';
    },
  });
}

export function toAlbum({ _id: partId, publisher, version, pictures }: AlbumDocument): PartAlbum {
  return { partId, publisher, version, pictures: JSON.parse(pictures) as PartPicture[] };
}

export function bytesOf(content: Content): Uint8Array;
export function bytesOf(content: Content | undefined): Uint8Array | undefined;
export function bytesOf(content: Content | undefined): Uint8Array | undefined {
  if (content === undefined) return undefined;
  return new Uint8Array(Buffer.isBuffer(content) ? content : content.buffer);
}
