import type { FieldSpec, ListField, PlainRecord } from './field-spec.ts';
import type { PiesMeasure, PiesOthers } from './pies-item.ts';

export interface SheetColumn {
  /** As `segmentColumns` finds it again. */
  heading: string;
  value(record: PlainRecord): string;
}

/** Told of what a row has no room for. */
export type TellSheetLoss = (element: string) => void;

/**
 * The columns of a segment's sheet, one for each element and attribute; those within elements with the outer name before them.
 * Of a list within the segment a row has room for the first.
 */
export function sheetColumns(fields: readonly FieldSpec[], outer = ''): SheetColumn[] {
  const columns: SheetColumn[] = [];
  const add = (name: string, value: SheetColumn['value']) =>
    columns.push({ heading: `${outer}${name}`, value });
  const within = (field: ListField | Extract<FieldSpec, { kind: 'group' }>) => {
    const of = (record: PlainRecord) => {
      const value = record[field.key];
      return (field.kind === 'list' ? (value as PlainRecord[] | undefined)?.[0] : value) as
        | PlainRecord
        | undefined;
    };
    for (const { heading, value } of sheetColumns(field.fields, field.name))
      columns.push({
        heading,
        value: (record) => {
          const inner = of(record);
          return inner === undefined ? '' : value(inner);
        },
      });
  };
  for (const field of fields) {
    const { key } = field;
    switch (field.kind) {
      case 'text':
        add(field.column, (record) => textOf(record[key]));
        break;
      case 'attribute':
        add(field.name, (record) => textOf(record[key]));
        break;
      case 'child':
        add(field.name, (record) => textOf(record[key]));
        for (const each of field.attributes ?? [])
          add(`${field.name}${each.name}`, (record) => textOf(record[each.key]));
        break;
      case 'measure': {
        const { name, unit, qualifier } = field;
        const measure = (record: PlainRecord) => record[key] as PiesMeasure | undefined;
        const beside = (attribute: string) =>
          attribute.startsWith(name) ? attribute : `${name}${attribute}`;
        add(name, (record) => measure(record)?.value ?? '');
        add(beside(unit), (record) => measure(record)?.unit ?? '');
        if (qualifier !== undefined) add(beside(qualifier), (record) => measure(record)?.qualifier ?? '');
        break;
      }
      case 'group':
      case 'list':
        within(field);
        break;
      default:
    }
  }
  return columns;
}

/** What a row of the sheet leaves out: unknown elements, and all but the first of a list within. */
export function beyondSheet(
  fields: readonly FieldSpec[],
  record: PlainRecord,
  path: string,
  tell: TellSheetLoss,
): void {
  const { attributes = [], elements = [] } = (record.others ?? {}) as Partial<PiesOthers>;
  if (attributes.length + elements.length > 0) tell(`${path}: unknown elements`);
  for (const field of fields) {
    const value = record[field.key];
    if (field.kind === 'elements' && (value as unknown[]).length > 0) tell(`${path}/${field.name}`);
    if (field.kind === 'group' && value !== undefined)
      beyondSheet(field.fields, value as PlainRecord, `${path}/${field.name}`, tell);
    if (field.kind !== 'list') continue;
    const [first, ...rest] = value as PlainRecord[];
    if (rest.length > 0) tell(`${path}/${field.name}: several`);
    if (first !== undefined) beyondSheet(field.fields, first, `${path}/${field.name}`, tell);
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
