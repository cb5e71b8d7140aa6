import { strToU8, zipSync } from 'fflate';
import { mix } from './demo-catalogue/random.ts';

export type GeneratedAcesVersion = '3.0' | '3.1' | '3.2' | '4.0' | '4.1' | '4.2' | '5.0';

export interface AcesFeedOptions {
  /** All of them, those with a planted fault included. */
  apps: number;
  version?: GeneratedAcesVersion;
  /** The same seed gives the same file. */
  seed?: number;
  /** `FULL` unless given. */
  submission?: 'FULL' | 'UPDATE';
  /** After each so many apps one comes again under another id. None unless given. */
  duplicateEach?: number;
  /** After each so many apps another part goes on the same place of the same vehicle. */
  overlapEach?: number;
  /** After each so many apps another part goes there with a note. */
  commentOverlapEach?: number;
}

/** What a feed holds, known once it has been made to its end. */
export interface AcesFeedCounts {
  applications: number;
  parts: number;
  partTypes: number;
  baseVehicles: number;
  /** Planted ones: each is one app more that is at odds with exactly one other. There are no others. */
  duplicates: number;
  overlaps: number;
  commentOverlaps: number;
}

export interface AcesFeed {
  /** The file in pieces of some 64 KiB. */
  pieces(): Generator<string>;
  readonly counts: AcesFeedCounts;
}

/** Base vehicles that a feed names at most: as many as a large table has. */
const BASE_VEHICLES = 40_500;
const FIRST_BASE_VEHICLE = 500_001;
/** Apps of one part type and position: of each pair of base vehicles one has an app and the other two, by engine. */
const FAMILY_APPS = (BASE_VEHICLES / 2) * 3;
const POSITIONS = [0, 22, 30, 2, 12, 46, 1, 104];
const FIRST_PART_TYPE = 900_001;
const YEARS = 45;
const FIRST_YEAR = 1981;
const MODELS_OF_A_MAKE = 15;
const NOTES = [
  'Exc. Wagon',
  'w/ Heavy Duty Brakes &amp; ABS',
  'To 03/2009',
  'Production Line B',
  'w/o Sport Package',
];

/**
 * A feed of made-up parts: 21 to 60 apps a part, engines, positions, qualifiers and notes. Every app but the planted ones has a
 * vehicle and place of its own. Ids, numbers and texts are invented.
 */
export function acesFeed(options: AcesFeedOptions): AcesFeed {
  const counts: AcesFeedCounts = {
    ...{ applications: 0, parts: 0, partTypes: 0, baseVehicles: 0 },
    ...{ duplicates: 0, overlaps: 0, commentOverlaps: 0 },
  };
  return { pieces: () => pieces(options, counts), counts };
}

function* pieces(options: AcesFeedOptions, counts: AcesFeedCounts): Generator<string> {
  const { apps, version = '4.2', seed = 1 } = options;
  const write = appWriter(version);
  const baseVehicles = new Set<number>();
  let text = head(options, version);
  let part = 0;
  let left = 0;
  let partNumber = '';
  let id = 0;
  for (let at = 0; id < apps; at += 1) {
    const place = at % FAMILY_APPS;
    if (left === 0) {
      // Whole groups of three, so that the engines of one vehicle are one part's, and no part has two part types.
      left = Math.min(21 + 3 * (mix(seed, 1, part) % 14), FAMILY_APPS - place);
      part += 1;
      partNumber = `${'ABCDEFGH'[part % 8]}${1000 + (mix(seed, 2, part) % 9000)}-${part}`;
      counts.parts += 1;
    }
    left -= 1;
    const family = Math.floor(at / FAMILY_APPS);
    const app = appAt(family, place, mix(seed, 3, at));
    baseVehicles.add(app.baseVehicle);
    counts.partTypes = Math.max(counts.partTypes, app.partType - FIRST_PART_TYPE + 1);
    id += 1;
    text += write(id, app, partNumber);
    const planted = id < apps ? plantedAfter(at, options, app) : undefined;
    if (planted !== undefined) {
      id += 1;
      const other = `Z${id}`;
      counts[planted] += 1;
      if (planted !== 'duplicates') counts.parts += 1;
      const changed = planted === 'commentOverlaps' ? { ...app, note: 'Special order' } : app;
      text += write(id, changed, planted === 'duplicates' ? partNumber : other);
    }
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  counts.applications = id;
  counts.baseVehicles = baseVehicles.size;
  yield `${text}\t<Footer>\r\n\t\t<RecordCount>${id}</RecordCount>\r\n\t</Footer>\r\n</ACES>\r\n`;
}

interface GeneratedApp {
  baseVehicle: number;
  partType: number;
  /** 0: none. */
  position: number;
  engine: number;
  subModel: number;
  qualifier: number;
  note: string;
  quantity: number;
}

function appAt(family: number, place: number, luck: number): GeneratedApp {
  const pair = Math.floor(place / 3);
  const engine = place % 3;
  const position = POSITIONS[family % POSITIONS.length] ?? 0;
  return {
    baseVehicle: FIRST_BASE_VEHICLE + 2 * pair + (engine === 0 ? 0 : 1),
    partType: FIRST_PART_TYPE + Math.floor(family / POSITIONS.length),
    position,
    engine: engine === 0 ? 0 : 1 + (pair % 5000) * 2 + engine,
    subModel: luck % 5 === 0 ? 1 + (luck % 300) : 0,
    qualifier: luck % 4 === 1 ? 1 + (luck % 12_000) : 0,
    note: luck % 7 === 2 ? (NOTES[luck % NOTES.length] ?? '') : '',
    quantity: position === 0 ? 1 + (luck % 3 === 0 ? 1 : 0) : 1,
  };
}

function plantedAfter(
  at: number,
  { duplicateEach = 0, overlapEach = 0, commentOverlapEach = 0 }: AcesFeedOptions,
  app: GeneratedApp,
): 'duplicates' | 'overlaps' | 'commentOverlaps' | undefined {
  if (duplicateEach > 0 && at % duplicateEach === 0) return 'duplicates';
  if (overlapEach > 0 && at % overlapEach === overlapEach >> 1) return 'overlaps';
  const isPlain = app.note === '' && app.qualifier === 0;
  if (commentOverlapEach > 0 && at % commentOverlapEach === commentOverlapEach >> 2 && isPlain)
    return 'commentOverlaps';
  return undefined;
}

function appWriter(version: GeneratedAcesVersion): (id: number, app: GeneratedApp, part: string) => string {
  const [partType, part] = version === '5.0' ? ['PartTerminology', 'PartNumber'] : ['PartType', 'Part'];
  const tag = (name: string, id: number) => (id === 0 ? '' : `\t\t<${name} id="${id}"/>\r\n`);
  return (id, app, number) => {
    let xml = `\t<App action="A" id="${id}">\r\n\t\t<BaseVehicle id="${app.baseVehicle}"/>\r\n`;
    xml += tag('SubModel', app.subModel) + tag('EngineBase', app.engine);
    if (app.qualifier > 0) {
      const param = app.qualifier % 3 === 0 ? `\t\t\t<param value="${app.qualifier}" uom="mm"/>\r\n` : '';
      xml += `\t\t<Qual id="${app.qualifier}">\r\n${param}\t\t\t<text>Condition ${app.qualifier}</text>\r\n\t\t</Qual>\r\n`;
    }
    if (app.note !== '') xml += `\t\t<Note>${app.note}</Note>\r\n`;
    xml += `\t\t<Qty>${app.quantity}</Qty>\r\n${tag(partType, app.partType)}${tag('Position', app.position)}`;
    return `${xml}\t\t<${part}>${number}</${part}>\r\n\t</App>\r\n`;
  };
}

function head({ submission = 'FULL' }: AcesFeedOptions, version: GeneratedAcesVersion): string {
  const isNew = version === '5.0';
  const names = isNew
    ? ['BrandID', 'VCdbPublicationDate', 'QdbPublicationDate', 'PCdbPublicationDate']
    : ['BrandAAIAID', 'VcdbVersionDate', 'QdbVersionDate', 'PcdbVersionDate'];
  const header = [
    ['Company', 'Northlight Parts'],
    ['SenderName', 'Catalogue desk'],
    ['SenderPhone', '000-000-0000'],
    ['TransferDate', '2026-01-15'],
    [names[0], 'ZZZQ'],
    ['DocumentTitle', 'Generated applications'],
    ['EffectiveDate', '2026-02-01'],
    ['SubmissionType', submission],
    ...names.slice(1).map((name) => [name, '2026-01-01']),
  ].map(([name, text]) => `\t\t<${name}>${text}</${name}>\r\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\r\n<ACES version="${version}">\r\n\t<Header>\r\n${header.join('')}\t</Header>\r\n`;
}

/** A zip with text tables as those of VCdb: all base vehicles that generated feeds name, or the first of them, of made-up makes and models. */
export function vcdbOfAcesFeeds(baseVehicles = BASE_VEHICLES): Uint8Array {
  const models = Math.ceil(baseVehicles / YEARS);
  const makes = Math.ceil(models / MODELS_OF_A_MAKE);
  const table = (heads: string, rows: number, row: (at: number) => string) =>
    strToU8(`${heads}\r\n${Array.from({ length: rows }, (_, at) => `${row(at)}\r\n`).join('')}`);
  return zipSync({
    'Make.txt': table('MakeID|MakeName', makes, (at) => `${at + 1}|Make ${at + 1}`),
    'Model.txt': table('ModelID|ModelName|VehicleTypeID', models, (at) => `${at + 1}|Model ${at + 1}|5`),
    'Year.txt': table('YearID', YEARS, (at) => String(FIRST_YEAR + at)),
    'BaseVehicle.txt': table('BaseVehicleID|YearID|MakeID|ModelID', baseVehicles, (at) => {
      const model = Math.floor(at / YEARS);
      const make = Math.floor(model / MODELS_OF_A_MAKE);
      return `${FIRST_BASE_VEHICLE + at}|${FIRST_YEAR + (at % YEARS)}|${make + 1}|${model + 1}`;
    }),
  });
}
