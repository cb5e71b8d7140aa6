import type { PiesVersion } from './pies-feed.ts';

/** What a text has to be. Codes of licensed tables aren't checked here. */
export type ValueCheck = 'decimal' | 'integer' | 'date' | 'maintenance' | 'yes-no';

interface Spec {
  /** Of the model. */
  key: string;
  check?: ValueCheck;
  /** Told of where a record lacks it: the schema of 7.2 wants it, and 8.0 is taken to do so, too. */
  required?: true;
  /** The schema has no 0 here. */
  positive?: true;
  /** The first version that has it, and the last. */
  from?: PiesVersion;
  until?: PiesVersion | '6.6';
}

/** The text of the element itself. `column` names it in a workbook. */
export interface TextField extends Spec {
  kind: 'text';
  column: string;
}
/** What an element or an attribute is called from a version on. */
export interface LaterName {
  from: PiesVersion;
  name: string;
}

export interface AttributeField extends Spec {
  kind: 'attribute';
  name: string;
  later?: LaterName;
  /**
   * It stands once, in what holds the list of these records, and is said of the field with this key in all of them that have
   * one.
   */
  ofAll?: string;
}
/** An element with a text. */
export interface ChildField extends Spec {
  kind: 'child';
  name: string;
  later?: LaterName;
  /** Other names that files are seen to have. */
  aliases?: readonly string[];
  /** An attribute of it that goes into a field of its own. */
  attributes?: readonly { key: string; name: string; column?: string }[];
}
/** An element with a number and an attribute for its unit. */
export interface MeasureField extends Spec {
  kind: 'measure';
  name: string;
  unit: string;
  qualifier?: string;
}
/** An element with fields of its own. */
export interface GroupField extends Spec {
  kind: 'group';
  name: string;
  fields: readonly FieldSpec[];
}
/** Any number of elements, mostly within one that does nothing but hold them. */
export interface ListField extends Spec {
  kind: 'list';
  name: string;
  wrapper?: string;
  aliases?: readonly string[];
  fields: readonly FieldSpec[];
}
/** The content of an element, kept as it comes. */
export interface ElementsField extends Spec {
  kind: 'elements';
  name: string;
}

export type FieldSpec =
  | TextField
  | AttributeField
  | ChildField
  | MeasureField
  | GroupField
  | ListField
  | ElementsField;

/** A record as the specs see it: values by key. */
export type PlainRecord = Record<string, unknown>;

type Options = Omit<Spec, 'key'>;

export const text = (key: string, column: string): TextField => ({ kind: 'text', key, column });
export const attribute = (
  key: string,
  name: string,
  options: Options & Pick<AttributeField, 'later' | 'ofAll'> = {},
): AttributeField => ({
  kind: 'attribute',
  key,
  name,
  ...options,
});
export const child = (
  key: string,
  name: string,
  options: Options & Pick<ChildField, 'aliases' | 'attributes' | 'later'> = {},
): ChildField => ({ kind: 'child', key, name, ...options });
export const measure = (
  key: string,
  name: string,
  options: Options & { unit?: string; qualifier?: string } = {},
): MeasureField => ({ kind: 'measure', key, name, unit: 'UOM', check: 'decimal', ...options });
/** What stands in the place of a number may be words: `AR`, as required. */
export const looseMeasure = (key: string, name: string, qualifier: string): MeasureField => ({
  ...{ kind: 'measure', key, name, unit: 'UOM', qualifier },
});
export const group = (key: string, name: string, fields: readonly FieldSpec[]): GroupField => ({
  kind: 'group',
  key,
  name,
  fields,
});
export const list = (
  key: string,
  { name, ...rest }: { name: string; wrapper?: string; aliases?: readonly string[]; from?: PiesVersion },
  fields: readonly FieldSpec[],
): ListField => ({ kind: 'list', key, name, ...rest, fields });
/** A name that is another one from 8.0 on. */
export const since8 = (name: string): { later: LaterName } => ({ later: { from: '8.0', name } });

export const MAINTENANCE = attribute('maintenance', 'MaintenanceType', { check: 'maintenance' });
