import type { Diagram } from './diagram.ts';
import type { PartAlbum, RenderedPicture } from './picture.ts';

/** What is kept of pictures and drawings, as it is copied when a catalogue moves to another engine. */
export type PictureRecord =
  | { kind: 'picture'; tenant: string; holds: number; picture: RenderedPicture }
  | { kind: 'album'; album: PartAlbum }
  | { kind: 'diagram'; diagram: Diagram };

export interface PictureArchive {
  isEmpty(): Promise<boolean>;
  /** Bytes before what names them, each kind in the order of its ids. */
  read(): AsyncIterable<PictureRecord>;
  /** As it was; what is there already stays as it is. */
  adopt(record: PictureRecord): Promise<void>;
}
