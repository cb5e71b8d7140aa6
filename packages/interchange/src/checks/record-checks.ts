import type { CheckCode } from './check-codes.ts';
import type { CheckedApp, CheckedQualifier } from './checked-app.ts';
import type { QualifierTable } from './qualifier-table.ts';
import type { VehicleTable } from './vehicle-table.ts';

/** What the format and version of a feed ask of a record. */
export interface FormatRules {
  /** Whether each record has to say what kind of part it is. */
  partTypeRequired?: boolean;
  quantityRequired?: boolean;
  /** Whether each qualifier has to say which of the table it is. */
  qualifierIdRequired?: boolean;
  /** Most characters of a part number, of the format's version; undefined where it sets none. */
  partNumberLength?: number | undefined;
  /** Most characters of an asset's name, likewise. */
  assetLength?: number | undefined;
}

export interface RecordCheckOptions {
  vehicles?: VehicleTable | undefined;
  qualifiers?: QualifierTable | undefined;
}

export type RecordFaultFound = (code: CheckCode, message: string) => void;

/** Templates of Qdb say `<p1 type="num"/>`; others are printf's and its kin. */
const PLACEHOLDER = /<\s*\/?p\d+\b|\{\d+\}|%\d+\$[sd]|\{\{.*?\}\}/i;
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:left|lh|driver side|左|左侧|左边)$/i, /^(?:right|rh|passenger side|右|右侧|右边)$/i],
  [/^(?:front|前|前面|前部)$/i, /^(?:rear|back|后|后面|后部)$/i],
  [/^(?:upper|top|上|上部)$/i, /^(?:lower|bottom|下|下部)$/i],
  [/^(?:inner|inside|内|内侧)$/i, /^(?:outer|outside|外|外侧)$/i],
];

/** What can be told of a record by itself. */
export function recordChecks(
  { vehicles, qualifiers }: RecordCheckOptions,
  rules: FormatRules,
): (app: CheckedApp, fault: RecordFaultFound) => void {
  return (app, fault) => {
    const { partNumberLength, assetLength, partTypeRequired, quantityRequired } = rules;
    const { part, quantity, assetNames, positions, attributes } = app;
    if (part.number === '') fault('part-missing', 'The record names no part.');
    else if (partNumberLength !== undefined && part.number.length > partNumberLength)
      fault(
        'field-too-long',
        `The part number has ${part.number.length} characters, of ${partNumberLength} at most.`,
      );
    if (app.partType === '' && partTypeRequired === true)
      fault('part-type-missing', 'The record names no part type.');
    if (quantity !== '1' && (quantity !== '' || quantityRequired === true)) checkQuantity(app, fault);
    for (const name of assetNames ?? []) {
      if (assetLength === undefined || name.length <= assetLength) continue;
      fault(
        'field-too-long',
        `The name of the asset has ${name.length} characters, of ${assetLength} at most.`,
      );
    }
    if (positions.length > 1) checkPositions(positions, fault);
    if (attributes.length > 1) checkAttributes(app, fault);
    for (const each of app.contradictions ?? []) fault('vehicle-contradicts', each);
    checkVehicle(app, vehicles, fault);
    if (app.qualifiers.length > 0)
      checkQualifiers(app.qualifiers, { table: qualifiers, isIdRequired: rules.qualifierIdRequired }, fault);
    for (const note of app.notes) checkText(note, 'note', fault);
  };
}

function checkQuantity({ quantity, action }: CheckedApp, fault: RecordFaultFound): void {
  if (quantity === '') {
    // To take an app back its quantity isn't needed.
    if (action === 'add') fault('quantity-missing', 'The record gives no quantity.');
    return;
  }
  const number = Number(quantity);
  if (!(Number.isFinite(number) && number > 0))
    fault('quantity-invalid', `'${shown(quantity)}' is no quantity.`);
}

function checkPositions(positions: readonly string[], fault: RecordFaultFound): void {
  for (const [one, other] of OPPOSITES) {
    const [first, second] = [
      positions.find((each) => one.test(each)),
      positions.find((each) => other.test(each)),
    ];
    if (first !== undefined && second !== undefined)
      fault('position-contradicts', `The record is for '${shown(first)}' and '${shown(second)}' at once.`);
  }
}

function checkAttributes({ attributes }: CheckedApp, fault: RecordFaultFound): void {
  for (let at = 1; at < attributes.length; at += 1) {
    const one = attributes[at];
    const other = attributes.findIndex(({ name, value }) => name === one?.name && value !== one.value);
    if (one === undefined || other < 0 || other > at) continue;
    const values = [attributes[other]?.value ?? '', one.value]
      .map((value) => `'${shown(value)}'`)
      .join(' and ');
    fault('attribute-contradicts', `${one.name} is ${values} at once.`);
  }
}

function checkVehicle(
  { vehicle, attributes, validate }: CheckedApp,
  table: VehicleTable | undefined,
  fault: RecordFaultFound,
): void {
  if (vehicle === undefined) {
    fault('vehicle-missing', 'The record names no vehicle.');
    return;
  }
  const { years } = vehicle;
  if (years !== undefined && years.from > years.to)
    fault('vehicle-contradicts', `The years run from ${years.from} back to ${years.to}.`);
  if (table === undefined) return;
  const unknown = table.unknown(vehicle);
  if (unknown !== undefined) fault('vehicle-unknown', unknown);
  else if (validate && attributes.length > 0) {
    const invalid = table.invalid(vehicle, attributes);
    if (invalid !== undefined) fault('vehicle-invalid', invalid);
  }
}

function checkQualifiers(
  qualifiers: readonly CheckedQualifier[],
  { table, isIdRequired }: { table: QualifierTable | undefined; isIdRequired: boolean | undefined },
  fault: RecordFaultFound,
): void {
  for (let at = 0; at < qualifiers.length; at += 1) {
    const qualifier = qualifiers[at] as CheckedQualifier;
    const { id, params, text } = qualifier;
    if (id === '' && params.length > 0)
      fault('qualifier-malformed', 'A qualifier has parameters and no id that says what they are for.');
    else if (id === '' && text === '') fault('qualifier-malformed', 'A qualifier has neither id nor text.');
    else if (id === '' && isIdRequired === true)
      fault('qualifier-malformed', `The qualifier '${shown(text)}' has no id.`);
    const empty = params.findIndex(({ value }) => value.trim() === '');
    if (empty >= 0) fault('qualifier-malformed', `Parameter ${empty + 1} of qualifier ${id} is empty.`);
    if (at > 0 && qualifiers.findIndex((other) => isSame(qualifier, other)) < at)
      fault('qualifier-malformed', `Qualifier ${id === '' ? `'${shown(text)}'` : id} is given twice.`);
    checkText(text, 'qualifier', fault);
    for (const { value } of params) checkText(value, 'parameter', fault);
    const wrong = id === '' ? undefined : table?.wrong(id, params);
    if (wrong !== undefined) fault(wrong.code, wrong.message);
  }
}

function isSame(one: CheckedQualifier, other: CheckedQualifier): boolean {
  return (
    one.id === other.id &&
    (one.id !== '' || one.text === other.text) &&
    one.params.length === other.params.length &&
    one.params.every(
      ({ value, uom }, at) => value === other.params[at]?.value && uom === other.params[at].uom,
    )
  );
}

function checkText(text: string, what: string, fault: RecordFaultFound): void {
  // Most texts have none of the characters that a placeholder starts with.
  if (!(text.includes('<') || text.includes('{') || text.includes('%'))) return;
  if (PLACEHOLDER.test(text))
    fault('qualifier-placeholder', `The ${what} '${shown(text)}' has a placeholder.`);
}

export function shown(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
