import type { AcesApp, AcesAttribute, AcesHeader, AcesNote, AcesRef, AcesVehicle } from './aces-feed.ts';
import type { AcesLoss } from './aces-losses.ts';
import { extrasOfCells } from './row-extras.ts';
import { readNoteText, readQualifierText } from './row-texts.ts';

/** Cells of a fitment by the names of the columns of the kind `fitments`; vehicles by typed ids of the VCdb. */
export type FitmentCells = Readonly<Record<string, unknown>>;

/** What an app doesn't hold of a row, or not as it was. */
export type TellRowLoss = (what: string, effect: AcesLoss['effect']) => void;

const WORDS = [
  ...['displacementL', 'cylinders', 'fuel', 'body', 'engineModel', 'drive', 'transmission', 'production'],
  ...['producedFrom', 'producedTo'],
];

/**
 * The app that reads as this row: what `rowOfApp` made of one, taken apart again. Undefined where it couldn't say which vehicles: it
 * would fit more of them, or none.
 * @param brand Auto Care's code of the part's brand; empty where it has none
 */
export function appOfRow(
  cells: FitmentCells,
  { id, brand, tell }: { id: string; brand: string; tell: TellRowLoss },
): AcesApp | undefined {
  const worded = WORDS.filter((name) => textOf(cells[name]) !== '');
  for (const name of worded) tell(`${name}: in words`, 'left-out');
  const vehicle = vehicleOf(cells);
  if (vehicle === undefined) tell('vehicle: without ids of the VCdb', 'left-out');
  if (worded.length > 0 || vehicle === undefined) return undefined;
  const attributes: AcesAttribute[] = [];
  const qualifiers: AcesApp['qualifiers'][number][] = [];
  const notes: AcesNote[] = notesOf(textOf(cells.note));
  for (const entry of [...listOf(cells.attributes), ...listOf(cells.qualifiers)]) {
    const [, tag = '', attribute = ''] = /^vcdb\.([A-Za-z]\w*):(\d+)$/.exec(entry) ?? [];
    const qualifier = readQualifierText(entry);
    if (tag === 'vehicleType' && vehicle.vehicleType === undefined) vehicle.vehicleType = { id: attribute };
    else if (tag !== '') attributes.push({ tag: `${tag[0]?.toUpperCase()}${tag.slice(1)}`, id: attribute });
    else if (qualifier !== undefined) qualifiers.push(qualifier);
    else {
      notes.push({ text: entry });
      tell('qualifiers: in words, as a note', 'changed');
    }
  }
  const positions: AcesRef[] = [];
  for (const entry of textOf(cells.position).split('; ').filter(Boolean)) {
    const position = idOf(entry, 'pcdb.position');
    if (position !== undefined) positions.push({ id: position });
    else {
      notes.push({ text: entry });
      tell('position: in words, as a note', 'changed');
    }
  }
  const partType = idOf(textOf(cells.partType), 'pcdb.partTerminology');
  if (partType === undefined && textOf(cells.partType) !== '') tell('partType: no id of the PCdb', 'dropped');
  if (textOf(cells.confidence) !== '' && Number(cells.confidence) !== 1) tell('confidence', 'dropped');
  if (brand === '') tell('brand: without a code', 'dropped');
  const { subBrand, ...extras } = extrasOfCells(cells, (what) => tell(what, 'changed'));
  return {
    ...{ kind: 'app', id, action: 'A', line: 0, vehicle, attributes, qualifiers, notes },
    ...{ unknown: [], positions, ...extras },
    quantity: Number(textOf(cells.quantity) || '1'),
    ...(partType !== undefined && { partType: { id: partType } }),
    part: {
      number: textOf(cells.partNumber),
      ...(brand !== '' && { brand }),
      ...(subBrand !== undefined && { subBrand }),
    },
  };
}

function vehicleOf(cells: FitmentCells): AcesVehicle | undefined {
  const [base, make, model] = [textOf(cells.baseVehicle), textOf(cells.make), textOf(cells.model)];
  const [from, to] = [Number(textOf(cells.yearFrom)), Number(textOf(cells.yearTo))];
  if (base !== '') {
    const baseVehicle = idOf(base, 'vcdb.baseVehicle');
    if (baseVehicle !== undefined) return { baseVehicle: { id: baseVehicle } };
    const equipmentBase = idOf(base, 'vcdb.equipmentBase');
    return equipmentBase === undefined ? undefined : { equipmentBase: { id: equipmentBase } };
  }
  const makeId = idOf(make, 'vcdb.make');
  if (makeId !== undefined) {
    const modelId = idOf(model, 'vcdb.model');
    if ((modelId === undefined && model !== '*') || from === 0) return undefined;
    const years = { from, to: to === 0 ? from : to };
    return { years, make: { id: makeId }, ...(modelId !== undefined && { model: { id: modelId } }) };
  }
  const [mfr, equipmentModel] = [idOf(make, 'vcdb.mfr'), idOf(model, 'vcdb.equipmentModel')];
  if (mfr === undefined || equipmentModel === undefined) return undefined;
  const production = { ...(from !== 0 && { from }), ...(to !== 0 && { to }) };
  return {
    ...{ mfr: { id: mfr }, equipmentModel: { id: equipmentModel } },
    ...(from + to > 0 && { production }),
  };
}

/** `Exc. Wagon [12 en]; Second`: each with the id and the language that it came with. */
function notesOf(text: string): AcesNote[] {
  if (text === '') return [];
  return text.split('; ').map(readNoteText);
}

/** Header of a file of these fitments, by what the feed that they came from said of itself. */
export function headerOfFeed(feed: string, release: string): Partial<AcesHeader> {
  const at = feed.indexOf(': ');
  const [, date, vcdb] = /^(\d{4}-\d{2}-\d{2})?(?: ?\(VCdb ([^)]+)\))?$/.exec(release) ?? [];
  return {
    ...(feed !== '' && { company: at < 0 ? feed : feed.slice(0, at) }),
    ...(at >= 0 && { documentTitle: feed.slice(at + 2) }),
    ...(date !== undefined && { effectiveDate: date }),
    ...(vcdb !== undefined && { vcdbDate: vcdb }),
  };
}

function idOf(text: string, kind: string): string | undefined {
  return text.startsWith(`${kind}:`) && /^\d+$/.test(text.slice(kind.length + 1))
    ? text.slice(kind.length + 1)
    : undefined;
}

function textOf(cell: unknown): string {
  return typeof cell === 'string' ? cell : typeof cell === 'number' ? String(cell) : '';
}

function listOf(cell: unknown): readonly string[] {
  return Array.isArray(cell) ? (cell as string[]) : [];
}
