import type { AcesApp, AcesDiagram, AcesLabel } from './aces-feed.ts';

/** A picture or drawing that goes with an application. Empty texts say nothing. */
export interface FitmentAsset {
  /** `diagram`: the one that shows the part in its place; up to ACES 4.2 the one asset of an app, whatever it is. */
  kind: 'diagram' | 'asset';
  name: string;
  /** Place of the part in the diagram's list, or of the asset among the others. */
  order: string;
  /** What marks the part in the diagram. */
  ref: string;
  text: string;
}

/**
 * What an app says beside where the part fits, each only where it says it: `labels`, what the maker calls the part there (`Premium`,
 * `Avant [fr]`); `subBrand` (`autocare.subBrand:BBBB`); `assets` (`diagram:D-12|order=3|ref=B`, `asset:P0001|order=1`); `displayOrder`;
 * `validate`, where the vehicle is not to be checked against the VCdb; `feedReference`, the app's `ref`.
 */
export function addExtraCells(
  app: AcesApp,
  row: Record<string, string | string[]>,
  typed: (kind: string, id: string) => string,
): void {
  if (app.mfrLabels.length > 0) row.labels = app.mfrLabels.map(labelText);
  if (app.part.subBrand !== undefined) row.subBrand = typed('autocare.subBrand', app.part.subBrand);
  if (app.diagram !== undefined || app.assets.length > 0) row.assets = assetTexts(app);
  if (app.displayOrder !== undefined && app.displayOrder !== '') row.displayOrder = app.displayOrder;
  if (!app.validate) row.validate = 'no';
  if (app.ref !== undefined && app.ref.trim() !== '') row.feedReference = app.ref;
}

/** What `addExtraCells` put there, as of an app; `subBrand` in words is told by `lost`. */
export function extrasOfCells(
  cells: Readonly<Record<string, unknown>>,
  lost: (what: string) => void,
): Pick<AcesApp, 'mfrLabels' | 'assets' | 'validate' | 'diagram' | 'displayOrder' | 'ref'> & {
  subBrand?: string;
} {
  const assets: { name: string; sequence?: string }[] = [];
  let diagram: AcesDiagram | undefined;
  for (const written of listOf(cells.assets)) {
    const asset = readAssetText(written);
    if (asset.kind === 'diagram' && diagram === undefined) diagram = diagramOf(asset);
    else {
      if (asset.kind === 'diagram') lost('assets: several diagrams, as assets');
      assets.push({ name: asset.name, ...(asset.order !== '' && { sequence: asset.order }) });
    }
  }
  const [subBrand, displayOrder, ref] = [cells.subBrand, cells.displayOrder, cells.feedReference].map(textOf);
  const code = /^autocare\.subBrand:(\S+)$/.exec(subBrand ?? '')?.[1];
  if (code === undefined && subBrand !== '') lost('subBrand: without a code');
  return {
    ...{
      mfrLabels: listOf(cells.labels).map(readLabelText),
      assets,
      validate: textOf(cells.validate) !== 'no',
    },
    ...(diagram !== undefined && { diagram }),
    ...(displayOrder !== undefined && displayOrder !== '' && { displayOrder }),
    ...(ref !== undefined && ref !== '' && { ref }),
    ...(code !== undefined && { subBrand: code }),
  };
}

const LANGUAGE = /^(.*\S) \[([a-z]{2})?\]$/is;

/** Empty brackets behind a text that has some itself. */
function labelText({ text, lang }: AcesLabel): string {
  if (lang !== undefined) return `${text} [${lang}]`;
  return LANGUAGE.test(text) ? `${text} []` : text;
}

export function readLabelText(written: string): AcesLabel {
  const [, text = written, lang] = LANGUAGE.exec(written) ?? [];
  return { text, ...(lang !== undefined && { lang: lang.toLowerCase() }) };
}

function assetTexts({ diagram, assets }: AcesApp): string[] {
  const texts = assets.map(({ name, sequence }) => assetText('asset', name, { order: sequence }));
  if (diagram === undefined) return texts;
  const { name, itemOrder, itemRef, text } = diagram;
  return [assetText('diagram', name, { order: itemOrder, ref: itemRef, text }), ...texts];
}

function assetText(kind: string, name: string, more: Record<string, string | undefined>): string {
  const said = Object.entries(more).filter(([, value]) => value !== undefined && value !== '');
  return [`${kind}:${escaped(name)}`, ...said.map(([key, value = '']) => `${key}=${escaped(value)}`)].join(
    '|',
  );
}

/** An asset as rows have it; a bare name is one, too. */
export function readAssetText(written: string): FitmentAsset {
  // A backslash that nothing follows stands for itself: each place of the text is matched, so none is come back to.
  const [first = '', ...rest] = [...written.matchAll(/((?:[^\\|]|\\(?:.|$))*)(?:\||$)/gs)].map(
    ([, piece = '']) => piece,
  );
  const [, kind, name = first] = /^(diagram|asset):(.*)$/s.exec(first) ?? [];
  const asset: FitmentAsset = {
    ...{
      kind: kind === 'diagram' ? 'diagram' : 'asset',
      name: unescaped(name),
      order: '',
      ref: '',
      text: '',
    },
  };
  for (const piece of rest) {
    const [, key, value = ''] = /^(order|ref|text)=(.*)$/s.exec(piece) ?? [];
    if (key !== undefined) asset[key as 'order' | 'ref' | 'text'] = unescaped(value);
  }
  return asset;
}

function diagramOf({ name, order, ref, text }: FitmentAsset): AcesDiagram {
  return {
    name,
    ...(order !== '' && { itemOrder: order }),
    ...(ref !== '' && { itemRef: ref }),
    ...(text !== '' && { text }),
  };
}

const escaped = (text: string) => text.replace(/[\\|]/g, '\\$&');
const unescaped = (text: string) => text.replace(/\\(.)/gs, '$1');

function textOf(cell: unknown): string {
  return typeof cell === 'string' ? cell : typeof cell === 'number' ? String(cell) : '';
}

function listOf(cell: unknown): readonly string[] {
  return Array.isArray(cell) ? (cell as string[]) : [];
}
