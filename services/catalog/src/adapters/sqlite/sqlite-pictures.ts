import { type Database, type Migration, patientTransaction } from '@qipei/sqlite';
import type { PartAlbum, PartPicture, Picture, PictureSize } from '../../domain/picture.ts';
import type { PartAlbums, PictureBytes } from '../../domain/picture-repository.ts';

export const PICTURE_MIGRATIONS: readonly Migration[] = [
  {
    id: 'catalog-pictures-1',
    // In the file of the catalogue: with one copy of it everything is saved, and a name never lacks its bytes.
    up: `CREATE TABLE picture_bytes (
      tenant TEXT NOT NULL,
      digest TEXT NOT NULL,
      holds INTEGER NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      small BLOB,
      medium BLOB,
      large BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX picture_of_digest ON picture_bytes (tenant, digest);
    CREATE INDEX picture_space ON picture_bytes (tenant, bytes);
    CREATE TABLE part_album (
      part_id TEXT PRIMARY KEY,
      publisher TEXT NOT NULL,
      version INTEGER NOT NULL,
      pictures TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
  },
  {
    id: 'catalog-pictures-2',
    up: 'CREATE INDEX part_album_of_publisher ON part_album (publisher, part_id)',
  },
];

/** In the order of `AlbumRow`. */
export const ALBUM_COLUMNS = 'part_id, publisher, version, pictures';

export interface AlbumRow {
  part_id: string;
  publisher: string;
  version: number;
  pictures: string;
}

/** Of a file that has `PICTURE_MIGRATIONS`. */
export function sqlitePictureBytes(db: Database): PictureBytes {
  const found = db.prepare<[string, string], Picture>(
    'SELECT digest, width, height FROM picture_bytes WHERE tenant = ? AND digest = ?',
  );
  const hold = db.prepare('UPDATE picture_bytes SET holds = holds + 1 WHERE tenant = ? AND digest = ?');
  const keep = db.prepare(
    `INSERT INTO picture_bytes (tenant, digest, holds, width, height, bytes, small, medium, large)
     VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, digest) DO UPDATE SET holds = holds + 1`,
  );
  const release = db.prepare('UPDATE picture_bytes SET holds = holds - 1 WHERE tenant = ? AND digest = ?');
  const forget = db.prepare('DELETE FROM picture_bytes WHERE tenant = ? AND digest = ? AND holds <= 0');
  const read = (column: string) =>
    db
      .prepare<[string, string], Buffer>(
        `SELECT ${column} FROM picture_bytes WHERE tenant = ? AND digest = ?`,
      )
      .pluck();
  const reads: Record<PictureSize, ReturnType<typeof read>> = {
    small: read('coalesce(small, medium, large)'),
    medium: read('coalesce(medium, large)'),
    large: read('large'),
  };
  const space = db
    .prepare<[string], number>('SELECT coalesce(sum(bytes), 0) FROM picture_bytes WHERE tenant = ?')
    .pluck();

  return {
    hold: (tenant, digest) =>
      patientTransaction(db, () =>
        hold.run(tenant, digest).changes === 0 ? undefined : found.get(tenant, digest),
      ),
    async keep(tenant, { digest, width, height, small, medium, large }) {
      const bytes = [small, medium, large].reduce((sum, each) => sum + (each?.length ?? 0), 0);
      const contents = [small ?? null, medium ?? null, large];
      await patientTransaction(db, () => keep.run(tenant, digest, width, height, bytes, ...contents));
    },
    async release(tenant, digest) {
      await patientTransaction(db, () => {
        release.run(tenant, digest);
        forget.run(tenant, digest);
      });
    },
    async read(tenant, digest, size) {
      const content = reads[size].get(tenant, digest);
      return content === undefined ? undefined : new Uint8Array(content);
    },
    spaceOf: async (tenant) => space.get(tenant) ?? 0,
  };
}

/** Of a file that has `PICTURE_MIGRATIONS`, beside the parts. */
export function sqlitePartAlbums(db: Database): PartAlbums {
  const found = db.prepare<[string], AlbumRow>(
    `SELECT ${ALBUM_COLUMNS} FROM part_album
     WHERE part_id IN (SELECT value FROM json_each(?))`,
  );
  const ofPublisher = db.prepare<[string, string, number], AlbumRow>(
    `SELECT ${ALBUM_COLUMNS} FROM part_album WHERE publisher = ? AND part_id > ? ORDER BY part_id LIMIT ?`,
  );
  const versionOf = db.prepare<[string], number>('SELECT version FROM part_album WHERE part_id = ?').pluck();
  const put = db.prepare(
    `INSERT INTO part_album VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET publisher = excluded.publisher, version = excluded.version, pictures = excluded.pictures`,
  );
  const there = db
    .prepare<[string, string], 1>(
      'SELECT 1 FROM part INDEXED BY part_of_publisher WHERE visibility > 0 AND publisher = +? AND part_id = +?',
    )
    .pluck();
  function saved({ partId, publisher, version, pictures }: PartAlbum): boolean {
    if ((versionOf.get(partId) ?? 0) !== version - 1) return false;
    put.run(partId, publisher, version, JSON.stringify(pictures));
    return true;
  }
  return {
    find: async (partIds) => found.all(JSON.stringify(partIds)).map(toAlbum),
    ofPublisher: async (publisher, { after, limit }) => ofPublisher.all(publisher, after, limit).map(toAlbum),
    save: (album) => patientTransaction(db, () => saved(album)),
    saveLeft: (album) =>
      patientTransaction(db, () => {
        if (there.get(album.publisher, album.partId) !== undefined) return 'part-there';
        return saved(album) ? 'saved' : 'changed';
      }),
  };
}

export function toAlbum({ part_id: partId, publisher, version, pictures }: AlbumRow): PartAlbum {
  return { partId, publisher, version, pictures: JSON.parse(pictures) as PartPicture[] };
}
