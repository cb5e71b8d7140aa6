import type { AcesAsset, AcesDigitalFile, AcesHeader, AcesUnknown } from './aces-feed.ts';
import { appOfRow, type FitmentCells, type TellRowLoss } from './app-of-row.ts';
import { type AcesRow, feedName, releaseName, rowOfApp } from './row-of-app.ts';

/** A record of a feed that is no application of a part, as an import takes it: the `item` of a row without values. */
export interface AcesFeedAsset {
  /** `asset`: a file that belongs to vehicles; `digital-file`: what is said of a file. */
  kind: 'asset' | 'digital-file';
  name: string;
  action: 'set' | 'delete';
  /**
   * Of an asset the vehicles as the columns of fitments have them; of a file its `language` and `fileName`, where it has them, and all
   * that is said of it as JSON in `fields`.
   */
  cells: AcesRow;
}

/** What is said of a file. Empty where it isn't said; values are the texts of the feed. */
export interface AcesFileDescription {
  fileName: string;
  assetDetailType: string;
  fileType: string;
  representation: string;
  fileSize: string;
  resolution: string;
  colorMode: string;
  background: string;
  orientationView: string;
  dimensions: { unit: string; height: string; width: string };
  descriptions: readonly { text: string; code: string; language: string }[];
  filePath: string;
  uri: string;
  fileDateModified: string;
  effectiveDate: string;
  expirationDate: string;
  countries: readonly string[];
  /** Names of elements beyond these. */
  others: readonly string[];
}

const NO_REPLACEMENTS: ReadonlyMap<string, string> = new Map();

export function itemOfAsset(asset: AcesAsset, header: AcesHeader | undefined): AcesFeedAsset {
  const { assetName: name, action } = asset;
  const app = {
    ...asset,
    kind: 'app',
    part: { number: name },
    positions: [],
    mfrLabels: [],
    assets: [],
  } as const;
  const context = { header: undefined, replacements: NO_REPLACEMENTS, hasBrand: true };
  const { partNumber: _, action: __, ...cells } = rowOfApp(app, context);
  return { kind: 'asset', name, action: actionOf(action), cells: { ...cells, ...sourceOf(header) } };
}

export function itemOfDigitalFile(file: AcesDigitalFile, header: AcesHeader | undefined): AcesFeedAsset {
  const { assetName: name, action, language, fields } = file;
  const { fileName } = describedFile(fields);
  const cells = {
    ...(language !== undefined && { language }),
    ...(fileName !== '' && { fileName }),
    ...{ fields: JSON.stringify(fields), ...sourceOf(header) },
  };
  return { kind: 'digital-file', name, action: actionOf(action), cells };
}

/**
 * What tells records of one name apart, as text. Of an asset all that it says, but for its id and the feed: who gives a file to the same
 * vehicles under another note gives it once more. Of a file what chooses between files: what else is said of one may change.
 */
export function assetIdentity({ kind, cells }: Pick<AcesFeedAsset, 'kind' | 'cells'>): string {
  if (kind === 'asset') {
    const { record: _, feed: __, release: ___, ...said } = cells;
    return JSON.stringify([kind, Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1))]);
  }
  const { language = '', fields } = cells;
  const { fileName, fileType, representation, uri, filePath, effectiveDate, countries } =
    describedFileOfCells(cells);
  if (fileName === '') return JSON.stringify([kind, language, fields ?? '']);
  const place = [fileName, fileType, representation, uri, filePath, effectiveDate];
  return JSON.stringify([kind, language, ...place, countries.toSorted()]);
}

/** The record that `itemOfAsset` was made of; undefined where its vehicles have no ids that a feed could name. */
export function assetOfCells(
  name: string,
  cells: FitmentCells,
  { id, tell }: { id: string; tell: TellRowLoss },
): AcesAsset | undefined {
  // Of a brand nothing is said here, and nothing lost.
  const app = appOfRow(cells, { id, brand: 'none', tell });
  if (app === undefined) return undefined;
  const { action, validate, ref, vehicle, attributes, qualifiers, notes, unknown, line } = app;
  const scope = { id, action, validate, vehicle, attributes, qualifiers, notes, unknown, line };
  return { kind: 'asset', ...scope, ...(ref !== undefined && { ref }), assetName: name };
}

/** The record that `itemOfDigitalFile` was made of. */
export function digitalFileOfCells(name: string, cells: FitmentCells): AcesDigitalFile {
  const { language } = cells;
  return {
    ...{ kind: 'digital-file', assetName: name, action: 'A', fields: fieldsOf(cells), line: 0 },
    ...(typeof language === 'string' && language !== '' && { language }),
  };
}

/** What the cells of a file say of it. */
export function describedFileOfCells(cells: FitmentCells): AcesFileDescription {
  return describedFile(fieldsOf(cells));
}

const TEXTS = {
  FileName: 'fileName',
  AssetDetailType: 'assetDetailType',
  FileType: 'fileType',
  Representation: 'representation',
  FileSize: 'fileSize',
  Resolution: 'resolution',
  ColorMode: 'colorMode',
  Background: 'background',
  OrientationView: 'orientationView',
  FilePath: 'filePath',
  URI: 'uri',
  FileDateModified: 'fileDateModified',
  EffectiveDate: 'effectiveDate',
  ExpirationDate: 'expirationDate',
} as const;

function describedFile(fields: readonly AcesUnknown[]): AcesFileDescription {
  const texts = Object.fromEntries(Object.values(TEXTS).map((name) => [name, ''])) as Record<
    (typeof TEXTS)[keyof typeof TEXTS],
    string
  >;
  const dimensions = { unit: '', height: '', width: '' };
  const descriptions: { text: string; code: string; language: string }[] = [];
  const countries: string[] = [];
  const others: string[] = [];
  for (const field of fields) {
    const { tag, text, children } = field;
    const name = Object.hasOwn(TEXTS, tag) ? TEXTS[tag as keyof typeof TEXTS] : undefined;
    if (name !== undefined && texts[name] === '') texts[name] = text;
    else if (tag === 'AssetDimensions') {
      dimensions.unit = attributeOf(field, 'uom');
      dimensions.height = textOf(children, 'AssetHeight');
      dimensions.width = textOf(children, 'AssetWidth');
    } else if (tag === 'AssetDescription' || tag === 'AssetDescriptions')
      for (const each of children.length === 0 ? [field] : children)
        descriptions.push({
          text: each.text,
          code: attributeOf(each, 'descriptioncode'),
          language: attributeOf(each, 'languagecode'),
        });
    else if (tag === 'Country') countries.push(text);
    else others.push(tag);
  }
  return { ...texts, dimensions, descriptions, countries, others };
}

function fieldsOf({ fields }: FitmentCells): readonly AcesUnknown[] {
  return typeof fields === 'string' ? (JSON.parse(fields) as AcesUnknown[]) : [];
}

function textOf(children: readonly AcesUnknown[], tag: string): string {
  return children.find((child) => child.tag === tag)?.text ?? '';
}

/** @param name in lower case */
function attributeOf({ attributes }: AcesUnknown, name: string): string {
  return Object.entries(attributes).find(([each]) => each.toLowerCase() === name)?.[1] ?? '';
}

function actionOf(action: string): AcesFeedAsset['action'] {
  return action === 'D' ? 'delete' : 'set';
}

function sourceOf(header: AcesHeader | undefined): AcesRow {
  return header === undefined ? {} : { feed: feedName(header), release: releaseName(header) };
}
