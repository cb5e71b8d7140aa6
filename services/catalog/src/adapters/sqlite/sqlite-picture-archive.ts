import { type Database, immediateTransaction } from '@qipei/sqlite';
import type { Diagram } from '../../domain/diagram.ts';
import type { PartAlbum, RenderedPicture } from '../../domain/picture.ts';
import type { PictureArchive } from '../../domain/picture-archive.ts';
import { diagramOfText } from '../pictures/diagram-text.ts';
import { putDiagramRows } from './sqlite-diagrams.ts';
import { ALBUM_COLUMNS, type AlbumRow, toAlbum } from './sqlite-pictures.ts';

const PAGE = 250;

interface PictureRow {
  tenant: string;
  digest: string;
  holds: number;
  width: number;
  height: number;
  small: Buffer | null;
  medium: Buffer | null;
  large: Buffer;
}

/** Of a file that has `PICTURE_MIGRATIONS` and `DIAGRAM_MIGRATIONS`. */
export function sqlitePictureArchive(db: Database): PictureArchive {
  const nextPicture = db.prepare<[string, string], PictureRow>(
    `SELECT tenant, digest, holds, width, height, small, medium, large FROM picture_bytes
     WHERE (tenant, digest) > (?, ?) ORDER BY tenant, digest LIMIT 1`,
  );
  const nextAlbums = db.prepare<[string, number], AlbumRow>(
    `SELECT ${ALBUM_COLUMNS} FROM part_album WHERE part_id > ? ORDER BY part_id LIMIT ?`,
  );
  const nextDiagrams = db
    .prepare<[string, string, number], string>(
      `SELECT body FROM diagram WHERE (publisher, diagram_id) > (?, ?)
       ORDER BY publisher, diagram_id LIMIT ?`,
    )
    .pluck();
  const addPicture = db.prepare(
    `INSERT INTO picture_bytes (tenant, digest, holds, width, height, bytes, small, medium, large)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const addAlbum = db.prepare(
    `INSERT INTO part_album (${ALBUM_COLUMNS}) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const putDiagram = putDiagramRows(db);
  const anything = db
    .prepare<[], number>(
      'SELECT 1 WHERE EXISTS (SELECT 1 FROM picture_bytes) OR EXISTS (SELECT 1 FROM part_album) OR EXISTS (SELECT 1 FROM diagram)',
    )
    .pluck();

  function* pictures(): Generator<PictureRow> {
    for (let after = { tenant: '', digest: '' }; ; ) {
      const row = nextPicture.get(after.tenant, after.digest);
      if (row === undefined) return;
      yield row;
      after = row;
    }
  }
  function* albums(): Generator<PartAlbum> {
    for (let after = ''; ; ) {
      const page = nextAlbums.all(after, PAGE);
      yield* page.map(toAlbum);
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.part_id;
    }
  }
  function* diagrams(): Generator<Diagram> {
    for (let after = { publisher: '', diagramId: '' }; ; ) {
      const page = nextDiagrams.all(after.publisher, after.diagramId, PAGE).map(diagramOfText);
      yield* page;
      const last = page.at(-1);
      if (last === undefined) return;
      after = last;
    }
  }

  return {
    isEmpty: async () => anything.get() === undefined,
    async *read() {
      for (const row of pictures()) yield { kind: 'picture', ...toPicture(row) };
      for (const album of albums()) yield { kind: 'album', album };
      for (const diagram of diagrams()) yield { kind: 'diagram', diagram };
    },
    async adopt(record) {
      immediateTransaction(db, () => {
        if (record.kind === 'diagram') {
          putDiagram(record.diagram);
        } else if (record.kind === 'album') {
          const { partId, publisher, version, pictures: named } = record.album;
          addAlbum.run(partId, publisher, version, JSON.stringify(named));
        } else {
          const { digest, width, height, small, medium, large } = record.picture;
          const contents = [small ?? null, medium ?? null, large];
          const bytes = contents.reduce((sum, each) => sum + (each?.length ?? 0), 0);
          addPicture.run(record.tenant, digest, record.holds, width, height, bytes, ...contents);
        }
      });
    },
  };
}

function toPicture({ tenant, holds, small, medium, large, ...picture }: PictureRow): {
  tenant: string;
  holds: number;
  picture: RenderedPicture;
} {
  const bytesOf = (content: Buffer | null) => (content === null ? undefined : new Uint8Array(content));
  return {
    ...{ tenant, holds },
    picture: {
      ...picture,
      ...{ small: bytesOf(small), medium: bytesOf(medium), large: new Uint8Array(large) },
    },
  };
}
