import type { XmlElement } from '../xml-records.ts';
import {
  type AcesApp,
  type AcesAsset,
  type AcesAttribute,
  type AcesDiagram,
  type AcesNote,
  type AcesParam,
  type AcesQualifier,
  type AcesRef,
  type AcesUnknown,
  type AcesVehicle,
  vehicleForms,
} from './aces-feed.ts';
import { ACES_ATTRIBUTES, ACES_OLD_ATTRIBUTES } from './aces-names.ts';
import { diagramOf, langOf, paramOf, partOf, productionOf, quantityOf, yearsOf } from './app-parts.ts';
import { attributeOf, digits, type RecordFault, refOf, token, unknownOf } from './read-element.ts';

const NONE: readonly never[] = [];
/** Elements that hold others. */
const HOLDERS = new Set(['Qual', 'NonDiagramAssets']);
const KNOWN_OF_QUALIFIER = new Set(['param', 'text']);

/** Everything that an app or an asset may hold, while it is read. */
interface Draft {
  vehicle: AcesVehicle;
  hasWrongYears: boolean;
  attributes: AcesAttribute[];
  qualifiers: AcesQualifier[];
  notes: AcesNote[];
  unknown: AcesUnknown[];
  quantity: number | undefined;
  partType: AcesRef | undefined;
  positions: AcesRef[];
  part: AcesApp['part'] | undefined;
  mfrLabels: { text: string; lang?: string }[];
  displayOrder: string | undefined;
  diagram: AcesDiagram | undefined;
  assetName: string;
  itemOrder: string;
  itemRef: string;
  assets: { name: string; sequence?: string }[];
}

type ReadChild = (child: XmlElement, draft: Draft, fault: RecordFault) => void;

function attributeReader(tag: string): ReadChild {
  return (child, draft, fault) => {
    const { id, text } = refOf(child, fault);
    draft.attributes.push(text === undefined ? { tag, id } : { tag, id, text });
  };
}

function vehicleReader(key: keyof AcesVehicle): ReadChild {
  return (child, draft, fault) => once(draft.vehicle, key, refOf(child, fault), child, fault);
}

function textReader(key: 'itemOrder' | 'itemRef'): ReadChild {
  return (child, draft) => {
    draft[key] = token(child.text);
  };
}

const READERS: ReadonlyMap<string, ReadChild> = new Map<string, ReadChild>([
  ...[...ACES_ATTRIBUTES, ...ACES_OLD_ATTRIBUTES].map((tag) => [tag, attributeReader(tag)] as const),
  ['BaseVehicle', vehicleReader('baseVehicle')],
  ['Make', vehicleReader('make')],
  ['Model', vehicleReader('model')],
  ['VehicleType', vehicleReader('vehicleType')],
  ['EquipmentBase', vehicleReader('equipmentBase')],
  ['Mfr', vehicleReader('mfr')],
  ['EquipmentModel', vehicleReader('equipmentModel')],
  [
    'Years',
    (child, draft, fault) => {
      const years = yearsOf(child, fault);
      draft.hasWrongYears ||= years === undefined;
      once(draft.vehicle, 'years', years, child, fault);
    },
  ],
  [
    'ProductionYears',
    (child, { vehicle }, fault) => once(vehicle, 'production', productionOf(child, fault), child, fault),
  ],
  ['Qual', (child, draft, fault) => void draft.qualifiers.push(qualifierOf(child, draft, fault))],
  ['Note', addNote],
  ['Qty', (child, draft, fault) => once(draft, 'quantity', quantityOf(child, fault), child, fault)],
  ['PartType', (child, draft, fault) => once(draft, 'partType', refOf(child, fault), child, fault)],
  ['Position', (child, draft, fault) => void draft.positions.push(refOf(child, fault))],
  ['Part', (child, draft, fault) => once(draft, 'part', partOf(child, fault), child, fault)],
  ['MfrLabel', addLabel],
  ['DisplayOrder', (child, draft, fault) => once(draft, 'displayOrder', token(child.text), child, fault)],
  ['AssetName', addAssetName],
  ['AssetItemOrder', textReader('itemOrder')],
  ['AssetItemRef', textReader('itemRef')],
  ['DiagramAsset', (child, draft, fault) => once(draft, 'diagram', diagramOf(child), child, fault)],
  [
    'NonDiagramAssets',
    (child, draft) => {
      for (const asset of child.children) addAsset(asset, draft);
    },
  ],
]);

/** What no asset of a vehicle has: it would be read and then forgotten. */
const OF_APPS_ALONE = new Set([
  ...['Qty', 'PartType', 'Position', 'Part', 'MfrLabel', 'DisplayOrder', 'AssetItemOrder', 'AssetItemRef'],
  ...['DiagramAsset', 'NonDiagramAssets'],
]);

/** @param submission of the header, which says what an app without an action means: in a full file all are added. */
export function appOfElement(element: XmlElement, submission: string, fault: RecordFault): AcesApp {
  const draft = read(element, fault);
  const { part, quantity, partType, displayOrder } = draft;
  if (part === undefined) fault('part-missing', element, '', 'The app names no part.');
  const diagram = draft.diagram ?? oldDiagram(draft);
  const base = scope(element, draft, submission, fault);
  const app: AcesApp = {
    kind: 'app',
    id: base.id,
    action: base.action,
    validate: base.validate,
    vehicle: base.vehicle,
    attributes: base.attributes,
    qualifiers: base.qualifiers,
    notes: base.notes,
    unknown: base.unknown,
    line: base.line,
    positions: orNone(draft.positions),
    part: part ?? { number: '' },
    mfrLabels: orNone(draft.mfrLabels),
    assets: orNone(draft.assets),
  };
  // Set one by one: a feed has millions of apps, and spreads of what is mostly absent take a tenth of the time.
  if (base.ref !== undefined) app.ref = base.ref;
  if (quantity !== undefined) app.quantity = quantity;
  if (partType !== undefined) app.partType = partType;
  if (displayOrder !== undefined) app.displayOrder = displayOrder;
  if (diagram !== undefined) app.diagram = diagram;
  return app;
}

export function assetOfElement(element: XmlElement, submission: string, fault: RecordFault): AcesAsset {
  const draft = emptyDraft();
  for (const child of element.children) {
    if (OF_APPS_ALONE.has(child.name)) draft.unknown.push(unknownOf(child));
    else readChild(child, draft, fault);
  }
  const { assetName } = draft;
  if (assetName === '') fault('asset-name-missing', element, '', 'The asset has no name.');
  return { kind: 'asset', ...scope(element, draft, submission, fault), assetName };
}

function scope(element: XmlElement, draft: Draft, submission: string, fault: RecordFault) {
  const { vehicle, attributes, qualifiers, notes, unknown } = draft;
  // Of wrong years it is said that they are wrong.
  const isToldOf = draft.hasWrongYears && vehicle.make !== undefined;
  if (vehicleForms(vehicle).length === 0 && !isToldOf) {
    const message =
      'The vehicle is missing: a base vehicle, years and a make, an equipment base, or a maker and its equipment model.';
    fault('vehicle-missing', element, '', message);
  }
  const ref = attributeOf(element, 'ref');
  return {
    id: token(attributeOf(element, 'id') ?? ''),
    action: actionOf(element, submission, fault),
    validate: (attributeOf(element, 'validate') ?? '').trim().toLowerCase() !== 'no',
    ...(ref !== undefined && { ref }),
    vehicle,
    attributes: orNone(attributes),
    qualifiers: orNone(qualifiers),
    notes: orNone(notes),
    unknown: orNone(unknown),
    line: element.line,
  };
}

function actionOf(element: XmlElement, submission: string, fault: RecordFault): 'A' | 'D' {
  const given = attributeOf(element, 'action');
  const action = given?.trim().toUpperCase();
  if (action === 'A' || action === 'D') return action;
  if (given === undefined && submission === 'FULL') return 'A';
  const message = 'The action is A (add) or D (delete); only in a full file may it be left out.';
  fault('action-invalid', element, given ?? '', message);
  return 'A';
}

function read(element: XmlElement, fault: RecordFault): Draft {
  const draft = emptyDraft();
  for (const child of element.children) readChild(child, draft, fault);
  return draft;
}

function readChild(child: XmlElement, draft: Draft, fault: RecordFault): void {
  const reader = READERS.get(child.name);
  if (reader === undefined) draft.unknown.push(unknownOf(child));
  else {
    reader(child, draft, fault);
    // What stands within a text, such as tags of HTML in a note, is none of it, and not lost without a word.
    if (child.children.length > 0 && !HOLDERS.has(child.name))
      draft.unknown.push(...child.children.map(unknownOf));
  }
}

/** Sets what a record has once. Given twice, it has to be the same. */
function once<T extends object, K extends keyof T>(
  target: T,
  key: K,
  value: T[K] | undefined,
  child: XmlElement,
  fault: RecordFault,
): void {
  if (value === undefined) return;
  const before = target[key];
  if (before !== undefined && JSON.stringify(before) !== JSON.stringify(value)) repeated(child, fault);
  else target[key] = value;
}

function repeated(child: XmlElement, fault: RecordFault): void {
  fault('element-repeated', child, token(child.text), `<${child.name}> stands twice and says two things.`);
}

/** The schemas want an id and the text in `<text>`; some senders write the words alone, also without that element. */
function qualifierOf(child: XmlElement, draft: Draft, fault: RecordFault): AcesQualifier {
  const params: AcesParam[] = [];
  let text = child.text.trim();
  for (const each of child.children) {
    if (KNOWN_OF_QUALIFIER.has(each.name)) draft.unknown.push(...each.children.map(unknownOf));
    if (each.name === 'param') params.push(paramOf(each));
    else if (each.name === 'text') text = text === '' ? each.text.trim() : `${text} ${each.text.trim()}`;
    else draft.unknown.push(unknownOf(each));
  }
  const isInWords = text !== '' && params.length === 0 && (attributeOf(child, 'id') ?? '').trim() === '';
  return { id: isInWords ? '' : refOf(child, fault).id, params, text };
}

/** Empty notes are written by tools that have none to write. */
function addNote(child: XmlElement, draft: Draft, fault: RecordFault): void {
  const given = attributeOf(child, 'id');
  const lang = langOf(child);
  const text = child.text.trim();
  if (text === '' && given === undefined) return;
  const id = given === undefined ? undefined : digits(given);
  if (given !== undefined && id === undefined)
    fault('id-invalid', child, given, 'The id of <Note> is a whole number; this is none.');
  draft.notes.push({ text, ...(id !== undefined && { id }), ...(lang !== undefined && { lang }) });
}

function addLabel(child: XmlElement, draft: Draft): void {
  const lang = langOf(child);
  const text = child.text.trim();
  if (text !== '') draft.mfrLabels.push({ text, ...(lang !== undefined && { lang }) });
}

function addAssetName(child: XmlElement, draft: Draft, fault: RecordFault): void {
  const name = token(child.text);
  if (draft.assetName !== '' && draft.assetName !== name) repeated(child, fault);
  draft.assetName = name;
}

function oldDiagram({ assetName, itemOrder, itemRef }: Draft): AcesDiagram | undefined {
  if (assetName === '' && itemOrder === '' && itemRef === '') return undefined;
  return { name: assetName, ...(itemOrder !== '' && { itemOrder }), ...(itemRef !== '' && { itemRef }) };
}

function addAsset(child: XmlElement, draft: Draft): void {
  if (child.name !== 'NonDiagramAsset') {
    draft.unknown.push(unknownOf(child));
    return;
  }
  const sequence = token(attributeOf(child, 'AssetSequence') ?? '');
  draft.assets.push({
    name: token(attributeOf(child, 'AssetName') ?? ''),
    ...(sequence !== '' && { sequence }),
  });
}

function emptyDraft(): Draft {
  return {
    vehicle: {},
    hasWrongYears: false,
    attributes: [],
    qualifiers: [],
    notes: [],
    unknown: [],
    quantity: undefined,
    partType: undefined,
    positions: [],
    part: undefined,
    mfrLabels: [],
    displayOrder: undefined,
    diagram: undefined,
    assetName: '',
    itemOrder: '',
    itemRef: '',
    assets: [],
  };
}

function orNone<T>(list: T[]): readonly T[] {
  return list.length === 0 ? NONE : list;
}
