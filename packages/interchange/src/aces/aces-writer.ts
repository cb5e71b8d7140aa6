import { holdable } from '../xml-out.ts';
import { DIALECTS, type WrittenAcesVersion } from './aces-dialect.ts';
import type { AcesRecord } from './aces-feed.ts';
import { type AcesLoss, acesLosses } from './aces-losses.ts';
import { END, type TellLoss, writeApp, writeAsset } from './write-app.ts';
import { writeDigitalFile, writeHeader } from './write-header.ts';

export interface AcesWriter {
  /**
   * The text that a record adds. The header comes first; apps are written at once, assets and files after them, so those are held
   * until then, except where they come in that order. A footer adds nothing: it is made of what was written.
   */
  write(record: AcesRecord): string;
  /** The end of the file. */
  end(): string;
  /** What the version can't hold, so far. */
  losses(): AcesLoss[];
  /** Apps, assets and descriptions of files written so far. */
  records(): number;
}

const ORDER: readonly AcesRecord['kind'][] = ['header', 'app', 'asset', 'digital-file', 'footer'];
const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Writes a feed of one version, whatever version its records were read from: UTF-8, CR LF, elements in the order of the schema.
 * What the version can't hold is in the losses; an app that would say something else without it is left out.
 * @param inOrder records come as they are written, apps before assets before files: none of them is held
 */
export function acesWriter({
  version,
  inOrder = false,
}: {
  version: WrittenAcesVersion;
  inOrder?: boolean;
}): AcesWriter {
  const dialect = DIALECTS[version];
  const losses = acesLosses();
  let record = '';
  let began = false;
  let apps = 0;
  let others = 0;
  let hasFiles = false;
  const held = { assets: '', files: '' };
  /** Of the order in which they are written. */
  let place = 0;
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

  /** What comes behind the apps: held until the end, or given back where it is that place already. */
  function behind(of: keyof typeof held, xml: string): string {
    if (xml === '') return '';
    others += 1;
    const opening = of === 'files' && !hasFiles ? `\t<DigitalAsset>${END}` : '';
    hasFiles ||= of === 'files';
    if (inOrder) return opening + xml;
    held[of] += opening + xml;
    return '';
  }

  return {
    write(given) {
      const at = ORDER.indexOf(given.kind);
      if (inOrder && at < place) throw new Error(`A record of kind ${given.kind} comes too late.`);
      place = at;
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
          return begin() + behind('assets', writeAsset(given, writing));
        case 'digital-file':
          record = `DigitalFileInformation ${given.assetName}`;
          return begin() + behind('files', writeDigitalFile(given, writing));
        case 'footer':
          return '';
      }
    },
    end() {
      const digital = held.files + (hasFiles ? `\t</DigitalAsset>${END}` : '');
      const footer = `\t<Footer>${END}\t\t<RecordCount>${apps}</RecordCount>${END}\t</Footer>${END}`;
      return `${begin()}${held.assets}${digital}${footer}</ACES>${END}`;
    },
    losses: () => losses.all(),
    records: () => apps + others,
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
