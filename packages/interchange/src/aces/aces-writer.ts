import { holdable } from '../xml-out.ts';
import { DIALECTS, type WrittenAcesVersion } from './aces-dialect.ts';
import type { AcesRecord } from './aces-feed.ts';
import { type AcesLoss, acesLosses } from './aces-losses.ts';
import { END, type TellLoss, writeApp, writeAsset } from './write-app.ts';
import { writeDigitalFile, writeHeader } from './write-header.ts';

export interface AcesWriter {
  /**
   * The text that a record adds. The header comes first; apps are written at once, assets and files after them, so those are held
   * until then. A footer adds nothing: it is made of what was written.
   */
  write(record: AcesRecord): string;
  /** The end of the file. */
  end(): string;
  /** What the version can't hold, so far. */
  losses(): AcesLoss[];
  /** Apps written so far. */
  apps(): number;
}

const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Writes a feed of one version, whatever version its records were read from: UTF-8, CR LF, elements in the order of the schema.
 * What the version can't hold is in the losses; an app that would say something else without it is left out.
 */
export function acesWriter({ version }: { version: WrittenAcesVersion }): AcesWriter {
  const dialect = DIALECTS[version];
  const losses = acesLosses();
  let record = '';
  let began = false;
  let apps = 0;
  let assets = '';
  let files = '';
  const tell: TellLoss = (what, effect) => losses.add(what, effect, record);
  const hold = (text: string) => {
    const held = holdable(text);
    if (held !== text) tell('control character', 'dropped');
    return held;
  };
  const writing = { dialect, tell, hold };

  function begin(): string {
    if (began) return '';
    began = true;
    return `<?xml version="1.0" encoding="UTF-8"?>${END}<ACES version="${version}">${END}`;
  }

  return {
    write(given) {
      switch (given.kind) {
        case 'header':
          if (began) throw new Error('The header comes before all other records.');
          record = 'Header';
          return begin() + writeHeader(given, writing);
        case 'app': {
          record = given.id;
          const xml = writeApp(given, writing);
          if (xml !== '') apps += 1;
          return begin() + xml;
        }
        case 'asset':
          record = `Asset ${given.id}`;
          assets += writeAsset(given, writing);
          return begin();
        case 'digital-file':
          record = `DigitalFileInformation ${given.assetName}`;
          files += writeDigitalFile(given, writing);
          return begin();
        case 'footer':
          return '';
      }
    },
    end() {
      const digital = files === '' ? '' : `\t<DigitalAsset>${END}${files}\t</DigitalAsset>${END}`;
      const footer = `\t<Footer>${END}\t\t<RecordCount>${apps}</RecordCount>${END}\t</Footer>${END}`;
      return `${begin()}${assets}${digital}${footer}</ACES>${END}`;
    },
    losses: () => losses.all(),
    apps: () => apps,
  };
}

/** The bytes of a feed as they are asked for: no more is made than is taken. */
export async function* writeAces(
  records: AsyncIterable<AcesRecord> | Iterable<AcesRecord>,
  writer: AcesWriter,
): AsyncGenerator<Buffer> {
  let text = '';
  for await (const record of records) {
    text += writer.write(record);
    if (text.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text + writer.end());
}
