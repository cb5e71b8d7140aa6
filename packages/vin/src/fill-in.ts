import { CONVERSIONS, converted } from './conversions.ts';
import { chinaWmi } from './data/china-wmi.ts';
import { fillMake } from './fill-make.ts';
import type { Match, Pass } from './match-patterns.ts';
import { ELEMENT, type TableElement } from './provenance.ts';
import { at } from './table-format.ts';
import type { VinAttribute, VinDecode } from './vin-decode.ts';
import type { VinTable } from './vin-table.ts';

/**
 * Power (kW, hp from and to): vPIC overrides the engine model's by patterns for each vehicle, which the source lacks, and
 * in nine of ten live answers the two differ.
 */
const POWER_ELEMENTS: ReadonlySet<number> = new Set([21, 71, 125]);

function elementNames(table: VinTable): Map<number, string> {
  return new Map(table.elements.map(({ id, name }) => [id, name]));
}

const namesOf = new WeakMap<VinTable, Map<number, string>>();

function nameOf(table: VinTable, element: number): string {
  let names = namesOf.get(table);
  if (names === undefined) {
    names = elementNames(table);
    namesOf.set(table, names);
  }
  return names.get(element) ?? '';
}

function sourceOf(table: VinTable, wmi: string, { key, schema }: Match): string {
  return `pattern ${wmi}/${table.keyText(key)} ${table.schemaText(schema)}`;
}

/** The pass's values by element name; several of a note element are joined by `; `. */
export function attributesOfPass(table: VinTable, wmi: string, pass: Pass): Record<string, VinAttribute> {
  const attributes: Record<string, VinAttribute> = {};
  for (const match of pass.matches) {
    const name = table.elements[match.element]?.name ?? '';
    const value = table.text(at(table.sections.pairValues, match.pair));
    const known = attributes[name];
    if (known === undefined) attributes[name] = { value, source: sourceOf(table, wmi, match) };
    else if (!known.value.split('; ').includes(value)) known.value += `; ${value}`;
  }
  return attributes;
}

/** All that follows from the patterns: engine model, make, conversions, in vPIC's order. */
export function fillIn(table: VinTable, decode: VinDecode, pass: Pass | undefined, wmi: number): void {
  const matched = pass !== undefined && pass.patterns > 0;
  const { attributes } = decode;
  const china = chinaWmi(decode.wmi);
  if (matched) {
    Object.assign(attributes, attributesOfPass(table, decode.wmi, pass));
    // What an engine model says comes before what is converted, but is itself converted last.
    const convertedFirst = conversionsOf(table, attributes);
    fillFromEngine(table, attributes, pass);
    for (const [name, value] of Object.entries(convertedFirst)) attributes[name] ??= value;
    Object.assign(attributes, conversionsOf(table, attributes));
  }
  const model = matched ? modelOf(table, pass) : -1;
  // What vPIC knows under the WMI of a Chinese maker is what was sold in the USA.
  if (model < 0 && china !== undefined) delete attributes.vehicleType;
  if (model >= 0) decode.modelId = `md${at(table.sections.modelIds, model)}`;
  else if (matched) {
    decode.notes.push({ code: 'model-unknown', message: 'The patterns that match name no model.' });
  }
  fillMake(table, decode, model, wmi);
}

/** Number of the model that the pass names; -1 where it names none. */
export function modelOf(table: VinTable, pass: Pass): number {
  for (const { element, pair } of pass.matches) {
    if (table.elements[element]?.id === ELEMENT.model) return at(table.sections.pairRefs, pair) - 1;
  }
  return -1;
}

function fillFromEngine(table: VinTable, attributes: Record<string, VinAttribute>, pass: Pass): void {
  const { sections } = table;
  for (const { element, pair } of pass.matches) {
    if (table.elements[element]?.id !== ELEMENT.engineModel) continue;
    const engine = at(sections.pairRefs, pair);
    if (engine === 0) return;
    const source = `rule: engine model ${table.text(at(sections.pairValues, pair))}`;
    for (let row = at(sections.engineStarts, engine - 1); row < at(sections.engineStarts, engine); row += 1) {
      const given = at(sections.enginePairs, row);
      const { id, name } = table.elements[at(sections.pairElements, given)] as TableElement;
      if (POWER_ELEMENTS.has(id)) continue;
      attributes[name] ??= { value: table.text(at(sections.pairValues, given)), source };
    }
  }
}

/** Displacements in the units that `attributes` lacks. */
function conversionsOf(
  table: VinTable,
  attributes: Record<string, VinAttribute>,
): Record<string, VinAttribute> {
  const found: Record<string, VinAttribute> = {};
  for (const conversion of CONVERSIONS) {
    const to = nameOf(table, conversion.to);
    const from = nameOf(table, conversion.from);
    const given = attributes[from] ?? found[from];
    if (given === undefined || attributes[to] !== undefined || found[to] !== undefined) continue;
    const value = converted(given.value, conversion);
    if (value !== '') found[to] = { value, source: `rule: ${conversion.rule}` };
  }
  return found;
}
