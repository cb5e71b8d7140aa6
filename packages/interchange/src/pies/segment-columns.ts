import { headingKey } from '../columns.ts';
import type { XmlElement } from '../xml-records.ts';
import type { FieldSpec } from './field-spec.ts';

/** An element that is being put together from the cells of a row. */
export interface Made extends XmlElement {
  attributes: Record<string, string>;
  text: string;
  children: Made[];
}

type Place = (row: Made, value: string) => void;

export function made(name: string, line: number): Made {
  return { name, line, attributes: {}, text: '', children: [] };
}

/**
 * Where the columns of a segment's sheet go: by the names of elements and attributes, those of elements within elements also
 * with the outer name before them (`DimensionsUOM`, `DescriptionLanguageCode`).
 */
export function segmentColumns(fields: readonly FieldSpec[]): Map<string, Place> {
  const places = new Map<string, Place>();
  addPlaces(places, fields, '', (row) => row);
  return places;
}

function addPlaces(
  places: Map<string, Place>,
  fields: readonly FieldSpec[],
  outer: string,
  within: (row: Made) => Made,
): void {
  const add = (name: string, place: Place) => {
    for (const heading of outer === '' ? [name] : [`${outer}${name}`, name]) {
      const key = headingKey(heading);
      if (!places.has(key)) places.set(key, place);
    }
  };
  const nested: (() => void)[] = [];
  for (const field of fields) {
    const child = (name: string) => (row: Made) => childOf(within(row), name);
    switch (field.kind) {
      case 'text':
        add(field.column, (row, value) => {
          within(row).text = value;
        });
        break;
      case 'attribute':
        for (const name of [field.name, ...(field.later === undefined ? [] : [field.later.name])])
          add(name, (row, value) => {
            within(row).attributes[field.name] = value;
          });
        break;
      case 'child': {
        const place: Place = (row, value) => {
          child(field.name)(row).text = value;
        };
        const later = field.later === undefined ? [] : [field.later.name];
        for (const name of [field.name, ...later, ...(field.aliases ?? [])]) add(name, place);
        for (const { name } of field.attributes ?? [])
          for (const heading of [`${field.name}${name}`, name])
            nested.push(() =>
              add(heading, (row, value) => {
                child(field.name)(row).attributes[name] = value;
              }),
            );
        break;
      }
      case 'measure': {
        const { name, unit, qualifier } = field;
        add(name, (row, value) => {
          child(name)(row).text = value;
        });
        for (const attribute of [unit, ...(qualifier === undefined ? [] : [qualifier])])
          add(attribute.startsWith(name) ? attribute : `${name}${attribute}`, (row, value) => {
            child(name)(row).attributes[attribute] = value;
          });
        break;
      }
      case 'group':
        nested.push(() => addPlaces(places, field.fields, field.name, child(field.name)));
        nested.push(() => addPlaces(places, field.fields, field.name.replace(/s$/, ''), child(field.name)));
        break;
      case 'list': {
        // A row has room for one of them.
        const holder = (row: Made) =>
          field.wrapper === undefined ? within(row) : childOf(within(row), field.wrapper);
        nested.push(() =>
          addPlaces(places, field.fields, field.name, (row) => childOf(holder(row), field.name)),
        );
        break;
      }
      default:
    }
  }
  // What is the segment's own goes before what lies deeper.
  for (const each of nested) each();
}

function childOf(parent: Made, name: string): Made {
  const found = parent.children.find((each) => each.name === name);
  if (found !== undefined) return found;
  const child = made(name, parent.line);
  parent.children.push(child);
  return child;
}
