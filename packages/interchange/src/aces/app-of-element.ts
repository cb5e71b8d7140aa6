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
import { ACES_ATTRIBUTES } from './aces-names.ts';
import { attributeOf, digits, type RecordFault, refOf, token, unknownOf } from './read-element.ts';

const ATTRIBUTES: ReadonlySet<string> = new Set(ACES_ATTRIBUTES);
const VEHICLE_REFS: Readonly<Record<string, keyof AcesVehicle>> = {
  BaseVehicle: 'baseVehicle',
  Make: 'make',
  Model: 'model',
  VehicleType: 'vehicleType',
  EquipmentBase: 'equipmentBase',
  Mfr: 'mfr',
  EquipmentModel: 'equipmentModel',
};
const NONE: readonly never[] = [];

/** Everything that an app or an asset may hold, while it is read. */
interface Draft {
  vehicle: AcesVehicle;
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

/** @param submission of the header, which says what an app without an action means: in a full file all are added. */
export function appOfElement(element: XmlElement, submission: string, fault: RecordFault): AcesApp {
  const draft = read(element, fault);
  const { part, quantity, partType, displayOrder } = draft;
  if (part === undefined) fault('part-missing', element, '', 'The app names no part.');
  const diagram = draft.diagram ?? oldDiagram(draft);
  return {
    kind: 'app',
    ...scope(element, draft, submission, fault),
    ...(quantity !== undefined && { quantity }),
    ...(partType !== undefined && { partType }),
    positions: orNone(draft.positions),
    part: part ?? { number: '' },
    mfrLabels: orNone(draft.mfrLabels),
    ...(displayOrder !== undefined && { displayOrder }),
    ...(diagram !== undefined && { diagram }),
    assets: orNone(draft.assets),
  };
}

export function assetOfElement(element: XmlElement, submission: string, fault: RecordFault): AcesAsset {
  const draft = read(element, fault);
  const { assetName } = draft;
  if (assetName === '') fault('asset-name-missing', element, '', 'The asset has no name.');
  return { kind: 'asset', ...scope(element, draft, submission, fault), assetName };
}

function scope(element: XmlElement, draft: Draft, submission: string, fault: RecordFault) {
  const { vehicle, attributes, qualifiers, notes, unknown } = draft;
  if (vehicleForms(vehicle).length === 0) {
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
  const { name } = child;
  if (ATTRIBUTES.has(name)) {
    draft.attributes.push({ tag: name, ...refOf(child, fault) });
    return;
  }
  const vehicleRef = VEHICLE_REFS[name];
  if (vehicleRef !== undefined) {
    once(draft.vehicle, vehicleRef, refOf(child, fault), child, fault);
    return;
  }
  switch (name) {
    case 'Years':
      once(draft.vehicle, 'years', yearsOf(child, fault), child, fault);
      return;
    case 'ProductionYears':
      once(draft.vehicle, 'production', productionOf(child, fault), child, fault);
      return;
    case 'Qual':
      draft.qualifiers.push(qualifierOf(child, draft, fault));
      return;
    case 'Note':
      addNote(child, draft, fault);
      return;
    case 'Qty':
      once(draft, 'quantity', quantityOf(child, fault), child, fault);
      return;
    case 'PartType':
      once(draft, 'partType', refOf(child, fault), child, fault);
      return;
    case 'Position':
      draft.positions.push(refOf(child, fault));
      return;
    case 'Part':
      once(draft, 'part', partOf(child, fault), child, fault);
      return;
    case 'MfrLabel':
      addLabel(child, draft);
      return;
    case 'DisplayOrder':
      once(draft, 'displayOrder', token(child.text), child, fault);
      return;
    case 'AssetName':
      if (draft.assetName !== '' && draft.assetName !== token(child.text)) repeated(child, fault);
      draft.assetName = token(child.text);
      return;
    case 'AssetItemOrder':
      draft.itemOrder = token(child.text);
      return;
    case 'AssetItemRef':
      draft.itemRef = token(child.text);
      return;
    case 'DiagramAsset':
      once(draft, 'diagram', diagramOf(child), child, fault);
      return;
    case 'NonDiagramAssets':
      for (const asset of child.children) addAsset(asset, draft);
      return;
    default:
      draft.unknown.push(unknownOf(child));
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

function yearsOf(child: XmlElement, fault: RecordFault): AcesVehicle['years'] {
  const [from, to] = ['from', 'to'].map((name) => yearOf(attributeOf(child, name) ?? ''));
  if (from !== undefined && to !== undefined && from <= to) return { from, to };
  const given = `${attributeOf(child, 'from') ?? ''}-${attributeOf(child, 'to') ?? ''}`;
  fault('years-invalid', child, given, 'The years are four digits each, the first not after the last.');
  return undefined;
}

function productionOf(child: XmlElement, fault: RecordFault): AcesVehicle['production'] {
  const [start, end] = ['ProductionStart', 'ProductionEnd'].map((name) => attributeOf(child, name));
  const [from, to] = [start, end].map((given) => (given === undefined ? undefined : yearOf(given)));
  if ((start !== undefined && from === undefined) || (end !== undefined && to === undefined))
    fault(
      'years-invalid',
      child,
      `${start ?? ''}-${end ?? ''}`,
      'The years of production are four digits each.',
    );
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

function yearOf(given: string): number | undefined {
  const plain = given.trim();
  return /^(?:1[89]|2[01])\d\d$/.test(plain) ? Number(plain) : undefined;
}

function qualifierOf(child: XmlElement, draft: Draft, fault: RecordFault): AcesQualifier {
  const params: AcesParam[] = [];
  let text = '';
  for (const each of child.children) {
    if (each.name === 'param') params.push(paramOf(each));
    else if (each.name === 'text') text = text === '' ? each.text.trim() : `${text} ${each.text.trim()}`;
    else draft.unknown.push(unknownOf(each));
  }
  return { id: refOf(child, fault).id, params, text };
}

function paramOf(element: XmlElement): AcesParam {
  const [uom, altValue, altUom] = ['uom', 'altvalue', 'altuom'].map((name) => attributeOf(element, name));
  const text = element.text.trim();
  return {
    value: attributeOf(element, 'value') ?? '',
    ...(uom !== undefined && { uom: uom.trim() }),
    ...(altValue !== undefined && { altValue }),
    ...(altUom !== undefined && { altUom: altUom.trim() }),
    ...(text !== '' && { text }),
  };
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

/** ISO 639-1; ACES calls Spanish `sp` up to 3.2. */
function langOf(child: XmlElement): string | undefined {
  const lang = attributeOf(child, 'lang')?.trim().toLowerCase();
  if (lang === '') return undefined;
  return lang === 'sp' ? 'es' : lang;
}

/** Up to 3.2 a text by the schema, which has to be read as a number all the same. */
function quantityOf(child: XmlElement, fault: RecordFault): number | undefined {
  const text = child.text.trim();
  const found = /^\+?0*([1-9]\d{0,5})(?:\.0+)?$/.exec(text);
  if (found !== null) return Number(found[1]);
  fault('quantity-invalid', child, text, 'The quantity is a whole number, 1 or more.');
  return undefined;
}

function partOf(child: XmlElement, fault: RecordFault): AcesApp['part'] | undefined {
  const number = token(child.text);
  const brand = brandOf(child, 'BrandAAIAID', 'BrandID');
  const subBrand = brandOf(child, 'SubBrandAAIAID', 'SubBrandID');
  if (number === '') {
    fault('part-missing', child, '', 'The number of the part is empty.');
    return undefined;
  }
  return { number, ...(brand !== undefined && { brand }), ...(subBrand !== undefined && { subBrand }) };
}

function brandOf(child: XmlElement, old: string, name: string): string | undefined {
  const code = token(attributeOf(child, old) ?? attributeOf(child, name) ?? '');
  return code === '' ? undefined : code;
}

function oldDiagram({ assetName, itemOrder, itemRef }: Draft): AcesDiagram | undefined {
  if (assetName === '' && itemOrder === '' && itemRef === '') return undefined;
  return { name: assetName, ...(itemOrder !== '' && { itemOrder }), ...(itemRef !== '' && { itemRef }) };
}

function diagramOf(child: XmlElement): AcesDiagram {
  const itemOrder = token(attributeOf(child, 'AssetItemOrder') ?? '');
  const itemRef = token(attributeOf(child, 'AssetItemRef') ?? '');
  const text = token(child.text);
  return {
    name: token(attributeOf(child, 'AssetName') ?? ''),
    ...(itemOrder !== '' && { itemOrder }),
    ...(itemRef !== '' && { itemRef }),
    ...(text !== '' && { text }),
  };
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
