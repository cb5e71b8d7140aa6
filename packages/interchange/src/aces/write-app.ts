import { xmlAttribute, xmlText } from '../xml-out.ts';
import type { AcesDialect } from './aces-dialect.ts';
import type { AcesApp, AcesAsset, AcesLabel, AcesParam, AcesQualifier, AcesRef } from './aces-feed.ts';
import { ACES_ATTRIBUTES, ACES_OLD_ATTRIBUTES } from './aces-names.ts';
import { token } from './read-element.ts';

/** Told of what the version can't hold. */
export type TellLoss = (what: string, effect: 'left-out' | 'dropped' | 'changed' | 'not-standard') => void;

/** A text as XML can hold it; what it can't hold is told. */
export type Hold = (text: string) => string;

interface Writing {
  dialect: AcesDialect;
  tell: TellLoss;
  hold: Hold;
}

const ORDER = new Map<string, number>(ACES_ATTRIBUTES.map((tag, at) => [tag, at]));
const NEWER_ATTRIBUTES = new Set(['EngineBlock', 'EngineBoreStroke']);
const OLD_ATTRIBUTES: ReadonlySet<string> = new Set(ACES_OLD_ATTRIBUTES);
export const END = '\r\n';

/**
 * An app as the version has it. Empty where the version can't hold what narrows it: without that the app would fit more
 * vehicles, or another part.
 */
export function writeApp(app: AcesApp, writing: Writing): string {
  const { dialect, tell, hold } = writing;
  const { names } = dialect;
  const number = token(hold(app.part.number));
  if (!partFits(number, dialect, tell)) return '';
  const scope = writeScope('App', app, writing);
  if (scope === '') return '';
  let xml = scope;
  if (app.quantity === undefined) tell('Qty: missing', 'not-standard');
  else xml += line('Qty', '', String(app.quantity));
  if (app.partType === undefined) tell(`${names.partType}: missing`, 'not-standard');
  else xml += reference(names.partType, app.partType, hold);
  xml += writeLabels(app.mfrLabels, writing);
  if (app.positions.length > 1) tell('Position: several', 'not-standard');
  for (const position of app.positions) xml += reference('Position', position, hold);
  let brands = code(names.brand, app.part.brand, hold);
  if (app.part.subBrand !== undefined) {
    if (dialect.regions) brands += code(names.subBrand, app.part.subBrand, hold);
    else tell(`${names.subBrand} of a part`, 'dropped');
  }
  xml += line(names.part, brands, xmlText(number));
  const displayOrder = token(hold(app.displayOrder ?? ''));
  if (displayOrder !== '') xml += line('DisplayOrder', '', xmlText(displayOrder));
  xml += dialect.assets ? newAssets(app, hold) : oldAssets(app, writing);
  return `${xml}\t</App>${END}`;
}

export function writeAsset(asset: AcesAsset, writing: Writing): string {
  const scope = writeScope('Asset', asset, writing);
  if (scope === '') return '';
  return `${scope}${line('AssetName', '', xmlText(token(writing.hold(asset.assetName))))}\t</Asset>${END}`;
}

function partFits(number: string, { partNumber, names }: AcesDialect, tell: TellLoss): boolean {
  if (number.length > partNumber.length) {
    tell(`${names.part}: longer than ${partNumber.length}`, 'left-out');
    return false;
  }
  if (partNumber.forbidden?.test(number) === true) {
    tell(`${names.part}: characters that aren’t allowed`, 'left-out');
    return false;
  }
  return true;
}

/** The start tag and all down to the notes. */
function writeScope(tag: 'App' | 'Asset', record: AcesApp | AcesAsset, writing: Writing): string {
  const { dialect, tell, hold } = writing;
  let isWhole = true;
  for (const { tag: name } of record.attributes) {
    if (!OLD_ATTRIBUTES.has(name) && (dialect.equipment || !NEWER_ATTRIBUTES.has(name))) continue;
    tell(name, 'left-out');
    isWhole = false;
  }
  if (!isWhole) return '';
  const vehicle = writeVehicle(record, writing);
  if (vehicle === '') return '';
  const id = token(hold(record.id));
  let xml = `\t<${tag} action="${record.action}"${id === '' ? '' : ` id="${xmlAttribute(id)}"`}`;
  xml += attribute('ref', record.ref, hold);
  xml += `${record.validate ? '' : ' validate="no"'}>${END}${vehicle}`;
  for (const each of inOrder(record)) xml += reference(each.tag, each, hold);
  let worded = '';
  for (const qualifier of record.qualifiers) {
    if (qualifier.id !== '') xml += writeQualifier(qualifier, writing);
    else {
      tell('Qual: without id, as a note', 'changed');
      worded += line('Note', '', xmlText(hold(qualifier.text).trim()));
    }
  }
  xml += worded;
  for (const { text, id: noteId, lang } of record.notes) {
    const said = hold(text).trim();
    if (said === '' && noteId === undefined) continue;
    const attributes = attribute('id', noteId, hold) + langAttribute('Note', lang, writing);
    xml += line('Note', attributes, xmlText(said));
  }
  for (const { tag: name } of record.unknown) tell(name, 'dropped');
  return xml;
}

function inOrder({ attributes }: AcesApp | AcesAsset) {
  if (attributes.length < 2) return attributes;
  return [...attributes].sort((a, b) => (ORDER.get(a.tag) ?? 999) - (ORDER.get(b.tag) ?? 999));
}

/** One form: every version has a choice of them. Empty where the version has none that the record has. */
function writeVehicle({ vehicle }: AcesApp | AcesAsset, { dialect, tell, hold }: Writing): string {
  const { baseVehicle, years, make, model, vehicleType, equipmentBase, mfr, equipmentModel, production } =
    vehicle;
  const forms: { name: string; xml: string; uses: unknown[] }[] = [];
  if (baseVehicle !== undefined)
    forms.push({
      name: 'BaseVehicle',
      xml: reference('BaseVehicle', baseVehicle, hold),
      uses: [baseVehicle],
    });
  if (years !== undefined && make !== undefined) {
    const narrowed =
      model !== undefined
        ? reference('Model', model, hold)
        : vehicleType === undefined
          ? ''
          : reference('VehicleType', vehicleType, hold);
    const xml = `\t\t<Years from="${years.from}" to="${years.to}"/>${END}${reference('Make', make, hold)}${narrowed}`;
    forms.push({ name: 'Years', xml, uses: [years, make, model ?? vehicleType] });
  }
  if (dialect.equipment && equipmentBase !== undefined)
    forms.push({
      ...{
        name: 'EquipmentBase',
        xml: reference('EquipmentBase', equipmentBase, hold),
        uses: [equipmentBase],
      },
    });
  if (dialect.equipment && mfr !== undefined && equipmentModel !== undefined) {
    const xml = [
      reference('Mfr', mfr, hold),
      reference('EquipmentModel', equipmentModel, hold),
      vehicleType === undefined ? '' : reference('VehicleType', vehicleType, hold),
      production === undefined ? '' : productionYears(production),
    ].join('');
    forms.push({ name: 'EquipmentModel', xml, uses: [mfr, equipmentModel, vehicleType, production] });
  }
  const [form] = forms;
  if (form === undefined) {
    tell('equipment', 'left-out');
    return '';
  }
  const rest = Object.entries(vehicle).filter(
    ([, value]) => value !== undefined && !form.uses.includes(value),
  );
  for (const [name] of rest) tell(`${name} beside ${form.name}`, 'dropped');
  return form.xml;
}

function productionYears({ from, to }: { from?: number; to?: number }): string {
  const start = from === undefined ? '' : ` ProductionStart="${from}"`;
  const end = to === undefined ? '' : ` ProductionEnd="${to}"`;
  return `\t\t<ProductionYears${start}${end}/>${END}`;
}

function writeQualifier({ id, params, text }: AcesQualifier, writing: Writing): string {
  const { hold } = writing;
  let xml = `\t\t<Qual id="${xmlAttribute(id)}">${END}`;
  for (const param of params) xml += writeParam(param, writing);
  return `${xml}\t\t\t<text>${xmlText(hold(text).trim())}</text>${END}\t\t</Qual>${END}`;
}

function writeParam(param: AcesParam, { dialect, tell, hold }: Writing): string {
  const unit = (name: string, given: string | undefined) => {
    const value = given === undefined ? undefined : hold(given).trim();
    if (value === undefined) return '';
    const fits =
      dialect.units === undefined ? value.length >= 1 && value.length <= 3 : dialect.units.has(value);
    if (fits) return attribute(name, value, hold);
    tell(`param/@${name}`, 'dropped');
    return '';
  };
  const attributes =
    ` value="${xmlAttribute(hold(param.value))}"` +
    unit('uom', param.uom) +
    (param.altValue === undefined ? '' : ` altvalue="${xmlAttribute(hold(param.altValue))}"`) +
    unit('altuom', param.altUom);
  const text = hold(param.text ?? '').trim();
  return text === ''
    ? `\t\t\t<param${attributes}/>${END}`
    : `\t\t\t<param${attributes}>${xmlText(text)}</param>${END}`;
}

function langAttribute(tag: string, lang: string | undefined, { dialect, tell, hold }: Writing): string {
  if (lang === undefined) return '';
  const code = hold(lang).trim().toLowerCase();
  const fits = dialect.languages === undefined ? code.length === 2 : dialect.languages.has(code);
  if (fits) return ` lang="${code === 'es' ? dialect.spanish : xmlAttribute(code)}"`;
  tell(`${tag}/@lang`, 'dropped');
  return '';
}

function writeLabels(labels: readonly AcesLabel[], writing: Writing): string {
  const { dialect, tell, hold } = writing;
  let xml = '';
  let written = 0;
  for (const { text, lang } of labels) {
    const said = hold(text).trim();
    if (said === '') continue;
    if (!dialect.assets && written > 0) {
      tell('MfrLabel: several', 'dropped');
      continue;
    }
    written += 1;
    if (!dialect.assets && lang !== undefined) tell('MfrLabel/@lang', 'dropped');
    xml += line('MfrLabel', dialect.assets ? langAttribute('MfrLabel', lang, writing) : '', xmlText(said));
  }
  return xml;
}

function newAssets({ diagram, assets }: AcesApp, hold: Hold): string {
  let xml = '';
  if (diagram !== undefined) {
    const { name, itemOrder, itemRef, text } = diagram;
    const attributes =
      ` AssetName="${xmlAttribute(token(hold(name)))}"` +
      code('AssetItemOrder', itemOrder, hold) +
      code('AssetItemRef', itemRef, hold);
    xml += line('DiagramAsset', attributes, xmlText(token(hold(text ?? ''))));
  }
  if (assets.length === 0) return xml;
  const each = assets.map(({ name, sequence }) => {
    const attributes = code('AssetSequence', sequence, hold);
    return `\t\t\t<NonDiagramAsset AssetName="${xmlAttribute(token(hold(name)))}"${attributes}/>${END}`;
  });
  return `${xml}\t\t<NonDiagramAssets>${END}${each.join('')}\t\t</NonDiagramAssets>${END}`;
}

/** The one asset of an app up to 4.2, which the trade uses for any, be it a diagram or not. */
function oldAssets({ diagram, assets }: AcesApp, { tell, hold }: Writing): string {
  const [first, ...rest] = assets;
  for (const _ of diagram === undefined ? rest : assets) tell('NonDiagramAsset', 'dropped');
  if (diagram === undefined) {
    if (first === undefined) return '';
    tell('NonDiagramAsset', 'changed');
    if (first.sequence !== undefined) tell('NonDiagramAsset/@AssetSequence', 'dropped');
    const name = token(hold(first.name));
    return name === '' ? '' : line('AssetName', '', xmlText(name));
  }
  const [name, order, ref] = [diagram.name, diagram.itemOrder ?? '', diagram.itemRef ?? ''].map((each) =>
    token(hold(each)),
  );
  if (token(hold(diagram.text ?? '')) !== '') tell('DiagramAsset: text', 'dropped');
  const given = [
    ['AssetName', name],
    ['AssetItemOrder', order],
    ['AssetItemRef', ref],
  ] as const;
  return given.map(([tag, value = '']) => (value === '' ? '' : line(tag, '', xmlText(value)))).join('');
}

function reference(tag: string, { id, text }: AcesRef, hold: Hold): string {
  return line(tag, ` id="${xmlAttribute(id)}"`, text === undefined ? '' : xmlText(token(hold(text))));
}

function attribute(name: string, value: string | undefined, hold: Hold): string {
  const held = value === undefined ? '' : hold(value);
  return held === '' ? '' : ` ${name}="${xmlAttribute(held)}"`;
}

/** An attribute whose blanks don't count. */
export function code(name: string, value: string | undefined, hold: Hold): string {
  return value === undefined ? '' : attribute(name, token(hold(value)), (held) => held);
}

/** @param attributes and @param text as XML. */
export function line(tag: string, attributes: string, text: string): string {
  return text === '' ? `\t\t<${tag}${attributes}/>${END}` : `\t\t<${tag}${attributes}>${text}</${tag}>${END}`;
}
