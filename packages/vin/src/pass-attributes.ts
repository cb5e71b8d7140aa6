import type { VinPass } from './complete-pass.ts';
import { CONVERSION_RULES } from './conversions.ts';
import { type NoteValue, SOURCE } from './pass-values.ts';
import { at } from './table-format.ts';
import { VEHICLE_TYPES } from './vehicle-type.ts';
import type { VinAttribute } from './vin-decode.ts';
import type { VinTable } from './vin-table.ts';

function otherSource(table: VinTable, source: number, key: number, schema: number): string {
  const { sections } = table;
  switch (source) {
    case SOURCE.engine:
      return `rule: engine model ${table.text(at(sections.pairValues, key))}`;
    case SOURCE.conversion:
      return CONVERSION_RULES[key] as string;
    case SOURCE.specification:
      return `vehicle specification ${at(sections.specIds, schema)} pattern ${at(sections.specPatternIds, key)}`;
    default:
      return `rule: default of the vehicle type ${VEHICLE_TYPES[key] ?? key}`;
  }
}

function addNote(
  table: VinTable,
  patternOf: string,
  note: NoteValue,
  attributes: Record<string, VinAttribute>,
): void {
  const { source, key, schema } = note;
  const name = table.elements[note.element]?.name ?? '';
  const value = table.text(at(table.sections.pairValues, note.pair));
  const known = attributes[name];
  if (known === undefined) {
    const origin =
      source === SOURCE.pattern
        ? `${patternOf}${table.keyText(key)} ${table.schemaText(schema)}`
        : otherSource(table, source, key, schema);
    attributes[name] = { value, source: origin };
  } else if (!known.value.split('; ').includes(value)) known.value += `; ${value}`;
}

/** Writes the pass's values by element name, each with its source; several of a note element are joined by `; `. */
export function writeAttributes(
  table: VinTable,
  wmi: string,
  { values }: VinPass,
  attributes: Record<string, VinAttribute>,
): void {
  const { elements, sections } = table;
  const { sources, pairs, keys, schemas, texts } = values;
  const patternOf = `pattern ${wmi}/`;
  let lastKey = -1;
  let lastSchema = -1;
  let pattern = '';
  for (let element = 0; element < sources.length; element += 1) {
    const source = at(sources, element);
    if (source === 0) continue;
    const pair = at(pairs, element);
    const key = at(keys, element);
    const schema = at(schemas, element);
    const value = pair < 0 ? (texts[element] as string) : table.text(at(sections.pairValues, pair));
    const { name } = elements[element] as { name: string };
    if (source > SOURCE.formula) {
      attributes[name] = { value, source: otherSource(table, source, key, schema) };
      continue;
    }
    if (key !== lastKey || schema !== lastSchema) {
      lastKey = key;
      lastSchema = schema;
      pattern = `${patternOf}${table.keyText(key)} ${table.schemaText(schema)}`;
    }
    attributes[name] = { value, source: pattern };
  }
  for (const note of values.notes) addNote(table, patternOf, note, attributes);
}
